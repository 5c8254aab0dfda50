"""Replies to a question of ours, told from messages that say or ask anything else."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.exchange.files import seed
from faq.meant.replying import pick, stars, yes_or_no
from faq.vietnamese.syllable import unmarked


def _listed(table: str) -> list[str]:
    return [text for line in table.splitlines() for text in line.strip().split("|") if text]


YES = _listed("""
    có|Có ạ|rồi ạ|được rồi em|đúng rồi|ừ|uh|ừm|vâng|dạ vâng|phải|chuẩn|chính xác|ok|oke|
    okela|👍|có giúp|giúp được|hữu ích|tốt rồi|đồng ý|chuyển đi|gửi đi|làm đi|dạ có|có chứ|
    có nha|yes|yep|sure|it did|that's right|helped|dạ đúng|ờ|đúng òi|rùi|có á|dc r|
    đc rồi nha|okê em|ok nhé|oki|dạ|vâng ạ|phải rồi|đúng vậy|chuẩn luôn|hiểu rồi|rõ rồi ạ|
    rất hữu ích|có giúp được|dạ có, đúng rồi ạ|ừ đúng rồi đó|gửi giúp tôi đi|cứ thêm đi em|
    thêm vào nhé|được chứ|tất nhiên|nhất trí|mần đi|xong rồi|cám ơn em, được rồi|yes please|
    yeah|yup|it helped|thanks, very helpful|that was helpful|go ahead|correct|of course|
    got it|👍👍👍|coooó|ddungs rồi|ok la|có em ơi|có kkk|tuyệt vời|ừa
""")
NO = _listed("""
    chưa|không|chưa ạ|ko|k|hông|hổng|không phải|chưa được|không đúng|thôi|khỏi|không cần|
    chẳng|đâu có|sai rồi|chả giúp gì|vẫn chưa|no|nope|not really|didn't help|👎|chưa rõ lắm|
    có nhưng chưa đủ|ko ạ|hok|khum|hem|hổng phải|dạ chưa|dạ không ạ|ừ chưa|thôi em|thôi khỏi|
    khỏi cần|không cần đâu|không cần nữa|không giúp được gì|chẳng giúp gì|vẫn không đúng|
    không hiểu|chưa hiểu lắm|chưa đủ|còn thiếu|đâu phải|có đâu|mô có|nỏ phải|không hài lòng|
    không liên quan|không đúng ý tôi|nhầm rồi|sai bét|khó hiểu quá|đừng gửi|
    đúng nhưng còn thiếu|no thanks|not yet|no, not yet|it didn't|it did not help|
    that doesn't help|wrong|that's wrong|not at all|nah|never mind|yes but not enough|❌|
    được nhưng mà chưa rõ|chưa đâu em ơi|không đâu ạ
