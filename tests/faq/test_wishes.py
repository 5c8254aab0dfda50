"""What a message wants of the talk: phrases first, anything else as learned, never an error."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.learning.wishing import Weights
from faq.vietnamese.text import plain
from faq.wishes import Wish, Wishes, examples, small_talk, written
from tests.faq.awkward import texts
from tests.faq.town import canned, entry


class Always(Weights):
    """Finds the same, whatever is said."""

    def probabilities(self, text: str) -> np.ndarray:
        return np.array([0.1, 0.7, 0.2], np.float32)


WEIGHTS = Always(("cancel", "person", "question"), np.zeros((1, 3)), np.zeros(3), "key")
SHIPPED = Wishes.shipped()


def test_the_likeliest_wish_stands_first():
    found = Wishes(WEIGHTS, {}).of("cho gặp người thật")
    assert [wish.id for wish in found] == ["person", "question", "cancel"]
    assert sum(wish.score for wish in found) == pytest.approx(1)


@pytest.mark.parametrize("text", ["thôi khỏi", "THOI KHOI!", " Thôi  khỏi… "])
def test_what_editors_wrote_outranks_what_was_learned_however_it_is_typed(text):
    assert Wishes(WEIGHTS, {plain("thôi khỏi"): "cancel"}).of(text) == [Wish("cancel", 1.0)]


@pytest.mark.parametrize("text", ["", "  ", "?!", "…"])
def test_where_nothing_is_said_nothing_is_wanted(text):
    assert SHIPPED.of(text) == []


@given(st.text() | texts)
def test_whatever_is_typed_chances_come_out(text):
    found = SHIPPED.of(text)
    scores = [wish.score for wish in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert sum(scores) <= 1 + 1e-5


def test_every_written_phrase_is_recognised_for_sure():
    wrong = [said for said, wish in written().items() if SHIPPED.of(said)[0] != Wish(wish, 1.0)]
    assert wrong == []


def test_a_phrase_of_two_wishes_is_nobodys():
    wishes: dict[str, set[str]] = {}
    for text, wish in examples():
        wishes.setdefault(plain(text), set()).add(wish)
    shared = {said for said, of in wishes.items() if len(of) > 1}
    assert shared.isdisjoint(written())
    assert written().keys() | shared == wishes.keys()


def test_small_talk_of_the_entries_is_a_wish_too_under_its_own_name():
    phrases = small_talk([canned("talk-to-person", "cho gặp cán bộ"), entry("id-lost")])
    assert set(phrases) == {("cho gặp cán bộ", "person"), ("talk-to-person", "person")}


def test_a_number_in_a_question_makes_it_no_noise() -> None:
    plain = "trâu ốm gọi ai, máy tôi"
    wishes = Wishes.shipped()
    assert wishes.of(f"{plain} 0912 345 678")[0].id == wishes.of(plain)[0].id != "noise"
