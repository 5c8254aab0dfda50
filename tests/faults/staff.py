"""Staff who answer every ticket, some in the Telegram group, some at the console."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from random import Random

from bot.errors import StoreError
from bot.model import Address, Ticket, TicketStatus
from bot.staff.desk import Agent, Desk
from bot.store.database import Database
from bot.store.tickets import Tickets
from tests.fake_telegram import FakeTelegram, Sent
from tests.faults.bank import staff_answer
from tests.faults.judge import Due

GROUP = -1001234567890
_LAN, _HUNG = Agent("staff:lan", "Lan"), 77
_CODE = re.compile(r"BN-[0-9A-Z]+-[0-9A-Z]")
_LOOK = 0.5  # seconds


class Staff:
    """`due` is what was answered; the console writes through the desk, as its pages do.

    `everybody` answers at the console what is left when the group's limit would take too long.
    """

    def __init__(self, fake: FakeTelegram, database: Database, random: Random) -> None:
        self._fake = fake
        self._random = random
        self._tickets = Tickets(database)
        group = Address("telegram", str(GROUP))
        self._desk = Desk(database, lambda: datetime.now(UTC), lambda _: None, group)
        self._seen = 0  # of what the bot has sent
        # All by the ticket's code: its card, what its citizen was told, whether the group answered.
        self._cards: dict[str, Sent] = {}
        self._asked_by: dict[str, Sent] = {}
        self._answered: dict[str, bool] = {}
        self.due: list[Due] = []
        self.everybody = False

    def count(self, in_group: bool) -> int:
        return list(self._answered.values()).count(in_group)

    async def work(self, home: asyncio.Event) -> None:
        """Answer until it is time to go home."""
        while not home.is_set():
            await self.look()
            await asyncio.sleep(_LOOK)

    async def look(self) -> int:
        """Answer some of what is there; how many tickets wait."""
        await self._in_group()
        try:
            waiting = await self._tickets.queue(TicketStatus.waiting)
        except StoreError:  # it is what the test does to it
            return 1
        for ticket in waiting:
            now = _is_lans(ticket.code) and self._random.random() < _LOOK / 5
            if ticket.code not in self._answered and (self.everybody or now):
                await self._at_console(ticket)
        return len(waiting)

    async def _at_console(self, ticket: Ticket) -> None:
        text, what = staff_answer(len(self._answered))
        self._answered[ticket.code] = False
        await _persistently(lambda: self._desk.answer(ticket, _LAN, text))
        self.due.append(Due(int(ticket.address.person), what))

    async def _in_group(self) -> None:
        sent = self._fake.chats.sent
        for one in sent[self._seen :]:
            self._seen += 1
            if code := _CODE.search(one.text):
                (self._cards if one.chat_id == GROUP else self._asked_by).setdefault(code[0], one)
        for code in self._cards.keys() & self._asked_by.keys() - self._answered.keys():
            if not _is_lans(code):
                text, what = staff_answer(len(self._answered))
                self._answered[code] = True
                await self._fake.say(GROUP, text, author=_HUNG, reply_to=self._cards[code].id)
                self.due.append(Due(self._asked_by[code].chat_id, what))


def _is_lans(code: str) -> bool:
    """Half of the tickets are hers."""
    return sum(map(ord, code)) % 2 == 0


async def _persistently(change: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await change()
        except StoreError:
            await asyncio.sleep(_LOOK)
        else:
            return