""")
LABELS = (
    "Làm thẻ căn cước lần đầu khi đủ 14 tuổi ở đâu, cần gì?",
    "Đổi bằng lái xe hết hạn thế nào?",
    "Đăng ký tạm trú ở đâu?",
)
PICKS = {
    0: _listed("""
    1|câu 1|cái đầu tiên|1 nhé|một|first|chọn 1|cái đầu|đầu tiên|cau1|1️⃣|số một ạ|
    the first one|thứ nhất|1.|câu thứ nhất em ơi|1st|option one|cái căn cước ấy|
    cái thẻ căn cước đó|làm thẻ căn cước|lam the can cuoc lan dau|
    làm thẻ căn cước lần đầu khi đủ 14 tuổi|trên cùng
    """),
    1: _listed("""
    số 2|câu thứ hai|câu 2 ấy|cái giữa|the second one|option 2|2|hai|thứ 2|lấy câu 2 em nhé|
    2nd|cái ở giữa|the middle one|cai bang lai|đổi bằng lái|doi bang lai xe het han|
    number two|đổi bằng lái xe hết hạng thế nào|cái đổi bằng|second|cái bằng lái xe kia
    """),
    2: _listed("""
    cái thứ 3 nha em|cái cuối|last one|3|ba|câu ba|thứ ba|third|3rd one|dưới cùng|
    cái cuối cùng|dang ky tam tru|đăng ký tạm trú ở đâu?|cái tạm trú|cái về tạm trú ấy|
    the last
    """),
    "none": _listed("""
    không cái nào|không câu nào|không phải|không phải mấy câu này|đều không|none|neither|
    không có trong này|không|chưa đúng|không phải cái nào ạ|ko câu nào đúng|cả ba đều không|
    chẳng cái nào|cái khác|none of these|none of them|not these|sai hết rồi|
    không có câu nào cả|đều không phải|no|không thấy trong danh sách|neither of them|
    something else|hổng phải mấy câu đó
    """),
}
STARS = {
    5: _listed("""
    5|5 sao|năm sao|5/5|5*|rất tốt|tuyệt vời|xuất sắc|five stars|great|⭐⭐⭐⭐⭐|5⭐|
    cho 5 sao|năm|quá tốt|hay lắm|excellent|very good|5 ⭐⭐⭐⭐⭐|5 sao luôn em|
    rất hài lòng|nam sao
    """),
    4: _listed("""
    ⭐⭐⭐⭐|cho 4|bốn|4 sao nha|tốt|good|4 stars|4/5|khá tốt|hài lòng|4 điểm|cho em 4 sao|
    four
    """),
    3: _listed("""
    bình thường|tạm được|ok|okay|3|ba sao|cũng được|bth|trung bình|⭐⭐⭐|3 out of 5|tạm ổn
    """),
    2: _listed("""
    kém|tệ|chán|bad|2|hai sao|không tốt|hơi tệ|poor|2*|not good
    """),
    1: _listed("""
    rất tệ|quá tệ|dở ẹc|terrible|1|một sao|tệ quá|chán lắm|one star|⭐|1/5|quá kém|very bad
    """),
}
NOTHING = _listed("""
    không sao|không vấn đề gì|không biết|rồi nhưng mà tôi hỏi lệ phí bao nhiêu|không có gì|
    có cần mang ảnh không|không có hộ khẩu thì làm sao|được cấp lại không|rồi bao giờ có|
    chưa có căn cước thì sao|có ạ, cho em hỏi thêm lệ phí|5 ngày nữa|10|3 triệu|
    tốt nhưng mà cho hỏi|còn không|
    ở đâu|có à|kkk|haha|đúng không|có không|co khong|con khong a|được không ạ|được chưa|
    có đúng không?|ok không|cả hai|câu nào|cái gì|cái nào|cái đó|sao|thế à|câu 1 và 2|1/2|
    3.5|4/5/2024|⭐⭐⭐⭐⭐⭐|7|0|số 9|🙏|làm căn cước mất bao nhiêu tiền|không gửi được|
    không đăng nhập được vneid|mất bằng lái|có nộp hộ được không|chưa nhận được căn cước|
    bốn năm nữa|một cửa xã|tốt nghiệp|hai vợ chồng|chuyển hộ khẩu|cho con|ba tôi mất|năm nay|
    thôi việc thì hưởng gì|khỏi bệnh rồi|phải làm gì|do I need to go|is it free|
    can you help me|no passport what to do|first red book|help|giúp|bà sao|hồng|cô|
    đăng ký thường trú ở đâu?|cái thường trú|Cái này có mất phí không?|1 triệu|not sure|
    no problem|yes?|how long|good morning|chào em
