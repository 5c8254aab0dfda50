"""A place is read however it is written, as what it is today, and ordinary words are none."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from faq import seed
from faq.meant.places import Units, dossier_code, units
from faq.vietnamese.syllable import unmarked

_DATA = YAML(typ="safe").load((files("faq") / "data" / "places.yaml").read_text(encoding="utf-8"))
TODAY: list[tuple[str, str]] = [(unit["kind"], unit["name"]) for unit in _DATA["units"]]
OLD: list[tuple[str, str, str]] = [
    (title, district, unit["name"])
    for unit in _DATA["units"]
    for district, titles in unit["of"].items()
    for title in titles
]
OLDER: list[tuple[str, str, str]] = [
    (title, fields["district"], fields["now"])
    for fields in _DATA["older"]
    for title in fields["names"]
]
DISTRICTS: dict[str, list[str]] = {}
for _title, _district, _now in OLD:
    DISTRICTS.setdefault(_district, []).append(_now)


def found(text: str) -> Units:
    place = units(text)
    assert place is not None, text
    return place


def names(text: str) -> list[str]:
    return [unit.name for unit in found(text).now]


def bare(text: str) -> str:
    return " ".join(unmarked(word) for word in text.lower().split())


def test_the_data_holds_all_units():
    assert len(TODAY) == len({unit["code"] for unit in _DATA["units"]}) == 99
    assert [kind for kind, _ in TODAY].count("phường") == 45
    assert len(OLD) == 313
    assert len(DISTRICTS) == 18


@pytest.mark.parametrize(("title", "district", "now"), OLD)
def test_each_old_unit_is_found_in_its_unit_of_today(title: str, district: str, now: str):
    asked = f"{title} ({district}) giờ thuộc đâu"
    for text in (asked, bare(asked), asked.upper(), f"{title}, {district}", f"cho hỏi {asked} ạ"):
        assert names(text) == [now], text


@pytest.mark.parametrize(("title", "district", "now"), OLDER)
def test_each_older_name_is_found_too(title: str, district: str, now: str):
    asked = f"{title} {district} giờ thuộc đâu"
    assert now in names(asked)
    assert now in names(bare(asked))


@pytest.mark.parametrize(("kind", "name"), TODAY)
def test_each_unit_of_today_is_found(kind: str, name: str):
    asked = f"ủy ban {kind} {name} ở đâu"
    assert names(asked)[0] == names(bare(asked))[0] == name
    place = found(f"{kind} {name}")
    assert place.is_unchanged is (name != "Ninh Xá")
    assert place.now[0].title("vi") == f"{kind} {name}"


@pytest.mark.parametrize("district", DISTRICTS)
def test_an_old_district_is_all_its_units_of_today(district: str):
    name = district.removeprefix("huyện ").removeprefix("thị xã ").removeprefix("thành phố ")
    place = found(f"{district} cũ giờ là gì")
    assert not place.is_unchanged
    assert {unit.name for unit in place.now} >= set(DISTRICTS[district])
    assert found(f"{bare(district)} cu gio la gi") == place
    if any(name == new for _, new in TODAY):
        assert place.now[0].name == name
    if name not in _DATA["provinces"]:
        assert found(f"ở {name} làm căn cước chỗ nào").now == place.now
        assert found(f"quê {name} ạ").now == place.now


@pytest.mark.parametrize(
    ("text", "said", "said_en", "now", "is_unchanged"),
    [
        (
            "xã Thái Bảo giờ thuộc đâu",
            "Xã Thái Bảo cũ (huyện Gia Bình)",
            "The former commune Thái Bảo (Gia Bình district)",
            ["Nhân Thắng"],
            False,
        ),
        ("p. vũ ninh", "Phường Vũ Ninh", "Vũ Ninh ward", ["Vũ Ninh"], True),
        (
            "Hiệp Hòa",
            "Huyện Hiệp Hòa cũ",
            "The former Hiệp Hòa district",
            ["Hiệp Hòa", "Hoàng Vân", "Hợp Thịnh", "Xuân Cẩm"],
            False,
        ),
        ("xã Hiệp Hòa", "Xã Hiệp Hòa cũ", "The former Hiệp Hòa commune", ["Hiệp Hòa"], False),
        ("phường Hiệp Hoà", "Phường Hiệp Hòa", "Hiệp Hòa ward", ["Hiệp Hòa"], True),
        (
            "xã Đồng Tiến",
            "Xã Đồng Tiến cũ",
            "The former Đồng Tiến commune",
            ["Xuân Lương", "Hoàng Vân"],
            False,
        ),
        ("Ninh Xá", "Phường Ninh Xá", "Ninh Xá ward", ["Ninh Xá", "Kinh Bắc"], False),
        (
            "tp Bắc Ninh cũ",
            "Thành phố Bắc Ninh cũ",
            "The former Bắc Ninh city",
            ["Vũ Ninh", "Kinh Bắc", "Võ Cường", "Nam Sơn", "Hạp Lĩnh"],
            False,
        ),
        (
            "thị trấn Bố Hạ",
            "Thị trấn Bố Hạ cũ (huyện Yên Thế)",
            "The former township Bố Hạ (Yên Thế district)",
            ["Bố Hạ"],
            False,
        ),
        ("Bố Hạ", "Phường Bố Hạ", "Bố Hạ ward", ["Bố Hạ"], True),
    ],
)
def test_a_place_is_named_in_both_languages(
    text: str, said: str, said_en: str, now: list[str], is_unchanged: bool
):
    place = found(text)
    assert (place.named("vi"), place.named("en")) == (said, said_en)
    assert ([unit.name for unit in place.now], place.is_unchanged) == (now, is_unchanged)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ở Hiệp Hòa làm căn cước chỗ nào", "Hiệp Hòa"),
        ("o hiep hoa lam can cuoc cho nao", "Hiệp Hòa"),
        ("hiệp hòa làm khai sinh ở đâu", "Hiệp Hòa"),
        ("Em quê Lục Ngạn, giờ đổi bằng lái ở đâu ạ", "Lục Ngạn"),
        ("toi o luc nam, lam so do o dau", "Lục Nam"),
        ("người Yên Thế có phải đổi căn cước không", "Yên Thế"),
        ("nha em ben viet yen thi nop ho so o dau", "Việt Yên"),
        ("em làm ở KCN Yên Phong muốn đăng ký tạm trú", "Yên Phong"),
        ("tx Quế Võ giờ còn không", "Quế Võ"),
        ("T.X. Việt Yên cũ giờ là gì", "Việt Yên"),
        ("huyen tan yen nay thuoc xa nao", "Tân Yên"),
        ("Yên Dũng cũ giờ gọi là gì", "Yên Dũng"),
        ("h. Hiệp Hòa xã Đồng Tiến giờ về đâu", "Hoàng Vân"),
        ("xã Đồng Tiến huyện Yên Thế giờ về đâu", "Xuân Lương"),
        ("xa dong tien h yen phong gio la gi", "Yên Phong"),
        ("ở Đồng Tiến, Yên Thế thì làm khai tử chỗ nào", "Xuân Lương"),
        ("công an xã Quang Minh huyện Lương Tài ở đâu", "Trung Chính"),
        ("cong an phuong vu ninh nam duong gi", "Vũ Ninh"),
        ("UBND p.Vũ Ninh mở cửa mấy giờ", "Vũ Ninh"),
        ("uỷ ban x. Thái Bảo cũ còn tiếp dân không", "Nhân Thắng"),
        ("xa cu song giang nay la xa nao", "Đại Lai"),
        ("TT Vôi giờ gọi là gì", "Lạng Giang"),
        ("thị trấn Thắng cũ làm giấy tờ ở đâu", "Hiệp Hòa"),
        ("thi tran cho gio thuoc xa nao", "Yên Phong"),
        ("em trọ ở Nếnh thì khai tạm trú ở đâu", "Nếnh"),
        ("nhà ở Đình Bảng, Từ Sơn muốn tách thửa", "Từ Sơn"),
        ("phường Trần Phú giờ là phường gì", "Bắc Giang"),
        ("phuong ve an doi ten thanh gi", "Kinh Bắc"),
        ("Vệ An nay là phường nào", "Kinh Bắc"),
        ("thôn Ngọc Trì xã Bình Định huyện Lương Tài ghi sao", "Lâm Thao"),
        ("hợp tác xã ở xã Quảng Phú cũ xin giấy phép", "Lâm Thao"),
        ("Xã Mĩ Thái ở đâu", "Mỹ Thái"),
        ("xã Cẩm Lí làm căn cước", "Cẩm Lý"),
        ("ở Hoà Sơn làm căn cước được không", "Hợp Thịnh"),
        ("mao dien gop voi xa nao", "Mão Điền"),
        ("where is Kinh Bac ward office", "Kinh Bắc"),
        ("old Phuong Mao commune, what's its new name", "Phương Liễu"),
        ("what is Hiep Hoa district now", "Hiệp Hòa"),
        ("I live in Que Vo, where do I get an ID card", "Quế Võ"),
        ("which ward does Dai Phuc belong to now", "Võ Cường"),
        ("phường Bắc Giang có wifi miễn phí không", "Bắc Giang"),
        ("ở xã Trường Sơn làm hộ chiếu được không", "Trường Sơn"),
        ("nhà ở Trường Sơn thì ra đâu", "Trường Sơn"),
        ("xã Lãng Sơn và tỉnh Lạng Sơn", "Tân An"),
        ("ở Lãng Sơn làm căn cước chỗ nào", "Tân An"),
        ("quê Lim thì làm căn cước ở đâu", "Tiên Du"),
        ("XÃ THÁI BẢO GIỜ THUỘC ĐÂU", "Nhân Thắng"),
    ],
)
def test_a_place_inside_a_question_is_read(text: str, first: str):
    assert names(text)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ạ",
        "làm căn cước ở đâu",
        "tôi ở Hà Nội muốn làm hộ chiếu",
        "em quê Thái Nguyên",
        "toi que lang son",
        "chồng em người Nghệ An, vợ Nam Định",
        "ở Bình Dương có nộp được không",
        "xã Tân An huyện Thanh Hà tỉnh Hải Dương",
        "xã Quang Minh, Hải Dương",
        "xa tan hung huyen soc son ha noi",
        "tỉnh Bắc Giang cũ giờ là gì",
        "ở Bắc Giang đổi bằng lái chỗ nào",
        "bac ninh co may phuong",
        "thành phố Bắc Ninh có mấy phường",
        "tp Bắc Ninh làm hộ chiếu ở đâu",
        "đồng tiền này có đổi được không",
        "muon tu dong tien dat nay qua ma",
        "tôi không có tiền án",
        "giay khong tien an tien su",
        "dieu kien ve an ninh trat tu",
        "hoi ve an toan thuc pham",
        "cong an lap bien ban",
        "tôi tham gia bình chọn",
        "tham gia binh chon o phuong",
        "bang luong tai cong ty",
        "luc nam ngoai toi nop roi",
        "ve que vo lam khai sinh cho con",
        "con em lúc năm tuổi",
        "hop dong ngan han",
        "hop dong tien nha tro",
        "dong phuc hoc sinh",
        "dang ky bien dong dat dai",
        "di phong van xin viec",
        "viet doan van ta me",
        "thue nha nam trang",
        "khieu nai dat dai lam sao",
        "cho em hỏi chồng em hồ sơ chưa có",
        "xa cho em hoi chu nha",
        "tờ khai ở xã cũ, cho vào app thì báo lỗi",
        "thắng kiện rồi thì làm gì",
        "o xa thang nay khong lam viec",
        "anh Thái Sơn là cán bộ nào",
        "tôi tên là Nguyễn Quang Minh",
        "bà Trần Minh Tân mất hôm qua",
        "đường Trần Phú có ổ gà",
        "phố Ngô Quyền mất điện",
        "số 12 Hoàng Văn Thụ",
        "duong le loi ngap nuoc",
        "nhà mặt đường Quang Trung",
        "trường Trần Phú tuyển sinh",
        "nghĩa trang Trường Sơn",
        "hợp tác xã Đồng Tiến",
        "công ty Việt Tiến nợ lương",
        "dan hoi la gi",
        "Chào Dân Hỏi",
        "vợ chồng đồng tâm hiệp lực",
        "an lạc thịnh vượng",
        "đại đồng tiểu dị",
        "loan sharks at my door",
        "to do the paperwork I need help",
        "mua xe ở chợ",
        "hồ sơ của tôi đến đâu rồi H05.12-260815-0007",
        "xã tôi có bị gộp không",
        "phường nào làm căn cước",
        "huyện bỏ rồi thì nộp đâu",
        "thị trấn cũ giờ ai quản lý",
    ],
)
def test_ordinary_words_are_no_place(text: str):
    assert units(text) is None


def test_shipped_questions_name_a_place_only_where_they_should():
    asked = [q for entry in seed() for q in (entry.question.vi, entry.question.en) if q]
    assert {q: place.said for q in asked if (place := units(q))} == {}


@given(st.text())
def test_any_text_is_taken(text: str):
    units(text)
    dossier_code(text)


_ROW = "xã phường huyện thị tp cũ ở Chờ Hiệp Hòa yen phong , ( H05"


@given(st.lists(st.sampled_from(_ROW.split())))
def test_any_row_of_names_and_kinds_is_taken(parts: list[str]):
    place = units(" ".join(parts))
    assert place is None or (place.now and place.said and place.said_en)


def test_a_message_is_read_quickly():
    text = "Em quê Lục Ngạn, giờ ở trọ tại xã Đồng Tiến huyện Yên Phong thì làm căn cước ở đâu ạ"
    units(text)
    started = time.perf_counter()
    for _ in range(200):
        units(text)
    assert (time.perf_counter() - started) / 200 < 0.002


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H05.12-260815-0007", "H05.12-260815-0007"),
        ("hồ sơ h05.12.34-250701-12345 đến đâu rồi ạ", "H05.12.34-250701-12345"),
        ("G22.99.12-250701-00012", "G22.99.12-250701-00012"),
        ("H05-250802-0007.", "H05-250802-0007"),
        ("H05.21.7-250910-0004", "H05.21.7-250910-0004"),
        ("mã H05 . 12 – 260815 – 0007", "H05.12-260815-0007"),
        ("h02.15—250814—0021", "H02.15-250814-0021"),
        ("h05.31_250814_0021", "H05.31-250814-0021"),
        ("H05.12 260815 0007", "H05.12-260815-0007"),
        ("(000.00.12.H05-210815-0007)", "000.00.12.H05-210815-0007"),
        ("H05.12-261315-0007", None),
        ("H05.12-260800-0007", None),
        ("H05.12", None),
        ("HD05-250814-0021", None),
        ("0912345678", None),
        ("027090001234", None),
        ("gọi 0222.3822.468 hay 1900-0368", None),
        ("61/2018/NĐ-CP", None),
        ("1658/NQ-UBTVQH15", None),
        ("xe 99H1-123.45", None),
        ("", None),
    ],
)
def test_the_code_of_a_dossier_is_read(text: str, code: str | None):
    assert dossier_code(text) == code
