"""A question can be mistyped as citizens do it, in every way and the same each time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq import fold, seed
from faq.vietnamese.noise import bare, noised
from faq.vietnamese.syllable import unmarked
from faq.vietnamese.text import language

SAID = "Đăng ký tạm trú cho người thuê trọ ở đâu thì được?"
SEEDS = range(40)


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Every eighth question of the shipped bank."""
    return sorted({line for entry in seed() for line in entry.questions()})[::8]


def test_a_bare_question_has_no_marks_and_is_the_same_question(lines: list[str]):
    for line in lines:
        assert bare(line) == unmarked(bare(line))
        assert len(bare(line).split()) == len(line.split())
        if language(line) != "en":
            assert fold(bare(line)) == fold(line)


def test_a_bare_question_stays_as_it_is(lines: list[str]):
    assert [bare(bare(line)) for line in lines] == [bare(line) for line in lines]


def test_noise_is_the_same_for_each_seed(lines: list[str]):
    assert [noised(line, 3) for line in lines] == [noised(line, 3) for line in lines]
    assert [bare(line) for line in lines] == [bare(line) for line in lines]


def test_noise_differs_from_seed_to_seed_and_from_line_to_line(lines: list[str]):
    assert len({noised(SAID, number) for number in SEEDS}) > 20
    changed = [line for line in lines if noised(line, 1) != noised(line, 2)]
    assert len(changed) > 0.6 * len(lines)


def test_composed_and_decomposed_letters_are_mistyped_alike():
    for number in SEEDS:
        decomposed = unicodedata.normalize("NFD", SAID)
        assert bare(decomposed) == bare(SAID)
        assert fold(noised(decomposed, number))


def test_noise_leaves_something_of_every_question(lines: list[str]):
    for line in lines:
        assert noised(line, 1).split()
        assert fold(noised(line, 2))


@given(
    st.text("aăâeêioôơuưyđbcdghklmnpqrstvx áàảãạếềểễệ.,!?0123456789", max_size=60), st.integers()
)
def test_whatever_is_written_well_can_be_mistyped(text: str, number: int):
    typed = noised(text, number)
    assert typed == noised(text, number)
    assert bool(typed.split()) == bool(text.split()) == bool(bare(text))


def chatted(typed: str) -> bool:
    return bool({"dki", "dgky", "ng", "dc", "dx"} & set(typed.split()))


def slipped(typed: str) -> bool:
    """Letters are missing, doubled or swapped, which no other way of noising does."""
    plain = set(bare(SAID).rstrip("?").split())
    strange = [word for word in bare(typed).rstrip("?").split() if word not in plain]
    return any(word[0].isalpha() and len(word) > 3 and near(word, plain) for word in strange)


def near(word: str, known: set[str]) -> bool:
    return any(sorted(set(word)) == sorted(set(one)) and word != one for one in known)


def telexed(typed: str) -> bool:
    keys = {
        "ddawng",
        "kys",
        "tamj",
        "trus",
        "nguwowif",
        "thuee",
        "troj",
        "owr",
        "ddaau",
        "dduwowcj?",
    }
    return bool(keys & set(typed.split()))


def half_marked(typed: str) -> bool:
    said, whole = typed.split(), SAID.casefold().split()
    if len(said) != len(whole) or bare(typed) != bare(SAID):
        return False
    return any(one != other for one, other in zip(said, whole, strict=True)) and typed != bare(
        typed
    )


@pytest.mark.parametrize("way", [chatted, slipped, telexed, half_marked])
def test_every_way_of_noising_occurs(way: Callable[[str], bool]):
    found = [number for number in SEEDS if way(noised(SAID, number))]
    assert 2 <= len(found) <= 30


def test_telex_and_chat_spellings_are_read_as_what_was_meant():
    telex = [typed for number in SEEDS if telexed(typed := noised(SAID, number))]
    assert {fold(typed) for typed in telex} == {fold(SAID)}
    half = [typed for number in SEEDS if half_marked(typed := noised(SAID, number))]
    assert {fold(typed) for typed in half} == {fold(SAID)}
