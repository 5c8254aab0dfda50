"""Calls go when their turn has come, replies first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot.channels.telegram.gate import Gate, Permit
from bot.channels.telegram.transport import Flooded, NotConnected

MAI = 501
REPLY, CAMPAIGN = Permit(0, lambda: True), Permit(2, lambda: True)


@dataclass
class Time:
    """Stands until it is moved; timers go off then."""

    now: float = 0.0
    _timers: list[Timer] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def later(self, seconds: float, call: Callable[[], None]) -> Timer:
        self._timers.append(Timer(self.now + seconds, call))
        return self._timers[-1]

    async def pass_(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [timer for timer in self._timers if timer.at <= end and not timer.off]:
            first = min(due, key=lambda timer: timer.at)
            self.now, first.off = max(self.now, first.at), True
            first.call()
            await settled()
        self.now = end


@dataclass
class Timer:
    at: float
    call: Callable[[], None]
    off: bool = False

    def cancel(self) -> None:
        self.off = True


@dataclass
class Rig:
    gate: Gate
    time: Time
    went: list[tuple[object, float]] = field(default_factory=list)

    def call(self, name: object, chat: int | None, permit: Permit = REPLY, error=None):
        async def callback() -> bool:
            self.went.append((name, self.time.now))
            if error is not None:
                raise error
            return True

        data = {} if chat is None else {"chat_id": chat}
        return asyncio.create_task(
            self.gate.process_request(callback, (), {}, "sendMessage", data, permit)
        )

    def names(self) -> list[object]:
        return [name for name, _ in self.went]


@pytest.fixture
def rig() -> Rig:
    time = Time()
    return Rig(Gate(time, time.later), time)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_broadcast_flows_evenly_and_all_of_it_goes(rig):
    calls = [rig.call(person, person, CAMPAIGN) for person in range(1, 65)]
    await settled()
    await rig.time.pass_(1)
    assert 28 <= len(rig.went) <= 30
    await rig.time.pass_(2)
    assert all(await asyncio.gather(*calls))


async def test_a_reply_goes_before_the_campaign_that_came_earlier(rig):
    for person in range(1, 65):
        rig.call(person, person, CAMPAIGN)
    await settled()
    rig.call("reply", MAI)
    await settled()
    await rig.time.pass_(0.1)
    assert "reply" in rig.names()[:4]
    await rig.time.pass_(5)


async def test_a_chat_that_has_to_wait_holds_up_nobody(rig):
    for n in range(25):
        rig.call(f"card {n}", -1001)
    await settled()
    await rig.time.pass_(10)
    rig.call("reply", MAI)
    await settled()
    await rig.time.pass_(0.1)
    assert "reply" in rig.names()
    await rig.time.pass_(120)
    assert len(rig.went) == 26


async def test_who_may_no_more_when_the_turn_has_come_does_not_go(rig):
    call = rig.call("late", MAI, Permit(0, lambda: rig.time.now < 1))
    busy = [rig.call(n, MAI) for n in range(5)]
    blocked = rig.call("later", MAI, Permit(0, lambda: rig.time.now < 1))
    await settled()
    await rig.time.pass_(10)
    await call
    await asyncio.gather(*busy)
    with pytest.raises(NotConnected):
        await blocked
    assert "later" not in rig.names()


async def test_a_retry_after_is_obeyed_by_the_chats_other_calls(rig):
    first = rig.call("first", MAI, error=Flooded(30))
    await settled()
    with pytest.raises(Flooded) as flooded:
        await first
    assert not flooded.value.everyone
    rig.call("second", MAI)
    rig.call("other", 502)
    await settled()
    await rig.time.pass_(29)
    assert rig.names() == ["first", "other"]
    await rig.time.pass_(2)
    assert rig.names() == ["first", "other", "second"]


async def test_who_gives_up_waiting_takes_nobodys_turn(rig):
    calls = [rig.call(n, MAI) for n in range(7)]
    await settled()
    calls[5].cancel()
    await rig.time.pass_(20)
    assert rig.names() == [0, 1, 2, 3, 4, 6]


async def test_calls_about_no_chat_are_not_held_up(rig):
    for n in range(50):
        rig.call(n, None)
    await settled()
    assert len(rig.went) == 50


async def test_what_arrived_and_is_not_written_down_holds_back_all_others(rig):
    rig.gate.hold()
    rig.gate.hold()
    for person in range(1, 31):
        rig.call(person, person)
    await settled()
    await rig.time.pass_(60)
    rig.gate.release()
    await settled()
    assert rig.names() == []
    rig.gate.release()
    await settled()
    await rig.time.pass_(0.5)
    assert 14 <= len(rig.went) <= 16  # at their pace, not all at once
    await rig.time.pass_(1)
    assert len(rig.went) == 30


async def test_without_limits_nobody_is_held_back():
    time = Time()
    rig = Rig(Gate(time, time.later, limited=False), time)
    rig.gate.hold()
    rig.call("other", MAI)
    await settled()
    assert rig.names() == ["other"]
