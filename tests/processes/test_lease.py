"""One process at a time: it stops before another may begin."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import StoreError
from bot.processes.lease import Lease
from bot.store.database import Database, Row, Statement
from bot.store.leases import Leases
from tests.servers import BOTH

both = pytest.mark.parametrize("address", BOTH, indirect=True)
pytestmark = both


class Beat:
    """A sleep that lasts until the test lets the time pass."""

    def __init__(self) -> None:
        self._asleep = asyncio.Event()
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self._asleep.set()
        await self._over.wait()
        self._over.clear()

    async def look(self) -> None:
        """Let the sleeper have one look, and wait until it sleeps again."""
        self._asleep.clear()
        self._over.set()
        await self.sleeps()

    async def sleeps(self) -> None:
        async with asyncio.timeout(10):
            await self._asleep.wait()


class Broken:
    """A database that fails, or does not answer, once told to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.fails = False
        self.hangs = False
        self.rows = database.rows
        self.close = database.close

    async def run(self, *statements: Statement) -> list[list[Row]]:
        if self.fails:
            raise StoreError("gone")
        if self.hangs:
            await asyncio.Event().wait()
        return await self._database.run(*statements)


def lease(database, clock) -> Lease:
    return Lease(Leases(database), "intake telegram", clock)


async def test_one_of_many_holds_it(database, clock):
    every = [lease(database, clock) for _ in range(4)]
    assert sum(await asyncio.gather(*(each.hold() for each in every))) == 1
    assert sum(each.is_held() for each in every) == 1


async def test_a_holder_that_renews_keeps_it(database, clock):
    first, second = lease(database, clock), lease(database, clock)
    for _ in range(30):
        assert await first.hold()
        assert not await second.hold()
        clock.pass_(timedelta(seconds=2))


async def test_after_a_kill_another_has_it_within_fifteen_seconds(database, clock):
    first, second = lease(database, clock), lease(database, clock)
    assert await first.hold()
    waited = 0
    while not await second.hold():
        clock.pass_(timedelta(seconds=1))
        waited += 1
    assert waited <= 15


async def test_after_a_clean_stop_another_has_it_at_once(database, clock):
    first, second = lease(database, clock), lease(database, clock)
    assert await first.hold()
    await first.release()
    assert await second.hold()


async def test_a_holder_that_cannot_renew_stops_before_another_may_begin(database, clock):
    broken = Broken(database)
    first, second = lease(broken, clock), lease(database, clock)
    assert await first.hold()
    broken.fails = True
    while first.is_held():
        assert not await second.hold()
        clock.pass_(timedelta(seconds=1))
    assert not await second.hold()


async def test_work_goes_on_in_one_process_and_moves_at_a_clean_stop(database, clock):
    working: list[str] = []
    beats = {name: Beat() for name in "ab"}

    async def work(name: str) -> None:
        working.append(name)
        try:
            await asyncio.Event().wait()
        finally:
            working.remove(name)

    first = asyncio.create_task(lease(database, clock).lead(lambda: work("a"), beats["a"]))
    await beats["a"].sleeps()
    second = asyncio.create_task(lease(database, clock).lead(lambda: work("b"), beats["b"]))
    await beats["b"].sleeps()
    assert working == ["a"]
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert working == []
    await beats["b"].look()
    await asyncio.sleep(0)
    assert working == ["b"]
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)


async def test_work_ends_when_the_lease_cannot_be_renewed_in_time(database, clock):
    working: list[str] = []
    broken, beat = Broken(database), Beat()

    async def work() -> None:
        working.append("a")
        try:
            await asyncio.Event().wait()
        finally:
            working.clear()

    task = asyncio.create_task(lease(broken, clock).lead(work, beat))
    await beat.sleeps()
    await beat.look()
    assert working == ["a"]
    broken.fails = True
    clock.pass_(timedelta(seconds=5))
    await beat.look()
    assert working == ["a"]
    clock.pass_(timedelta(seconds=3))
    await beat.look()
    assert working == []
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_log_says_why_when_the_database_does_not_answer(database, clock):
    broken, beat = Broken(database), Beat()
    broken.hangs = True
    with capture_logs() as logs:
        task = asyncio.create_task(lease(broken, clock).lead(asyncio.Event().wait, beat))
        await beat.sleeps()
    broken.hangs = False
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert logs[0]["why"] == "the database does not answer"


async def test_work_that_failed_begins_again(database, clock):
    tries: list[int] = []
    beat = Beat()

    async def work() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("a bug")

    task = asyncio.create_task(lease(database, clock).lead(work, beat))
    await beat.sleeps()
    for _ in range(4):
        await beat.look()
        await asyncio.sleep(0)
    assert len(tries) == 2
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_a_killed_process_of_this_machine_held_is_taken_at_once(
    database, clock, monkeypatch
):
    first, second = (Lease(Leases(database), "work", clock) for _ in range(2))
    assert await first.hold()
    assert not await second.hold()
    monkeypatch.setattr("bot.processes.lease.is_gone", lambda held_by: held_by == first._holder)
    assert await second.hold()
