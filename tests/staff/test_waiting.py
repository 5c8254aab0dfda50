"""What may be promised of a wait: never too early, nothing out of thin air."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.staff.hours import VIETNAM, Hours
from bot.staff.waiting import ENOUGH, Expected, Queue, answered_within, expected

OFFICE = Hours.parse("Mon-Fri 07:30-11:30 13:30-17:00")
WORKING = datetime(2026, 11, 30, 9, tzinfo=VIETNAM)  # a Monday
HALF, MOST = Fraction(1, 2), Fraction(3, 4)

# Weeks without relapse under 6-MP, and of those without any yet (Freireich et al., Blood, 1963).
_WAITS = (6, 6, 6, 7, 10, 13, 16, 22, 23)
_AGES = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def minutes(*numbers: float) -> tuple[timedelta, ...]:
    return tuple(timedelta(minutes=number) for number in numbers)


def told(*waits: float, ages: tuple[float, ...] = (), now: datetime = WORKING) -> Expected:
    return expected(Queue(minutes(*waits), minutes(*ages), 3), OFFICE, now)


_times = some.lists(some.integers(0, 5000).map(lambda number: timedelta(minutes=number)))
_waits = some.lists(
    some.integers(0, 5000).map(lambda number: timedelta(minutes=number)), min_size=1
)


@pytest.mark.parametrize(
    ("waits", "ages", "share", "within"),
    [
        # Nobody waits: 1/4, 2/4, 3/4, 4/4 have their answer.
        ((10, 20, 30, 40), (), HALF, 20),
        ((10, 20, 30, 40), (), MOST, 30),
        ((10, 20, 30, 40), (), Fraction(1), 40),
        # Left after 10: 4/5, after 20 (one gone at 15): 4/5 · 2/3 = 8/15, after 30: 4/15, then 0.
        ((10, 20, 30, 40), (15,), HALF, 30),
        ((10, 20, 30, 40), (15,), MOST, 40),
        # Who waits at that very time is at risk: after 10: 3/4; after 20 of 2: 3/8; after 30: 0.
        ((10, 20, 30), (10,), HALF, 20),
        # Left in the textbook's example: .857 .807 .753 .690 .627 .538 .448
        (_WAITS, _AGES, HALF, 23),
        (_WAITS, _AGES, Fraction(24, 100), 10),
        (_WAITS, _AGES, MOST, None),
        # The last ones still wait: the curve stops above.
        ((10, 20), (30, 30, 30), HALF, None),
        ((), (), HALF, None),
        ((), (10,), HALF, None),
    ],
)  # fmt: skip
def test_the_estimate_is_that_worked_out_by_hand(waits, ages, share, within):
    found = answered_within(minutes(*waits), minutes(*ages), share)
    assert found == (None if within is None else timedelta(minutes=within))


@given(_waits)
def test_where_nobody_waits_half_are_answered_by_the_median(waits):
    assert answered_within(waits, (), HALF) == median_low(waits)


@given(_waits)
def test_where_nobody_waits_three_of_four_are_answered_by_the_quartile(waits):
    within = answered_within(waits, (), MOST)
    assert within is not None
    assert 4 * sum(wait <= within for wait in waits) >= 3 * len(waits)
    assert 4 * sum(wait < within for wait in waits) < 3 * len(waits)


@given(_waits, _times)
def test_who_still_waits_makes_no_wait_shorter(waits, ages):
    without, found = answered_within(waits, (), MOST), answered_within(waits, ages, MOST)
    assert without is not None
    assert found is None or found >= without


@pytest.mark.parametrize(
    ("typical", "within", "workdays"),
    [
        (0, timedelta(minutes=15), None),  # never "one minute"
        (1, timedelta(minutes=15), None),
        (15, timedelta(minutes=15), None),
        (15.1, timedelta(minutes=30), None),
        (31, timedelta(hours=1), None),
        (61, timedelta(hours=2), None),
        (121, timedelta(hours=4), None),
        (241, timedelta(hours=7.5), 1),
        (450, timedelta(hours=7.5), 1),
        (451, timedelta(hours=15), 2),
        (1350, timedelta(hours=22.5), 3),
    ],
)
def test_a_wait_is_rounded_up_to_coarse_steps(typical, within, workdays):
    assert told(*[typical] * 8) == Expected(within, None, 3, workdays)


def test_in_a_short_day_hours_end_where_days_begin():
    short = Hours.parse("Sat 08:00-10:00")
    queue = Queue(minutes(*[100] * 8), (), 0)
    assert expected(queue, short, WORKING).workdays == 1


def test_a_lucky_half_promises_nothing_to_the_rest():
    assert told(*[1] * 5, *[200] * 3).within == timedelta(hours=4)


def test_nothing_is_promised_with_few_samples():
    assert told(*[1] * (ENOUGH - 1)).within is None
    assert told(*[1] * ENOUGH).within is not None
    assert told().within is None


def test_nothing_is_promised_while_more_than_half_wait():
    assert told(*[20] * 8, ages=(1,) * 8).within == timedelta(minutes=30)
    assert told(*[20] * 8, ages=(1,) * 9).within is None


def test_nothing_is_promised_where_long_waits_have_no_answer_yet():
    assert told(*[20] * 8, ages=(500,) * 3).within is None
    assert told(*[20] * 8, ages=(500,) * 2).within == timedelta(minutes=30)


def test_those_who_wait_long_make_the_promise_longer():
    assert told(*[20] * 9, 300, ages=(100, 200)).within == timedelta(minutes=30)
    assert told(*[20] * 8, 300, ages=(100, 200)).within == timedelta(hours=7.5)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (datetime(2026, 11, 30, 9, tzinfo=VIETNAM), None),
        (
            datetime(2026, 11, 30, 12, tzinfo=VIETNAM),
            datetime(2026, 11, 30, 13, 30, tzinfo=VIETNAM),
        ),
        (datetime(2026, 12, 4, 22, tzinfo=VIETNAM), datetime(2026, 12, 7, 7, 30, tzinfo=VIETNAM)),
    ],
)
def test_when_the_desk_opens_is_said_while_it_is_closed(now, opens):
    assert told(now=now) == Expected(None, opens, 3)
    assert told(*[20] * 8, now=now) == Expected(timedelta(minutes=30), opens, 3)


@given(_times, _times)
def test_what_is_told_is_never_shorter_than_what_is_known(waits, ages):
    found = expected(Queue(tuple(waits), tuple(ages), 0), OFFICE, WORKING).within
    if found is None:
        return
    known = answered_within(waits, ages, MOST)
    assert known is not None
    assert found >= max(known, timedelta(minutes=15))