""")
ANSWERS = [*((text, True) for text in YES), *((text, False) for text in NO)]
CHOICES = [(text, place) for place, texts in PICKS.items() for text in texts]
RATINGS = [(text, number) for number, texts in STARS.items() for text in texts]
# Unmarked these are other words: "ba sao", "hong", "co", "co a".
MARKED_ONLY = {"bà sao", "hồng", "cô", "có à"}
ENTRIES = [entry for entry in seed() if not entry.canned]
QUESTIONS = [(line, entry.id) for entry in ENTRIES for line in entry.questions()]
SHOWN = [entry for entry in ENTRIES if entry.id in ("idcard-lost", "license-renew", "water")]
said = st.sampled_from([text for text, _ in ANSWERS + CHOICES + RATINGS] + NOTHING)
texts = said | st.text(max_size=90) | st.lists(said, max_size=5).map(" ".join)


def read(text: str) -> tuple[object, ...]:
    """All that a text may be read as."""
    return yes_or_no(text), pick(text, LABELS), pick(text, LABELS[:1]), stars(text)


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_yes_and_no_are_told_apart(text, answer):
    assert yes_or_no(text) is answer


@pytest.mark.parametrize(("text", "place"), CHOICES)
def test_a_label_is_picked_by_its_place_or_its_words(text, place):
    assert pick(text, LABELS) == place


@pytest.mark.parametrize(("text", "number"), RATINGS)
def test_stars_are_given_in_figures_words_and_signs(text, number):
    assert stars(text) == number


@pytest.mark.parametrize("text", NOTHING)
def test_what_asks_or_says_something_else_is_no_reply(text):
    assert (yes_or_no(text), pick(text, LABELS), stars(text)) == (None, None, None)


def test_the_tables_are_as_long_as_they_claim():
    assert [len(set(table)) for table in (YES, NO, CHOICES, RATINGS, NOTHING)] >= [
        60,
        60,
        60,
        40,
        40,
    ]
    assert min(len(set(table)) for table in (YES, NO, CHOICES)) >= 60
    assert min(len(set(table)) for table in (RATINGS, NOTHING)) >= 40


@pytest.mark.parametrize("text", ["đúng rồi", "yes", "có", "👍", "ok em"])
def test_yes_picks_the_only_label(text):
    assert pick(text, LABELS[:1]) == 0
    assert pick(text, LABELS) is None


def test_one_of_two_has_no_middle_and_no_third():
    assert pick("cái giữa", LABELS[:2]) is None
    assert pick("câu 3", LABELS[:2]) is None
    assert pick("cái cuối", LABELS[:2]) == 1
    assert pick("1", ()) is None


def test_words_that_two_labels_share_pick_neither():
    labels = ("Mất căn cước ở xa", "Mất căn cước ở quê", "Mất hộ chiếu")
    assert pick("mất căn cước", labels) is None
    assert pick("cái căn cước ấy", labels) is None
    assert pick("cái hộ chiếu", labels) == 2


@given(texts, st.lists(st.text(max_size=20) | said, max_size=4))
def test_any_text_is_read_without_a_fault(text, labels):
    assert yes_or_no(text) in (True, False, None)
    assert pick(text, labels) in {*range(len(labels)), "none", None}
    assert stars(text) in {1, 2, 3, 4, 5, None}


@given(texts)
def test_whoever_says_no_to_it_picks_none_and_never_one(text):
    if yes_or_no(text) is False:
        assert pick(text, LABELS) == "none"
    if yes_or_no(text) is True:
        assert pick(text, LABELS) != "none"


@given(said.filter(lambda text: text not in MARKED_ONLY))
def test_a_reply_needs_no_marks(text):
    assert read(unmarked(text.lower())) == read(text)


@given(said)
def test_a_reply_may_be_shouted(text):
    assert read(text.upper()) == read(text)


@given(
    said.filter(lambda text: "?" not in text and any(map(str.isalnum, text))),
    st.lists(st.sampled_from([" ạ", " nhé", " em", " nha", "!"]), min_size=1, max_size=3),
)
def test_polite_words_behind_a_reply_change_nothing(text, behind):
    assert read(text + "".join(behind)) == read(text)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_label_typed_whole_is_picked(language):
    labels = [entry.question.in_(language) for entry in seed()]
    assert [pick(label, labels) for label in labels] == list(range(len(labels)))


def test_a_label_typed_whole_needs_no_marks():
    labels = [entry.question.vi for entry in seed()]
    typed = [unmarked(label.lower()) for label in labels]
    assert [pick(line, labels) for line in typed] == list(range(len(labels)))


def test_no_question_of_the_bank_is_a_reply():
    """Small talk apart, whose lines are "có", "ok em" and "tệ quá"."""
    labels, own = [entry.question.vi for entry in SHOWN], {entry.id for entry in SHOWN}
    sample = random.Random(20).sample(QUESTIONS, 1500)
    assert [line for line, _ in sample if yes_or_no(line) is not None or stars(line)] == []
    assert [line for line, of in sample if of not in own and pick(line, labels) is not None] == []


@pytest.mark.parametrize(
    "word", _listed("ừ|y|dạ|có|vâng|đúng|bỏ|thank you so much|ừ e|hai cái|không")
)
def test_repetition_is_read_in_no_time(word):
    begun = time.process_time()
    for count in range(1, 14):
        read(" ".join([word] * count) + " x")
    assert time.process_time() - begun < 5
