"""Keeps the database from growing by what nobody needs any more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.errors import StoreError
from bot.store.compacting import give_back, room
from bot.store.database import Database
from bot.store.opening import on_server
from bot.store.retention import Retention

log = structlog.get_logger()

_HOUR = 3600.0
_AT_ONCE = 500  # rows of a transaction
_PAGES = 1000  # given back at a time: 4 MB
_PAUSE = 0.05  # seconds between two transactions, for those of people

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long what was done, and the cards of tickets, are kept."""

    done: timedelta
    cards: timedelta


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many rows are gone, how many bytes were given back to the disk."""

    done: int
    cards: int
    ended: int
    given_back: int = 0


class Tidying:
    """Works in small transactions with pauses. PostgreSQL gives room back by itself."""

    def __init__(
        self,
        database: Database,
        address: str,
        keeping: Keeping,
        clock: Callable[[], datetime],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._rows = Retention(database)
        self._file = None if on_server(address) else Path(address)
        self._keeping = keeping
        self._clock = clock
        self._sleep = sleep
        self._looked_at = ""  # the last card: those before it were kept for a reason

    async def run(self) -> None:
        """Tidy once an hour until cancelled."""
        while True:
            await self._sleep(_HOUR)
            try:
                tidied = await self.once()
                log.info("tidied", done=tidied.done, cards=tidied.cards, ended=tidied.ended)
            except StoreError as error:
                log.warning("not tidied, trying again in an hour", why=str(error))
            except Exception:
                # The outermost loop: that it cannot tidy must not end it for good.
                log.exception("tidying failed")

    async def once(self) -> Tidied:
        """Forget all that may go by now."""
        now = self._clock()
        done = await self._done(now - self._keeping.done)
        cards = await self._cards(now - self._keeping.cards)
        ended = await self._rows.forget_ended(now)
        return Tidied(done, cards, ended, await self._given_back())

    async def _done(self, before: datetime) -> int:
        gone = 0
        while some := await self._rows.forget_done(before, _AT_ONCE):
            gone += some
            await self._sleep(_PAUSE)
        return gone

    async def _cards(self, before: datetime) -> int:
        gone = 0
        while ids := await self._rows.old_cards(self._looked_at, before, _AT_ONCE):
            gone += await self._rows.forget_cards(ids[0], ids[-1])
            self._looked_at = ids[-1]
            await self._sleep(_PAUSE)
        return gone

    async def _given_back(self) -> int:
        """A file that was made before it could be cut is left as it is."""
        if self._file is None:
            return 0
        before = await asyncio.to_thread(room, self._file)
        if not before.gradual:
            return 0
        for _ in range(before.pages // _PAGES + 1):  # what is freed meanwhile has time
            if not await asyncio.to_thread(give_back, self._file, _PAGES):
                break
            await self._sleep(_PAUSE)
        after = await asyncio.to_thread(room, self._file)
        return max(0, before.whole - after.whole)
