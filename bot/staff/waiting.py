"""How long a person's answer is likely to take: what may be promised, and what may not.

Those who still wait count (Kaplan & Meier, "Nonparametric Estimation from Incomplete
Observations", J. Am. Stat. Assoc. 53, 1958): only the answered ones would make a slow week look
quick. All lengths are working time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from bot.staff.hours import Hours

ENOUGH = 8  # answered tickets below which nothing is promised
_SERVED = Fraction(3, 4)  # so many have their answer within the time that is told

_STEPS = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240))


@dataclass(frozen=True, slots=True)
class Queue:
    """What was looked up.

    `waits`: working time to the first answer of lately answered tickets; `ages`: that which tickets
    still unanswered have waited so far; `ahead`: how many will be taken before this one.
    """

    waits: tuple[timedelta, ...]
    ages: tuple[timedelta, ...]
    ahead: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What a citizen may be told.

    `within`: working time, rounded up, None where nothing can be promised; `workdays`: the same in
    whole working days, None where it is shorter; `opens`: when the desk opens, if it is closed now.
    """

    within: timedelta | None
    opens: datetime | None
    ahead: int
    workdays: int | None = None


def expected(queue: Queue, hours: Hours, now: datetime) -> Expected:
    """What may be said of the wait of a ticket that joins that queue."""
    opens = None if hours.is_open(now) else hours.opens(now)
    typical = _typical(queue)
    if typical is None:
        return Expected(None, opens, queue.ahead)
    steps = [step for step in _STEPS if step < hours.day]
    for step in steps:
        if typical <= step:
            return Expected(step, opens, queue.ahead)
    days = max(-(-typical // hours.day), 1)
    return Expected(days * hours.day, opens, queue.ahead, days)


def answered_within(
    waits: Sequence[timedelta], ages: Sequence[timedelta], share: Fraction
) -> timedelta | None:
    """Time within which that share gets an answer, by Kaplan and Meier; None: not yet known."""
    waiting = Fraction(1)
    for time in sorted(set(waits)):
        # Who still waits at that very time could have been answered then.
        at_risk = sum(wait >= time for wait in waits) + sum(age >= time for age in ages)
        waiting *= 1 - Fraction(waits.count(time), at_risk)
        if waiting <= 1 - share:
            return time
    return None


def _typical(queue: Queue) -> timedelta | None:
    few = len(queue.waits) < ENOUGH
    if few or len(queue.ages) > len(queue.waits):  # more than half still wait
        return None
    return answered_within(queue.waits, queue.ages, _SERVED)
