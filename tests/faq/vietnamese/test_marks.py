"""Words get back the marks that citizens left out, as the bank itself would write them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.vietnamese.marks import Marks
from faq.vietnamese.noise import bare, noised
from faq.vietnamese.text import Word, words
from tests.faq.town import ENTRIES

LINES = sorted({line for entry in ENTRIES for line in entry.questions()})
MORE = [
    "Mất thẻ căn cước thì đến Công an xã, phường làm lại.",
    "Lệ phí cấp lại giấy phép lái xe là bao nhiêu?",
    "Người thuê trọ khai tạm trú với công an phường.",
    "Đăng ký tạm trú trực tuyến trên VNeID.",
    "Bảo hiểm y tế của con dưới 6 tuổi.",
    "Vợ chồng em muốn xác nhận tình trạng hôn nhân.",
]
MARKS = Marks.of(words(line, polite=True) for line in [*LINES, *MORE])


def restored(text: str) -> str:
    return " ".join(word.typed for word in MARKS.restored(words(text)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mat the can cuoc thi lam lai o dau", "mất thẻ căn cước thì làm lại ở đâu"),
        ("lam giay khai sinh cho be moi sinh", "làm giấy khai sinh cho bé mới sinh"),
        ("khai tu cho nguoi than", "khai tử cho người thân"),
        ("bao hiem y te cua con", "bảo hiểm y tế của con"),
        ("vo chong em xac nhan tinh trang hon nhan", "vợ chồng em xác nhận tình trạng hôn nhân"),
    ],
)
def test_unmarked_words_get_their_marks(typed: str, meant: str):
    assert restored(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đăng ky tam trú cho nguoi thuê tro", "đăng ký tạm trú cho người thuê trọ"),
        ("lam lại the căn cuoc bi mất", "làm lại thẻ căn cước bị mất"),
        ("KHAI TỬ MUON CO SAO KHONG", "khai tử muộn có sao không"),
    ],
)
def test_half_marked_words_get_the_rest(typed: str, meant: str):
    assert restored(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dangw ky tam tru", "đăng ký tạm trú"),
        ("nguoif thueee trọ", "người thuê trọ"),
        ("làm giấyy khai sinhh", "làm giấy khai sinh"),
        ("mất thẻ căn cướcv", "mất thẻ căn cước"),
        ("rơi mất căn cước công dânn", "rơi mất căn cước công dân"),
    ],
)
def test_a_word_misspelt_by_one_letter_is_read_as_the_word_it_is_like(typed: str, meant: str):
    assert restored(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng kys tamj trus cho nguwowif thuee troj", "đăng ký tạm trú cho người thuê trọ"),
        ("maats ther cawn cuwowcs", "mất thẻ căn cước"),
        ("khai tuwr muoojn cos bij phatj", "khai tử muộn có bị phạt"),
    ],
)
def test_telex_left_by_an_input_method_is_read_as_what_was_meant(typed: str, meant: str):
    assert restored(typed) == meant


def test_neighbours_decide_which_marks_a_word_gets():
    assert restored("giay khai sinh") != restored("giay khai tu")
    assert restored("khai tu").endswith("tử")
    assert restored("o dau") == "ở đâu"
    assert restored("cho be moi sinh") == "cho bé mới sinh"


def test_marks_that_were_typed_are_believed():
    for line in LINES:
        given = words(line)
        assert [w.marked for w in MARKS.restored(given)] == [w.marked for w in given]


def test_a_bare_word_among_marked_ones_was_meant_bare():
    """Who types marks types them everywhere: "cho" beside marked words is no "chợ" or "chỗ"."""
    marks = Marks.of(words(line) for line in ["chợ phường mở cửa", "chợ đêm", "cho phường mượn"])
    assert marks.restored(words("cho phường mượn"))[0].typed == "cho"
    assert marks.restored(words("cho dem"))[0].typed == "chợ"


@pytest.mark.parametrize("text", ["lost my id card", "register temporary residence", "VNeID"])
def test_english_is_untouched(text: str):
    assert restored(text) == text.casefold()


@pytest.mark.parametrize("text", ["xyzabc", "blockchain", "quyxo", "0912345678", "168/2024", "ab"])
def test_unknown_words_are_kept(text: str):
    given = words(text)
    assert MARKS.restored(given) == given


def test_nothing_stays_nothing():
    assert MARKS.restored([]) == []


def test_a_bank_without_a_line_restores_nothing():
    for lines in ([], [[]], [words("")]):
        assert Marks.of(lines).restored(words("dang ky tam tru")) == words("dang ky tam tru")


@given(st.sampled_from([*LINES, *MORE]), st.integers(0, 1000))
def test_what_is_restored_stays_as_it_is(line: str, seed: int):
    for typed in (line, bare(line), noised(line, seed)):
        once = MARKS.restored(words(typed))
        assert MARKS.restored(once) == once


@given(st.lists(st.text(max_size=12), max_size=20).map(" ".join))
def test_whatever_is_typed_keeps_its_number_of_words(text: str):
    given = words(text)
    found = MARKS.restored(given)
    assert len(found) == len(given)
    for old, new in zip(given, found, strict=True):
        assert new == old or new.marked in MARKS.typed


@given(st.sampled_from([*LINES, *MORE]))
def test_every_line_of_the_bank_comes_back_without_its_marks(line: str):
    given = words(line, polite=True)
    unmarked = [Word(word.plain, word.plain, word.plain) for word in given]
    found = MARKS.restored(unmarked)
    assert [word.plain for word in found] == [word.plain for word in given]
    right = sum(one.marked == other.marked for one, other in zip(found, given, strict=True))
    assert right >= 0.75 * len(given)


def test_the_order_of_lines_does_not_matter():
    lines = [*LINES, *MORE]
    asked = [change(line) for line in lines for change in (bare, lambda one: noised(one, 7))]
    expected = [MARKS.restored(words(text)) for text in asked]
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        marks = Marks.of(words(line, polite=True) for line in lines)
        assert (marks.single, marks.pairs, marks.typed, marks.readings) == (
            MARKS.single,
            MARKS.pairs,
            MARKS.typed,
            MARKS.readings,
        )
        assert [marks.restored(words(text)) for text in asked] == expected
