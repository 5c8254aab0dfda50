"""Takes waiting messages out of the outbox, for a postman to carry."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import structlog

from bot.channels.port import Channel
from bot.delivery.postman import Postman
from bot.errors import StoreError
from bot.model import Message
from bot.processes.lease import Lease
from bot.staff.staffroom import StaffRoom
from bot.store.database import Database
from bot.store.leases import Leases
from bot.store.outbox import Outbox
from bot.telemetry.metrics import DeliveryFigures

log = structlog.get_logger()

_AT_ONCE = 64  # messages on their way at a time, each to another person
_TICK = 1.0  # seconds after which a sleeping courier looks again by itself
_LAST_SECONDS = 5.0  # that messages under way get when the program ends


class Courier:
    """One for each channel among all processes: it holds a lease, a standby takes over.

    A person's messages go in order, so one that cannot be sent now holds back the next.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        staffroom: StaffRoom,
        clock: Callable[[], datetime],
        figures: DeliveryFigures,
    ) -> None:
        self._channel = channel
        self._outbox = Outbox(database)
        self._lease = Lease(Leases(database), f"courier {channel.name}", clock)
        self._postman = Postman(database, channel, staffroom, self._lease, clock, figures)
        self._clock = clock
        self._leading = False
        self._woken = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()

    def wake(self, _: str | None = None) -> None:
        """Something may be waiting."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until cancelled; the messages under way are finished first."""
        try:
            while True:
                self._woken.clear()
                await self._round()
                await self._rest()
        finally:
            await asyncio.shield(self._finish())

    async def deliver_due(self) -> None:
        """Deliver all that is due now, then return."""
        await self._round()
        while self._under_way:
            await asyncio.wait(self._under_way)
            await self._round()

    async def _round(self) -> None:
        try:
            if not await self._leads():
                return
            for message in await self._take():
                task = asyncio.create_task(self._postman.deliver(message))
                self._under_way.add(task)
                task.add_done_callback(self._delivered)
        except StoreError as error:
            log.error("courier: the store failed, trying again", why=str(error))
            # Lost at the commit, messages may be marked as being sent that nobody was given.
            self._leading = False
        except Exception:
            # The outermost loop of this channel: whatever went wrong, the next round tries again.
            log.exception("courier failed", channel=self._channel.name)

    async def _leads(self) -> bool:
        """Whether this process may deliver; at first what a predecessor left is recovered."""
        if not self._lease.is_held():
            self._leading = False
        if not self._leading and self._under_way:
            return False  # what we began before we lost the lease must not be taken for left over
        if not await self._lease.hold():
            return False
        if not self._leading:
            await self._outbox.recover(self._channel.name)
            self._leading = True
        return True

    async def _take(self) -> list[Message]:
        now, pause = self._clock(), self._postman.paused_until
        if pause is not None and now < pause:
            return []
        return await self._outbox.take(self._channel.name, now, _AT_ONCE - len(self._under_way))

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self.wake()

    async def _rest(self) -> None:
        if not self._leading:  # every commit wakes a standby too, which has nothing to do with it
            await asyncio.sleep(_TICK)
            return
        # Not wait_for: before Python 3.12 it can swallow the cancellation that ends us.
        with suppress(TimeoutError):
            async with asyncio.timeout(_TICK):
                await self._woken.wait()

    async def _finish(self) -> None:
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=_LAST_SECONDS)
            for task in late:  # still marked as being sent, so the next start sends them again
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._lease.release()
