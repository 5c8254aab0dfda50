"""A cry for help is heard however it is typed, and talk of paperwork is none."""

from __future__ import annotations

import time

import pytest

from faq import urgent
from faq.syllable import unmarked

CRIES = {
    "fire": [
        "Nhà hàng xóm đang cháy to lắm, cứu với!",
        "cháy nhà rồi",
        "Có cháy ở chung cư Cát Tường, tầng 12 khói mù mịt",
        "xưởng gỗ bên cạnh bốc cháy rồi ad ơi",
        "xe máy nhà em tự nhiên bốc khói rồi cháy",
        "Bình ga nhà em bị xì, mùi gas nồng nặc cả bếp",
        "nổ bình ga quán phở đầu ngõ",
        "gọi cứu hỏa giúp em với",
        "chập điện cháy hết cả bếp rồi",
        "chay nha hang xom roi cuu voi",
        "nha toi dang chay",
        "cháyy nhàaa cứuuu",
        "nhaf em bij chays",
        "chung cu em dang boc chay",
        "ket trong dam chay tang 5",
        "Lửa đang lan sang nhà em",
        "đám cháy rừng ở Sơn Động lan rộng quá",
        "My house is on fire, please help",
        "there is a fire in our building",
        "the kitchen caught fire",
        "I smell gas in the apartment",
        "call the fire brigade",
    ],
    "rescue": [
        "có cháu bé rơi xuống giếng",
        "Có người bị đuối nước ở sông Cầu",
        "em bị kẹt trong thang máy tòa nhà",
        "sập giàn giáo đè trúng người",
        "nguoi bi nuoc lu cuon troi",
        "nha bi sap roi co nguoi ben trong",
        "My friend is drowning in the lake",
        "we are trapped in the elevator",
    ],
    "ambulance": [
        "Bố em bị ngất, gọi cấp cứu với",
        "mẹ tôi đột quỵ méo miệng rồi",
        "có tai nạn trên cầu Như Nguyệt, người bị thương chảy nhiều máu",
        "con em sốt cao co giật phải làm sao",
        "ông nội em không thở được",
        "vợ em vỡ ối rồi, cần xe cấp cứu gấp",
        "em bé hóc xương khó thở",
        "bà em bị tai biến, gọi số nào bây giờ",
        "bo toi bi ngat roi goi cap cuu",
        "chong em bi xe tai dam bat tinh",
        "me em dau nguc du doi",
        "cap cuu gap",
        "cấp cưú gấp ad ơi",
        "goi xe cap cuwus giup em",
        "có người bị điện giật",
        "cháu uống nhầm thuốc tẩy",
        "chị em bị rắn cắn",
        "anh em ngã từ tầng 3 xuống",
        "chú em chảy máu không cầm được",
        "có người nằm bất tỉnh ngoài đường",
        "My father is having a heart attack",
        "he is not breathing",
        "someone is unconscious on the street",
        "we need an ambulance",
        "there was a car accident, people are hurt",
        "she can't breathe",
    ],
    "crime": [
        "chồng em đang đánh em, cứu em với",
        "có trộm đang cạy cửa nhà em",
        "tôi vừa bị cướp điện thoại ở ngã tư",
        "Có người cầm dao đuổi theo em",
        "hàng xóm đang đánh nhau chém nhau",
        "em bị hiếp dâm",
        "bọn đòi nợ kéo đến đập phá nhà em",
        "nó dọa giết cả nhà tôi",
        "em bị nhốt trong phòng trọ không ra được",
        "có kẻ lạ đột nhập vào nhà",
        "chong toi danh toi chay mau",
        "co trom vao nha",
        "toi bi cuop giat tui xach",
        "em bi nguoi yeu danh dap",
        "co thang cam dao chem nguoi",
        "goi cong an gap",
        "gọi 113 giúp tôi",
        "bạo hành gia đình, chồng em lại đánh",
        "có người đang bám theo em, em sợ quá",
        "someone is breaking into my house",
        "my husband is beating me",
        "I was robbed",
        "he has a knife",
        "I am being attacked",
        "a man is following me",
    ],
    "child": [
        "Cháu bé hàng xóm bị bố dượng đánh đập hằng ngày",
        "bé gái gần nhà em bị xâm hại",
        "có đứa trẻ bị bỏ rơi trước cổng chùa",
        "cô giáo bạo hành trẻ ở nhà trẻ",
        "con tôi mất tích từ chiều",
        "hang xom danh con da man",
        "be gai bi xam hai",
        "chau be bi nhot trong nha",
        "trẻ em bị đánh đập dã man",
        "có người bắt cóc trẻ con",
        "con em bị bắt nạt đánh hội đồng ở trường",
        "a child is being abused next door",
        "my daughter is missing",
        "they are beating the child",
    ],
    "self-harm": [
        "em muốn chết",
        "tôi không muốn sống nữa",
        "Em chán sống lắm rồi",
        "bạn em định tự tử",
        "chị ấy vừa uống thuốc sâu",
        "có người định nhảy cầu",
        "toi muon tu tu",
        "em khong muon song nua",
        "muon chet quach cho xong",
        "em vừa rạch tay",
        "hôm nay em sẽ kết thúc cuộc đời mình",
        "bạn cháu dọa nhảy lầu",
        "em nghĩ đến tự sát",
        "I want to kill myself",
        "i want to die",
        "my friend is suicidal",
        "I don't want to live anymore",
    ],
}
CALM = [
    "thủ tục phòng cháy chữa cháy cho quán karaoke",
    "nhà trọ 12 phòng cần nghiệm thu pccc không",
    "xe em bị chết máy giữa đường",
    "sim khuyến mãi cháy hàng rồi à",
    "cháy túi rồi có được miễn phí không",
    "xin giấy chứng tử ở đâu",
    "đăng ký khai tử cho người chết",
    "khai tử cho ông nội mất ở nhà",
    "cấp cứu có được bhyt chi trả không",
    "đi cấp cứu trái tuyến bảo hiểm y tế trả bao nhiêu phần trăm",
    "ứng dụng đang chạy thì bị thoát ra",
    "xe chạy grab có phải đăng ký kinh doanh không",
    "app dang chay bi treo",
    "cứ từ từ em nộp sau",
    "tu tu roi lam cung duoc",
    "đánh giá cán bộ ở đâu",
    "bị đánh thuế hai lần thì kêu ai",
    "đánh mất căn cước",
    "tôi đánh rơi giấy phép lái xe",
    "nộp hồ sơ nóng muốn chết mà chờ mãi",
    "tai nạn lao động thì công ty bồi thường ra sao",
    "bảo hiểm cháy nổ bắt buộc mua ở đâu",
    "bằng tốt nghiệp bị cháy từ năm 1998 xin cấp lại",
    "sổ đỏ bị cháy thì làm lại thế nào",
    "đăng ký khai sinh cho trẻ bị bỏ rơi",
    "lớp dạy bơi phòng chống đuối nước cho trẻ em",
    "giấy phép giết mổ gia súc",
    "hóa đơn điện tử bị lỗi",
    "tài khoản vneid bị khóa",
    "con tôi bị trả hồ sơ",
    "trợ cấp tai nạn cho con",
    "mức phạt bạo lực gia đình theo quy định",
    "bị phạt vì chạy quá tốc độ",
    "bị lừa chuyển tiền thì làm gì",
    "do I need a fire safety certificate",
    "free fire tải ở đâu",
    "how to register a death",
    "my phone died, how do I log in",
    "insurance for traffic accident victims, which procedure",
    "can i hit the submit button twice",
    "mất điện rồi",
    "cúp nước từ sáng",
    "can you help me with my application",
    "can gap nguoi tu van",
    "bi hanh di lai bo sung giay to may lan",
    "chào em",
    "",
    "🙂",
]


