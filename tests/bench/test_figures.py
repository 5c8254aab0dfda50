"""The arithmetic of the long runs, on made-up records."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bench.day_clock import JumpingClock, morning
from tests.bench.day_people import messages_of
from tests.bench.figures import busiest, growth, percentile, steady_rate
from tests.bench.outbox_judge import Verdict, judged

AUDIENCE = frozenset(range(1, 61))
EVENLY = [(number / 30, number) for number in sorted(AUDIENCE)]


def test_a_percentile_is_one_of_the_values():
    values = [float(number) for number in range(1, 101)]
    assert percentile(values, 0.95) == 95
    assert percentile([3.0], 0.99) == 3
    assert percentile([2.0, 1.0], 0.5) == 1


def test_no_percentile_of_nothing():
    with pytest.raises(ValueError, match="nothing was measured"):
        percentile([], 0.5)


def test_the_busiest_second_may_begin_at_any_moment():
    assert busiest([0.0, 0.6, 1.0, 1.5, 1.59, 3.0]) == 4
    assert busiest([0.0, 1.0, 2.0]) == 1
    assert busiest([]) == 0


def test_a_rate_counts_the_gaps():
    assert steady_rate([0.0, 0.5, 1.0]) == 2.0
    with pytest.raises(ValueError, match="two moments"):
        steady_rate([1.0])


def test_growth_is_a_share_of_the_first():
    assert growth([200.0, 250.0, 210.0]) == pytest.approx(0.05)


def test_a_sound_broadcast():
    verdict = judged([*EVENLY, (2.2, 99)], 0, AUDIENCE, {99: 2.0})
    assert verdict.is_sound
    assert verdict.rate == pytest.approx(30)
    assert verdict.share == pytest.approx(1)
    assert verdict.p95 == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("sent", "refused", "asked"),
    [
        (EVENLY[:-1], 0, {}),
        ([*EVENLY, (2.1, 7)], 0, {}),
        (EVENLY, 1, {}),
        (EVENLY, 0, {99: 1.0}),
        ([(at / 2, chat) for at, chat in EVENLY], 0, {}),
    ],
    ids=["lost", "twice", "refused", "unanswered", "too fast"],
)
def test_an_unsound_broadcast(sent, refused, asked):
    verdict: Verdict = judged(sent, refused, AUDIENCE, asked)
    assert not verdict.is_sound


def test_the_messages_of_a_day_are_all_of_its_minutes():
    minutes = [messages_of(minute, 30_000) for minute in range(24 * 60)]
    assert sum(minutes) == pytest.approx(30_000, rel=0.01)
    assert max(minutes[9 * 60 : 10 * 60]) > 10 * max(minutes[3 * 60 : 4 * 60])


def test_the_clock_leaps_forward_only():
    clock = JumpingClock(morning())
    noon = morning() + timedelta(hours=4)
    clock.reach(noon)
    assert clock() >= noon
    clock.reach(morning())
    assert clock() >= noon
