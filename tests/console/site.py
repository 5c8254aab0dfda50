"""A console over real HTTP, with browsers that follow links and forms as people do."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape

from aiohttp import ClientSession, CookieJar, web
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher

from bot.console import Console
from bot.console.parts import Replay
from bot.model import Address, Kind, Message, MessageStatus, Reply, Role, Ticket, TicketStatus
from bot.model.ids import new_id
from bot.staff.accounts import Accounts
from bot.staff.desk import Desk
from bot.store import messages, tickets
from bot.store.database import Database
from bot.wording.pages import CONSOLE
from tests.fakes import SetClock

PASSWORD = "đò qua sông Cầu"
SERVICE = {"vi": "Dân Hỏi · thành phố Bắc Ninh", "en": "Dân Hỏi · Bắc Ninh city"}
MAI = Address("web", "mai")


@dataclass
class Browser:
    """One person's browser: keeps cookies, fills forms in."""

    server: TestServer
    session: ClientSession
    status: int = 0
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    path: str = ""

    async def get(self, path: str, **options) -> str:
        async with self.session.get(self.server.make_url(path), **options) as response:
            await self._read(response)
        return self.text

    async def post(self, path: str, fields: dict[str, str], **options) -> str:
        url = self.server.make_url(path)
        async with self.session.post(url, data=fields, **options) as response:
            await self._read(response)
        return self.text

    async def submit(self, path: str, **fields: str) -> str:
        """Send a form with the hidden token of the page that is open."""
        return await self.post(path, {"csrf": self.hidden("csrf"), **fields})

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} on {self.path}"
        return unescape(found[1])

    async def log_in(self, name: str, password: str = PASSWORD) -> str:
        await self.get("/console/login")
        return await self.submit("/console/login", name=name, password=password)

    async def _read(self, response) -> None:
        self.status, self.path = response.status, response.url.path
        self.headers = dict(response.headers)
        self.text = await response.text(errors="replace")


@dataclass
class Site:
    database: Database
    clock: SetClock
    desk: Desk
    accounts: Accounts
    server: TestServer
    open: Callable[[], Browser]

    async def staff(self, name: str, role: str = "agent") -> Browser:
        """Somebody who works here, logged in."""
        await self.accounts.set_password(await self.accounts.hire(name, role), PASSWORD)
        browser = self.open()
        await browser.log_in(name)
        assert browser.path == "/console/"
        return browser

    async def ticket(self, question: str = "Con trâu bị ốm gọi ai?", **fields) -> Ticket:
        """A question of Mai that waits, with its line of the conversation."""
        id = new_id()
        code = f"BN-{id[-4:].upper()}-2"
        fields = {"urgent": False, "address": MAI, "code": code, **fields}
        ticket = Ticket(
            id=id,
            language="vi",
            question=question,
            status=TicketStatus.waiting,
            created_at=self.clock(),
            **fields,
        )
        said = self.said(question, ticket=ticket.id)
        await self.database.run(tickets.opened(ticket), messages.add(said))
        return ticket

    def said(self, text: str, author: str = "", **fields) -> Message:
        incoming = MessageStatus.received if author == "" else MessageStatus.sent
        return Message(
            id=new_id(),
            address=MAI,
            at=self.clock(),
            author=author,
            **{
                "reply": Reply(text),
                "status": incoming,
                "kind": Kind.text,
                "role": Role.reply,
                **fields,
            },
        )


async def never(id: str) -> bool:
    """The core behind this console is out of order."""
    return False


@asynccontextmanager
async def a_site(
    database: Database, clock: SetClock, replay: Replay = never
) -> AsyncIterator[Site]:
    desk = Desk(database, clock, lambda ticket: console.nudge(ticket))
    accounts = Accounts(database, clock, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    console = Console(
        database=database,
        desk=desk,
        accounts=accounts,
        clock=clock,
        service=SERVICE,
        language="vi",
        public_url=None,
        trusted_proxy=True,
        texts=CONSOLE,
        code_prefix="BN",
        replay=replay,
    )
    root = web.Application()
    root.add_subapp("/console", console.app())
    sessions: list[ClientSession] = []

    def opened() -> Browser:
        sessions.append(ClientSession(cookie_jar=CookieJar(unsafe=True)))
        return Browser(server, sessions[-1])

    async with TestServer(root) as server:
        yield Site(database, clock, desk, accounts, server, opened)
        for session in sessions:
            await session.close()
