"""What one process at a time does: it holds a lease, the others stand by."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.errors import StoreError
from bot.processes.holder import holder, is_gone
from bot.store.leases import Leases

log = structlog.get_logger()

TERM = timedelta(seconds=10)  # after which a holder that was killed is held for gone
_RENEW = timedelta(seconds=3)  # between renewals
# Who could not renew stops so long before the others may begin: for what is on its way, and for
# clocks that differ between machines.
_MARGIN = timedelta(seconds=3)
_RELEASE_SECONDS = 3.0  # for a database that does not answer when the program ends
_LOOK = 1.0  # seconds between the looks of a standby, and of a holder at its lease

Sleep = Callable[[float], Awaitable[None]]


class Lease:
    """This process's hold on one name."""

    def __init__(self, leases: Leases, name: str, clock: Callable[[], datetime]) -> None:
        self.name = name
        self._leases = leases
        self._clock = clock
        self._holder = holder()
        self._until: datetime | None = None

    def is_held(self) -> bool:
        """Whether this process may act now; nobody else can, as long as this is true."""
        return self._until is not None and self._clock() < self._until - _MARGIN

    async def hold(self) -> bool:
        """Take or renew the lease where that is due; whether this process may act."""
        now = self._clock()
        if self._until is None or now >= self._until - TERM + _RENEW:
            taken = await self._take(now)
            if not taken and self._until is not None:
                log.warning("lease lost to another process", lease=self.name)
            self._until = now + TERM if taken else None
        return self.is_held()

    async def _take(self, now: datetime) -> bool:
        """Take it, also from a process of this machine that ended without a word."""
        if await self._leases.take(self.name, self._holder, now, now + TERM):
            return True
        held_by = await self._leases.holder(self.name)
        if held_by is None or not is_gone(held_by):
            return False
        log.info("lease left by a process that is gone", lease=self.name)
        await self._leases.release(self.name, held_by)
        return await self._leases.take(self.name, self._holder, now, now + TERM)

    async def release(self) -> None:
        """Let a standby take over at once."""
        self._until = None
        try:
            async with asyncio.timeout(_RELEASE_SECONDS):
                await self._leases.release(self.name, self._holder)
        except (StoreError, TimeoutError) as error:
            log.warning("lease not released, it runs out", lease=self.name, why=str(error))

    async def lead(self, work: Callable[[], Awaitable[None]], sleep: Sleep = asyncio.sleep) -> None:
        """Do the work whenever this process holds the lease, until cancelled."""
        working: asyncio.Task[None] | None = None
        try:
            while True:
                if not await self._held_now():
                    await _ended(working)
                    working = None
                elif working is None or _failed(working, self.name):
                    working = asyncio.create_task(_run(work))
                await sleep(_LOOK)
        finally:
            await _ended(working)
            await asyncio.shield(self.release())

    async def _held_now(self) -> bool:
        try:
            # A store that does not answer must not keep us at work past our time.
            async with asyncio.timeout(_LOOK):
                return await self.hold()
        except (StoreError, TimeoutError) as error:
            why = str(error) or "the database does not answer"  # a TimeoutError says nothing
            log.error("lease not renewed, trying again", lease=self.name, why=why)
            return self.is_held()


async def _run(work: Callable[[], Awaitable[None]]) -> None:
    await work()


def _failed(task: asyncio.Task[None], lease: str) -> bool:
    """Whether it came to a bad end of its own; work that is done stays done."""
    error = task.exception() if task.done() and not task.cancelled() else None
    if error is not None:
        log.error("work under a lease failed, beginning again", lease=lease, exc_info=error)
    return error is not None


async def _ended(task: asyncio.Task[None] | None) -> None:
    if task is None:
        return
    task.cancel()
    for outcome in await asyncio.gather(task, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.error("work under a lease failed", exc_info=outcome)
