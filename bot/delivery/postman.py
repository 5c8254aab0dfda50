"""Carries one message to its channel, up to the note of what became of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain

import structlog

from bot.channels.port import Channel
from bot.errors import (
    Blocked,
    ChannelError,
    Later,
    Overtaken,
    PersonMoved,
    StoreError,
    Uncertain,
    Undeliverable,
    Unreached,
)
from bot.model import PRIORITY, Address, Delivery, Message, MessageStatus, Receipt, Role
from bot.processes.lease import Lease
from bot.staff.staffroom import StaffRoom
from bot.store import outbox, people
from bot.store.cards import Cards
from bot.store.database import Database, Statement
from bot.store.messages import Messages
from bot.store.people import People
from bot.telemetry.metrics import DeliveryFigures
from bot.telemetry.turns import go_on_with
from bot.together import Done, Together, succeeded

log = structlog.get_logger()

_TOO_OLD = timedelta(hours=48)
_FIRST_PAUSE = 1.0  # seconds; doubled with each try
_LONGEST_PAUSE = 300.0
_NOTED_TOGETHER = 64  # messages whose sending is written down in one transaction
_STORE_PAUSE = 1.0  # before an outcome that the store did not take is written again


class Postman:
    """An unknown outcome is tried again for replies (twice beats never), and left and shown for
    campaigns. `paused_until` is the moment before which the platform wants nothing at all.
    """

    def __init__(
        self,
        database: Database,
        channel: Channel,
        staffroom: StaffRoom,
        lease: Lease,
        clock: Callable[[], datetime],
        figures: DeliveryFigures,
    ) -> None:
        self._database = database
        self._channel = channel
        self._cards = Cards(database)
        self._messages = Messages(database)
        self._people = People(database)
        self._staffroom = staffroom
        self._lease = lease
        self._clock = clock
        self._figures = figures
        self._noting = Together(self._note_all, _NOTED_TOGETHER)
        self.paused_until: datetime | None = None

    async def deliver(self, message: Message) -> None:
        """Send a message that was taken out of the outbox; it is in a known state afterwards."""
        go_on_with(message.turn)
        try:
            await self._attempt(message)
        except Overtaken:
            log.warning("courier: message left to the process that took over", message=message.id)
        except StoreError as error:
            log.error("courier: message not read", message=message.id, why=str(error))
            await self._put_off(message, "the store failed")
        except Exception:
            log.exception("courier: message failed", message=message.id)
            await self._put_off(message, "internal error")

    async def _attempt(self, message: Message) -> None:
        if reason := await self._pointless(message):
            await self._give_up(message, MessageStatus.failed, reason)
            return
        delivery = await self._delivery(message)
        if delivery is None:
            await self._give_up(message, MessageStatus.failed, "its ticket is gone")
            return
        try:
            if not self._lease.is_held():
                raise Unreached("another process may deliver by now")
            receipt = await self._channel.send(delivery, self._lease.is_held)
        except ChannelError as error:
            await self._not_sent(message, error)
        else:
            await self._sent(message, receipt)

    async def _pointless(self, message: Message) -> str | None:
        """Why a message is not even tried."""
        if self._clock() - message.at > _TOO_OLD:
            return "too old to send" if message.tries <= 1 else "tried too long"
        if message.role is Role.campaign and await self._people.is_blocked(message.address):
            return "blocked"
        return None

    async def _delivery(self, message: Message) -> Delivery | None:
        reply = message.reply
        attachment = await self._messages.attachment(reply.attachment) if reply.attachment else None
        delivery = Delivery(
            message.id,
            message.address,
            reply,
            message.at,
            attachment,
            priority=PRIORITY[message.role],
        )
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
        self._figures.deliveries.labels(self._channel.name, "sent").inc()
        log.info("sent", channel=self._channel.name, message=message.id, tries=message.tries)
        try:
            await self._noting.done(outbox.sent(message, receipt, self._clock()))
        finally:
            self._channel.noted()

    async def _note_all(self, sent: Sequence[Sequence[Statement]]) -> list[Done[None]]:
        await self._keep(*chain.from_iterable(sent))
        return [succeeded(None) for _ in sent]

    async def _not_sent(self, message: Message, error: ChannelError) -> None:
        self._figures.deliveries.labels(self._channel.name, type(error).__name__).inc()
        log.warning("not sent", channel=self._channel.name, message=message.id, why=str(error))
        match error:
            case PersonMoved():
                await self._staffroom.moved(
                    message.address, Address(message.address.channel, error.person)
                )
                await self._put_off(message, "the chat moved", 0)
            case Later():
                if error.everyone:
                    self.paused_until = self._clock() + timedelta(seconds=error.seconds)
                await self._put_off(message, "rate limit", error.seconds)
            case Blocked():
                await self._give_up(
                    message,
                    MessageStatus.failed,
                    "blocked",
                    people.blocked(message.address, self._clock()),
                    outbox.campaigns_stopped(message.address, "blocked"),
                )
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
        await self._keep(outbox.put_off(message, due, why))

    async def _give_up(
        self, message: Message, status: MessageStatus, why: str, *more: Statement
    ) -> None:
        told = await self._staffroom.undelivered(message, why)
        await self._keep(outbox.given_up(message, status, why), *more, *told)

    async def _keep(self, *outcome: Statement) -> None:
        """Write an outcome down, however long the store fails: what was sent is not sent again."""
        while True:
            try:
                await self._database.run(*outcome)
            except StoreError as error:
                log.error("courier: outcome not written, trying again", why=str(error))
                await asyncio.sleep(_STORE_PAUSE)
            except Overtaken:
                log.warning("courier: another process has taken over, outcome left to it")
                return
            else:
                return
