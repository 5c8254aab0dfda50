"""Takes waiting messages out of the outbox to their channels, at the channel's pace."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.channels.port import Channel
from bot.errors import (
    Blocked,
    ChannelError,
    Later,
    PersonMoved,
    StoreError,
    Uncertain,
    Undeliverable,
    Unreached,
)
from bot.ids import new_id
from bot.model import Address, Delivery, Message, MessageStatus, Receipt, Role
from bot.staffroom import StaffRoom
from bot.store import outbox, people
from bot.store.cards import Cards
from bot.store.database import Database, Statement
from bot.store.house import House
from bot.store.messages import Messages
from bot.store.outbox import Outbox
from bot.telemetry import Metrics

log = structlog.get_logger()

_AT_ONCE = 64  # messages on their way at a time, each to another person
_TICK = 1.0  # seconds after which a sleeping courier looks again by itself
_LAST_SECONDS = 5.0  # that messages under way get when the program ends
_LEASE = timedelta(seconds=10)
_TOO_OLD = timedelta(hours=48)
_FIRST_PAUSE = 1.0  # seconds; doubled with each try
_LONGEST_PAUSE = 300.0


class Courier:
    """One for each channel among all processes: it holds a lease, a standby takes over.

    A person's messages go in order, so one that cannot be sent now holds back the next. An unknown
    outcome is tried again for replies (twice beats never) and left and shown for campaigns.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        staffroom: StaffRoom,
        clock: Callable[[], datetime],
        metrics: Metrics,
    ) -> None:
        self._database = database
        self._channel = channel
        self._outbox = Outbox(database)
        self._cards = Cards(database)
        self._messages = Messages(database)
        self._house = House(database)
        self._staffroom = staffroom
        self._clock = clock
        self._metrics = metrics
        self._holder = new_id()
        self._woken = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._paused_until: datetime | None = None
        self._leased_until: datetime | None = None

    def wake(self) -> None:
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
                task = asyncio.create_task(self._deliver(message))
                self._under_way.add(task)
                task.add_done_callback(self._delivered)
        except StoreError as error:
            log.error("courier: the store failed, trying again", why=str(error))
        except Exception:
            # The outermost loop of this channel: whatever went wrong, the next round tries again.
            log.exception("courier failed", channel=self._channel.name)

    async def _take(self) -> list[Message]:
        now = self._clock()
        if self._paused_until is not None and now < self._paused_until:
            return []
        return await self._outbox.take(self._channel.name, now, _AT_ONCE - len(self._under_way))

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self.wake()

    async def _rest(self) -> None:
        # Not wait_for: before Python 3.12 it can swallow the cancellation that ends us.
        with suppress(TimeoutError):
            async with asyncio.timeout(_TICK):
                await self._woken.wait()

    async def _leads(self) -> bool:
        now = self._clock()
        if self._leased_until is not None and now < self._leased_until - _LEASE / 2:
            return True
        name, until = f"courier {self._channel.name}", now + _LEASE
        led = self._leased_until is not None
        leads = await self._house.lease(name, self._holder, now, until)
        self._leased_until = until if leads else None
        if leads and not led:
            await self._outbox.recover(self._channel.name)
        return leads

    async def _finish(self) -> None:
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=_LAST_SECONDS)
            for task in late:  # still marked as being sent, so the next start sends them again
                task.cancel()
        try:
            await self._house.release(f"courier {self._channel.name}", self._holder)
        except StoreError as error:
            log.warning("courier: lease not released", why=str(error))

    async def _deliver(self, message: Message) -> None:
        try:
            await self._attempt(message)
        except StoreError as error:
            log.error("courier: message not read", message=message.id, why=str(error))
            await self._put_off(message, "the store failed")
        except Exception:
            log.exception("courier: message failed", message=message.id)
            await self._put_off(message, "internal error")

    async def _attempt(self, message: Message) -> None:
        if self._clock() - message.at > _TOO_OLD:
            await self._give_up(message, MessageStatus.failed, "too old to send")
            return
        delivery = await self._delivery(message)
        if delivery is None:
            await self._give_up(message, MessageStatus.failed, "its ticket is gone")
            return
        try:
            receipt = await self._channel.send(delivery)
        except ChannelError as error:
            await self._not_sent(message, error)
        else:
            await self._sent(message, receipt)

    async def _delivery(self, message: Message) -> Delivery | None:
        reply = message.reply
        attachment = await self._messages.attachment(reply.attachment) if reply.attachment else None
        delivery = Delivery(message.id, message.address, reply, message.at, attachment)
        if message.role not in (Role.card, Role.note) or message.ticket is None:
            return delivery
        return await self._for_group(message, message.ticket, delivery)

    async def _for_group(
        self, message: Message, ticket: str, delivery: Delivery
    ) -> Delivery | None:
        card = await self._cards.of(ticket)
        thread = card.thread if card else None
        if message.role is Role.note:
            replied_to = card.message if card else None
            return replace(delivery, thread=thread, replied_to=replied_to)
        text = await self._staffroom.card(ticket)
        if text is None:
            return None
        edit = card.message if card else None
        return replace(delivery, reply=text.reply, edit=edit, thread=thread, topic=text.topic)

    async def _sent(self, message: Message, receipt: Receipt) -> None:
        self._metrics.deliveries.labels(self._channel.name, "sent").inc()
        await self._keep(*outbox.sent(message, receipt, self._clock()))

    async def _not_sent(self, message: Message, error: ChannelError) -> None:
        self._metrics.deliveries.labels(self._channel.name, type(error).__name__).inc()
        log.warning("not sent", channel=self._channel.name, message=message.id, why=str(error))
        match error:
            case PersonMoved():
                await self._staffroom.moved(
                    message.address, Address(message.address.channel, error.person)
                )
                await self._put_off(message, "the chat moved", 0)
            case Later():
                self._paused_until = self._clock() + timedelta(seconds=error.seconds)
                await self._put_off(message, "rate limit", error.seconds)
            case Blocked():
                blocked = people.blocked(message.address, self._clock())
                await self._give_up(message, MessageStatus.failed, "blocked", blocked)
            case Undeliverable():
                await self._give_up(message, MessageStatus.failed, str(error))
            case Uncertain() if message.role is Role.campaign:
                await self._give_up(message, MessageStatus.unknown, str(error))
            case Unreached() | Uncertain() | _:
                await self._put_off(message, str(error))

    async def _put_off(self, message: Message, why: str, seconds: float | None = None) -> None:
        if seconds is None:
            # Jitter, so that what failed together does not come back together.
            pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(message.tries, 10))
            seconds = random.uniform(pause / 2, pause)
        due = self._clock() + timedelta(seconds=seconds)
        await self._keep(outbox.put_off(message.id, due, why))

    async def _give_up(
        self, message: Message, status: MessageStatus, why: str, *more: Statement
    ) -> None:
        told = await self._staffroom.undelivered(message, why)
        await self._keep(outbox.given_up(message.id, status, why), *more, *told)

    async def _keep(self, *outcome: Statement) -> None:
        """Write an outcome down, however long the store fails: what was sent is not sent again."""
        while True:
            try:
                await self._database.run(*outcome)
            except StoreError as error:
                log.error("courier: outcome not written, trying again", why=str(error))
                await self._rest()
            else:
                return