@pytest.mark.parametrize(("kind", "cry"), [(k, cry) for k, cries in CRIES.items() for cry in cries])
def test_a_cry_for_help_is_heard_with_the_right_number_first(kind: str, cry: str):
    heard = urgent(cry)
    assert heard is not None
    assert heard.kind == kind


@pytest.mark.parametrize("cry", [cry for cries in CRIES.values() for cry in cries])
def test_a_cry_for_help_is_heard_in_capitals(cry: str):
    assert urgent(cry.upper()) is not None


def test_without_marks_nearly_every_cry_is_still_heard():
    cries = [unmarked(cry.lower()) for all_cries in CRIES.values() for cry in all_cries]
    heard = [cry for cry in cries if urgent(cry)]
    assert len(heard) >= 0.9 * len(cries)


@pytest.mark.parametrize("text", CALM)
def test_talk_of_paperwork_is_no_cry_for_help(text: str):
    assert urgent(text) is None


def test_each_danger_has_its_national_number():
    numbers = {kind: urgent(cries[0]) for kind, cries in CRIES.items()}
    first = {kind: heard.numbers[0] for kind, heard in numbers.items() if heard}
    assert first == {
        "fire": "114",
        "rescue": "114",
        "ambulance": "115",
        "crime": "113",
        "child": "111",
        "self-harm": "115",
    }


@pytest.mark.parametrize("text", ["cháy " * 900, "bị em " * 700, "đ" * 4096, "con bị * " * 400])
def test_a_flood_of_words_is_read_quickly(text: str):
    urgent("warm up")
    begun = time.perf_counter()
    urgent(text)
    assert time.perf_counter() - begun < 0.5
