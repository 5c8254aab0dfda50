"""What entries ask since a search was learned is known word for word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from faq import Faq
from tests.faq.town import ENTRIES, canned, entry

FAQ = Faq(ENTRIES, embedder=None)
STAY = next(one for one in ENTRIES if one.id == "stay")
OTHERS = [one for one in ENTRIES if one.id != "stay"]


def best(faq: Faq, text: str) -> list[tuple[str, float]]:
    return [(match.entry.id, match.score) for match in faq.search(text)]


def test_with_the_same_entries_the_same_is_found():
    standing = FAQ.standing(ENTRIES)
    for text in ("mat can cuoc", "khai sinh", "chào em", "dang ky tam tru o dau", "trồng lúa"):
        assert best(standing, text) == best(FAQ, text)
    assert not standing.whole


def test_a_question_that_moves_to_another_entry_means_that_one_alone():
    line = STAY.variants.vi[-1]
    less = STAY.variants.model_copy(
        update={"vi": tuple(one for one in STAY.variants.vi if one != line)}
    )
    moved = FAQ.standing(
        [*OTHERS, STAY.model_copy(update={"variants": less}), entry("new", "Mới", line)]
    )
    assert best(moved, line) == [("new", 0.99)]


def test_a_question_that_two_entries_ask_now_is_surely_neither():
    line = STAY.variants.vi[-1]
    shared = FAQ.standing([*ENTRIES, entry("new", "Mới", line)])
    assert {("new", 0.5), ("stay", 0.5)} <= set(best(shared, line))


def test_new_small_talk_is_known_at_once():
    talking = FAQ.standing([*ENTRIES, canned("weather", "trời đẹp quá")])
    assert best(talking, "trời đẹp quá")[0][0] == "weather"


def test_an_empty_bank_stands_for_nothing_until_something_is_learned():
    assert best(Faq([]).standing(ENTRIES), "tạm trú") == []


@given(st.sets(st.sampled_from([one.id for one in ENTRIES])), st.data())
def test_what_is_gone_is_never_found(gone: set[str], data: st.DataObject):
    left = [one for one in ENTRIES if one.id not in gone]
    text = data.draw(st.sampled_from([line for one in ENTRIES for line in one.questions()]))
    found = FAQ.standing(left).search(text, limit=5)
    assert {match.entry.id for match in found}.isdisjoint(gone)
    assert all(any(match.entry is one for one in left) for match in found)
