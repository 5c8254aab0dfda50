"""Short questions that mean the answer before them."""

import pytest

from faq import followup

ASKED = {
    "fee": "bao nhiêu tiền?|mất bao nhiêu tiền vậy|lệ phí?|phí bao nhiêu|co mat phi ko|how much?|"
    "hết bn|mất bn tiền vậy em|cảm ơn em, thế còn phí?|có miễn phí không|tốn kém không|mức phí|"
    "is there a fee?|what's the price|thanks, how much does that cost|do I have to pay",
    "time": "mất bao lâu?|bao lâu thì xong|may ngay|thế làm mất mấy ngày|khi nào có|how long|"
    "mấy hôm có|có lâu k em|how many days",
    "documents": "cần giấy tờ gì?|cần những giấy tờ gì|hồ sơ gồm những gì|mang theo gì|cần gì|"
    "thủ tục gồm những gì|what should I bring?",
    "where": "nộp ở đâu?|nop o dau a|thế làm ở đâu|đến đâu|where?|where do i apply|"
    "nhận kết quả ở đâu|có làm online được không|lam online dc k|can I do it online?",
}


@pytest.mark.parametrize(
    ("part", "text"), [(part, text) for part, texts in ASKED.items() for text in texts.split("|")]
)
def test_a_follow_up_names_its_part(part, text):
    assert followup(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "làm căn cước mất bao nhiêu tiền",
        "đổi bằng lái ở đâu",
        "hồ sơ bị trả lại",
        "giấy tờ xe bị mất",
        "nộp thuế đất ở đâu",
        "làm hộ chiếu online được không",
        "bạn ở đâu",
        "mạng không vào được",
        "cảm ơn",
        "",
    ],
)
def test_a_question_of_its_own_is_none(text):
    assert followup(text) is None
