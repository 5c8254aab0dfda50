"""A bank is learned whole, however small, foreign or oddly asked it is."""

from __future__ import annotations

import pytest

from faq import Entry, Faq
from faq.learning.embedder import Remote
from faq.learning.learned import Learned
from faq.learning.sentence import prepared
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher, not_answerable
from faq.learning.usual import USUAL
from faq.measuring.exam import Question, bank
from tests.faq.learning.bags import Bags
from tests.faq.town import ENTRIES, entry


def test_of_no_entries_nothing_is_learned(teacher: Teacher):
    assert teacher.learned([]) is None


def test_every_question_is_known_under_its_entry(learned: Learned, town: list[Entry]):
    assert learned.entries == tuple(one.id for one in town)
    for one in town:
        for line in one.questions():
            assert learned.same(prepared(learned.marks, line)) == [one.id]


def test_questions_that_none_answers_are_no_more_than_those_of_the_bank(
    learned: Learned, town: list[Entry]
):
    other = learned.lines[learned.starts[-1] :]
    assert 0 < len(other) <= sum(len(one.questions()) for one in town)
    assert set(other) <= set(not_answerable())


def test_of_a_great_bank_every_entry_has_the_same_share():
    many = [entry(f"e{n}", *(f"việc {n} kiểu {k}" for k in range(9 * n))) for n in (1, 2, 3)]
    learned = Teacher(None, Shelf(None), most=20).learned(many)
    assert learned
    ends = [*learned.starts[1:], len(learned.lines)]
    sizes = [int(end - start) for start, end in zip(learned.starts, ends, strict=True)]
    assert len(learned.entries) == 3
    assert all(3 <= size <= 5 for size in sizes[:-1])
    assert sizes[-1] <= 10


def test_a_small_bank_is_calibrated_as_the_shipped_one_is(learned: Learned):
    assert learned.calibration is USUAL[len(learned.views.names)]


def test_a_foreign_bank_is_calibrated_on_its_own_questions():
    kinds = {"card": "card lost please block number", "rate": "exchange rate today euro dollar"}
    asked = [
        Question(f"{said} {n} {extra}", id)
        for id, said in kinds.items()
        for n, extra in enumerate(
            ["now", "soon", "later", "again", "still", "why", "how", "when", "where", "who"] * 4
        )
    ]
    val = [(f"{kinds['card']} {n}", "card") for n in range(60)]
    val += [(f"is it going to rain {n}", None) for n in range(60)]
    faq = Faq(bank(asked), embedder=None, val=val)
    assert 0.05 <= faq.sure <= 0.95
    assert faq.search("my card is lost please block it")[0].entry.id == "card"
    rain = faq.search("will it rain")
    assert all(match.score < faq.sure for match in rain)


def test_entries_may_share_a_question():
    faq = Faq([entry("a", "nộp tiền ở đâu"), entry("b", "nộp tiền ở đâu")], embedder=None)
    found = faq.search("nop tien o dau")
    assert [(match.entry.id, match.score) for match in found] == [("a", 0.5), ("b", 0.5)]


@pytest.mark.parametrize("line", ["???", "🙂", "1", "đ"])
def test_an_entry_whose_question_says_nothing_spoils_no_other(line: str):
    for embedder in (None, Bags()):
        faq = Faq([*ENTRIES, entry("odd", line)], embedder=embedder)
        assert faq.search("mat can cuoc lam lai o dau")[0].entry.id == "id-lost"


def test_without_the_meaning_the_same_lines_are_known_and_kept_once():
    for embedder in (Bags(), Remote("http://127.0.0.1:9", "e5")):
        bags = Teacher(Bags(), Shelf(None)).learned(ENTRIES[:2])
        spare = Teacher(embedder, Shelf(None)).spare(ENTRIES[:2], bags)
        assert spare
        assert spare.views.names == ["letters", "words"]
        assert bags
        assert spare.lines is bags.lines
        assert spare.views.known is bags.views.known
    assert Teacher(None, Shelf(None)).spare(ENTRIES[:2], bags) is None


def test_entries_whose_parts_stand_in_another_order_are_the_same_bank():
    said = {"fee": {"vi": "Miễn phí.", "en": "Free."}, "time": {"vi": "3 ngày.", "en": "3 days."}}
    turned = dict(reversed(list(said.items())))
    keys = {
        Teacher(None, Shelf(None))._key([entry("a", "nộp tiền ở đâu", parts=parts)])
        for parts in (said, turned)
    }
    assert len(keys) == 1
