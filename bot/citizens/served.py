"""Which entries are in service: each process tells it, whoever changed them waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.errors import StoreError
from bot.processes.holder import holder, is_gone
from bot.processes.lease import TERM
from bot.store.entries import Entries, Served

log = structlog.get_logger()

_RENEW = timedelta(seconds=4)
_LOOK_SECONDS = 0.2
_END_SECONDS = 3.0  # for a database that does not answer when the program ends

Tell = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Serving:
    """How many processes serve, and how many of them do not serve the newest versions yet."""

    processes: int
    behind: int


@asynccontextmanager
async def told(served: Served, clock: Callable[[], datetime]) -> AsyncIterator[Tell]:
    """Tells the others, when it is called, how many versions this process serves; until the end."""
    process = holder()
    before: tuple[int, datetime] | None = None

    async def tell(count: int) -> None:
        nonlocal before
        now = clock()
        if before is None or count != before[0] or now >= before[1] + _RENEW:
            await served.tell(process, count, now + TERM)
            before = (count, now)

    try:
        yield tell
    finally:
        await asyncio.shield(_end(served, process, clock()))


async def serving(entries: Entries, clock: Callable[[], datetime], seconds: float) -> Serving:
    """Who serves the versions that there are now; wait so long for those that do not yet."""
    count = await entries.count()
    found = await _serving(entries.served, count, clock())
    try:
        async with asyncio.timeout(seconds):
            while found.behind:
                await asyncio.sleep(_LOOK_SECONDS)
                found = await _serving(entries.served, count, clock())
    except TimeoutError:
        pass
    return found


async def _serving(served: Served, count: int, now: datetime) -> Serving:
    told = await served.told(now)
    counts = [known for process, known in told.items() if not is_gone(process)]
    return Serving(len(counts), sum(known < count for known in counts))


async def _end(served: Served, process: str, now: datetime) -> None:
    try:
        async with asyncio.timeout(_END_SECONDS):
            await served.end(process, now)
    except (StoreError, TimeoutError) as error:
        log.warning("others may wait for this process for a while", why=str(error))
