"""The judge finds what is wrong: a check that cannot fail would be worth nothing."""

import pytest

from tests.faults.judge import Due, Heard, judge

ANH, BINH = 5001, 5002
KILLED = [10.0]
DUE = [Due(ANH, "answer 01", 0), Due(ANH, "answer 02", 1), Due(ANH, "staff 1")]


def heard(*what: str, person: int = ANH, begin: float = 9.5) -> list[Heard]:
    """One message after the other, each a second after the one before."""
    return [Heard(person, each, begin + place) for place, each in enumerate(what)]


def test_nothing_is_wrong_when_everybody_hears_what_is_due_once():
    verdict = judge(DUE, heard("answer 01", "staff 1", "answer 02"), KILLED)
    assert verdict.due == 3
    assert verdict.twice == []
    assert not verdict.is_broken


def test_what_nobody_heard_is_lost():
    verdict = judge(DUE, heard("answer 01", "answer 02"), KILLED)
    assert verdict.lost == [Due(ANH, "staff 1")]


def test_a_person_who_heard_nothing_at_all_lost_everything():
    assert len(judge(DUE, [], KILLED).lost) == 3


def test_what_another_person_heard_is_lost_and_unexpected():
    verdict = judge(DUE, heard("answer 01", "answer 02", "staff 1", person=BINH), KILLED)
    assert len(verdict.lost) == len(verdict.unexpected) == 3


@pytest.mark.parametrize(
    ("order", "wrong"),
    [
        (("answer 02", "answer 01", "staff 1"), 1),
        (("answer 01", "answer 02", "answer 01", "staff 1"), 1),
        (("staff 1", "answer 01", "answer 01", "answer 02"), 0),
    ],
    ids=["swapped", "a copy behind a later message", "a copy at once"],
)
def test_a_later_message_before_an_earlier_one_is_out_of_order(order, wrong):
    assert len(judge(DUE, heard(*order), KILLED).disorder) == wrong


def test_a_second_copy_is_explained_by_a_kill_between_the_two():
    verdict = judge(DUE, heard("answer 01", "answer 01", "answer 02", "staff 1"), KILLED)
    assert (len(verdict.twice), len(verdict.unexplained), verdict.most) == (1, 0, 1)


def test_a_second_copy_without_a_kill_between_is_not_explained():
    late = heard("answer 01", "answer 01", "answer 02", "staff 1", begin=10.5)
    assert len(judge(DUE, late, KILLED).unexplained) == 1


def test_a_third_copy_needs_an_excuse_of_its_own():
    thrice = heard("answer 01", "answer 01", "answer 01", "answer 02", "staff 1")
    verdict = judge(DUE, thrice, KILLED)
    assert (len(verdict.twice), len(verdict.unexplained), verdict.most) == (2, 1, 2)


def test_what_was_due_to_nobody_is_unexpected():
    verdict = judge(DUE, heard("answer 01", "answer 02", "staff 1", "answer 07"), KILLED)
    assert [each.what for each in verdict.unexpected] == ["answer 07"]


def test_a_second_copy_is_explained_when_the_outcome_of_the_first_was_unknown():
    first = Heard(ANH, "answer 01", 20.0, uncertain=True)
    rest = heard("answer 01", "answer 02", "staff 1", begin=21.0)
    verdict = judge(DUE, [first, *rest])
    assert (len(verdict.twice), verdict.is_broken) == (1, False)
