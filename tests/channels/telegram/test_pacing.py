"""Telegram's limits are never broken, and used nearly whole."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.pacing import Pace

MAI, NAM, GROUP = 501, 502, -1001

# Pauses before each message is there to be sent, and to whom it goes.
traffic = st.lists(
    st.tuples(
        st.floats(0, 3, allow_nan=False) | st.just(0.0), st.sampled_from([MAI, NAM, GROUP, 7, -8])
    ),
    max_size=200,
)


def played(pace: Pace, messages: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """When each message goes, if it goes as soon as it may."""
    now, went = 0.0, []
    for pause, chat in messages:
        now += pause
        while (wait := pace.wait(chat, now)) > 0:
            now += wait
        pace.take(chat, now)
        went.append((now, chat))
    return went


def most(times: list[float], seconds: float) -> int:
    """The most that went in any so many seconds."""
    return max(
        (n + 1 - bisect_left(times, at - seconds + 1e-6) for n, at in enumerate(times)), default=0
    )


@given(traffic)
def test_no_limit_is_ever_broken(messages):
    went = played(Pace(), messages)
    assert most([at for at, _ in went], 1) <= 30
    for chat in {chat for _, chat in went}:
        times = [at for at, to in went if to == chat]
        assert most(times, 5) <= 5
        if chat < 0:
            assert most(times, 60) <= 20


@given(st.integers(200, 2000))
def test_a_broadcast_uses_at_least_95_percent_of_what_is_allowed(count):
    went = played(Pace(), [(0.0, person) for person in range(1, count + 1)])
    assert count / (went[-1][0] + 1 / 30) >= 0.95 * 30


@given(st.floats(0, 0.01, allow_nan=False))
def test_timers_that_fire_late_cost_nothing(late):
    pace, now = Pace(), 0.0
    for person in range(1, 301):
        while (wait := pace.wait(person, now)) > 0:
            now += wait + late
        pace.take(person, now)
    assert 300 / now >= 0.95 * 30


def test_one_chat_and_one_group_use_at_least_95_percent_of_theirs():
    person = played(Pace(), [(0.0, MAI)] * 600)
    assert 600 / person[-1][0] >= 0.95
    group = played(Pace(), [(0.0, GROUP)] * 600)
    assert 600 / group[-1][0] >= 0.95 * 20 / 60


def test_a_small_burst_goes_at_once():
    went = played(Pace(), [(0.0, MAI)] * 3)
    assert went[-1][0] < 0.1


def test_a_retry_after_is_waited_for_by_that_chat_only():
    pace = Pace()
    assert not pace.pause(GROUP, 30, 0)
    assert pace.wait(GROUP, 1) == 29
    assert pace.wait(MAI, 1) == 0
    assert pace.wait(GROUP, 31) == 0


def test_when_two_chats_are_told_to_wait_all_do():
    pace = Pace()
    pace.pause(GROUP, 30, 0)
    assert pace.pause(MAI, 10, 1)
    assert pace.wait(NAM, 1) == 10
    assert pace.wait(NAM, 11) == 0
    assert not pace.pause(MAI, 5, 40)


def test_chats_that_are_quiet_are_forgotten():
    pace = Pace()
    played(pace, [(0.0, person) for person in range(1, 20_000)])
    assert len(pace._chats) <= 1001


def test_without_limits_only_telegrams_own_word_counts():
    pace = Pace(limited=False)
    for _ in range(1000):
        assert pace.wait(1, 0.0) == 0
        pace.take(1, 0.0)
    pace.pause(1, 3.0, 0.0)
    assert pace.wait(1, 0.0) == 3
    assert pace.wait(2, 0.0) == 0
