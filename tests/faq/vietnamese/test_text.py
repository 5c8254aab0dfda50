"""However a question is typed, it folds to the same plain form."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import fold, language
from faq.vietnamese.spelling import spelling
from faq.vietnamese.syllable import is_syllable, unmarked
from faq.vietnamese.text import plain, words

SAID = "Đăng ký tạm trú cho người thuê trọ ở đâu?"
FOLDED = "dang ky tam tru cho nguoi thue tro o dau"
VIETNAMESE = st.text(
    "aăâeêioôơuưyđbcdghklmnpqrstvxjzfw áàảãạếềểễệ.,!?0123456789😀\u200b\n", max_size=80
)


@given(st.text(max_size=200) | VIETNAMESE)
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200) | VIETNAMESE)
def test_composed_and_decomposed_letters_fold_alike(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_a_fold_has_no_marks_no_capitals_no_signs(text: str):
    folded = fold(text)
    assert folded == unmarked(folded.lower())
    assert all(character.isalnum() or character == " " for character in folded)


@pytest.mark.parametrize(
    "typed",
    [
        SAID,
        SAID.upper(),
        unmarked(SAID.lower()),
        unicodedata.normalize("NFD", SAID),
        "dk tạm trú cho ng thuê trọ ở đâu",
        "đk tạm trú cho ng thuê trọ ở đâu ạ 🙏🙏",
        "ddawng kys tamj trus cho nguwowif thuee troj owr ddaau",
        "d9ang8 ky1 tam5 tru1 cho ngu7o7i2 thue6 tro5 o73 d9a6u",
        "cho em hỏi đăng ký tạm trú cho người thuê trọ ở đâu ạ",
        "ad ơi, đăng ký tạm trú cho người thuê trọ ở đâu vậy ạ?? em cảm ơn",
        "đăng\u200b ký tạmmm trú cho ngườiiii thuê trọ ở đâuuuu",
        "xin chào ạ, đăng-ký,tạm/trú cho   người thuê trọ ở đâu...",
    ],
)
def test_every_way_of_typing_folds_to_the_same(typed: str):
    assert fold(typed).removesuffix(" vay") == FOLDED


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ko mang gplx", "không mang giấy phép lái xe"),
        ("lm cccd ntn", "làm căn cước công dân như thế nào"),
        ("mất bhyt thì lm s", "mất bảo hiểm y tế thì làm sao"),
        ("nhập hk", "nhập hộ khẩu"),
        ("làm online đc hk", "làm online được không"),
        ("quên mk", "quên mật khẩu"),
        ("gks của mk", "giấy khai sinh của mình"),
        ("phí bn", "phí bao nhiêu"),
        ("nộp ở bn", "nộp ở Bắc Ninh"),
        ("sđt công an", "số điện thoại công an"),
        ("hs nộp trên dvc", "hồ sơ nộp trên dịch vụ công"),
        ("hoà giải, thuỷ lợi", "hòa giải, thủy lợi"),
        ("bao h có", "bao giờ có"),
        ("con vào lop1", "con vào lớp 1"),
        ("con 3tuoi", "con 3 tuổi"),
        ("hocj sinh naof", "học sinh nào"),
        ("phaii lamf giif", "phải làm gì"),
    ],
)
def test_chat_spellings_mean_what_people_mean(typed: str, meant: str):
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize(
    "kept",
    ["cứu hộ", "hữu ích", "ưu tiên", "xoong", "nghỉ hưu", "tra cứu", "bưu điện", "giấy kiểm định"],
)
def test_doubled_letters_of_real_words_stay(kept: str):
    assert fold(kept) == unmarked(kept)


@pytest.mark.parametrize("kept", ["1022", "111", "hạng b1", "50k", "ct07", "nghị định 168/2024"])
def test_numbers_stay_as_they_are(kept: str):
    assert fold(kept) == unmarked(kept).replace("/", " ")


@pytest.mark.parametrize("text", ["xin chào", "ad ơi", "em cảm ơn ạ", "hello", "thank you"])
def test_politeness_alone_is_kept_whole(text: str):
    assert fold(text) == plain(text) != ""


@pytest.mark.parametrize("text", ["", " \n\t", "🙂👍", "\u200b\u200f\u202e", "?!…", "\ud800"])
def test_nothing_said_folds_to_nothing(text: str):
    assert fold(text) == ""


def test_marks_stay_as_evidence_beside_the_plain_words():
    birth, death = words("khai sinh"), words("khai tử")
    assert [word.plain for word in death] == ["khai", "tu"]
    assert birth[0] == death[0]
    assert words("từ")[0] != words("tử")[0] != words("tu")[0]
    assert words("hoà")[0].marked == words("hòa")[0].marked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Làm hộ chiếu ở đâu?", "vi"),
        ("lam ho chieu o dau", "vi"),
        ("mat bang lai", "vi"),
        ("đổi bằng lái", "vi"),
        ("cccd het han", "vi"),
        ("ddawng kys khai sinh", "vi"),
        ("xin chào", "vi"),
        ("How do I renew my driving licence?", "en"),
        ("lost passport", "en"),
        ("where is the ward office in Bắc Ninh", "en"),
        ("register a new motorbike", "en"),
        ("can i do it online", "en"),
        ("what is the fee to get a birth certificate in Võ Cường ward", "en"),
        ("vneid", None),
        ("1022", None),
        ("???", None),
        ("", None),
    ],
)
def test_the_language_is_told_even_without_marks(text: str, told: str | None):
    assert language(text) == told


@pytest.mark.parametrize(
    "word", ["nghieng", "quy", "giay", "gi", "uong", "khuya", "thuo", "xoong", "uyen", "yeu", "ca"]
)
def test_vietnamese_syllables_are_known(word: str):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ddang", "lost", "online", "vneid", "gplx", "kys", "thiest", "ngi", "ce"]
)
def test_other_words_are_no_syllables(word: str):
    assert not is_syllable(word)


def test_what_is_meant_is_nowhere_something_typed():
    """Otherwise a spelling would be expanded for ever."""
    known = spelling()
    for typed, meant in known.meant.items():
        plainly = tuple(unmarked(word).lower() for word in meant)
        assert known.expand(plainly) == list(plainly), (typed, meant)
