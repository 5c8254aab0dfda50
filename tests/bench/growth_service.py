"""A whole danhoi in this process, on a database and a small bank of entries."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from aiohttp import ClientSession, CookieJar

from bot import app as application
from bot.channels.webchat.visitors import Visitors
from bot.config import Settings
from bot.model import Address, Incoming
from bot.model.ids import new_id
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.house import House
from bot.store.outbox import Outbox
from tests.fakes import ENTRIES
from tests.running import free_port

_LOOK = 0.02  # seconds between looks at what is waited for
_LOOKS = 50_000  # before it is given up


def now() -> datetime:
    return datetime.now(UTC)


def quiet() -> None:
    """Only warnings are worth a line among the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@dataclass(frozen=True, slots=True)
class Service:
    """`database` is a second way into its store, for looking on."""

    app: application.App
    database: Database
    address: str
    clock: Callable[[], datetime]

    async def asks(self, person: Address, text: str, **fields: object) -> None:
        """A message of a citizen that has reached the web chat."""
        id = f"{person.person}:{new_id()}"
        incoming = Incoming(id, person, self.clock(), text=text, **fields)  # type: ignore[arg-type]
        await self.app.patience.receive(incoming)

    async def all_sent(self, channel: str = "web") -> None:
        async def is_empty() -> bool:
            return channel not in {name for name, *_ in await Outbox(self.database).depth()}

        await until(is_empty)

    @asynccontextmanager
    async def member(self) -> AsyncIterator[ClientSession]:
        """An administrator who is logged in at the console."""
        name, password = f"Bình {new_id()}", secrets.token_urlsafe()
        await self.app.accounts.set_password(await self.app.accounts.hire(name, "admin"), password)
        token = await self.app.accounts.log_in(name, password)
        assert token is not None
        jar = CookieJar(unsafe=True)
        jar.update_cookies({"danhoi-staff": token})
        async with ClientSession(self.address, cookie_jar=jar) as session:
            yield session

    @asynccontextmanager
    async def visitor(self, person: Address) -> AsyncIterator[ClientSession]:
        """The web chat's page of that person."""
        secret = (await House(self.database).secret("web chat")).encode()
        cookie = Visitors(secret, https=False).cookie(person.person).partition(";")[0]
        async with ClientSession(self.address, headers={"Cookie": cookie}) as session:
            yield session


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(_LOOKS):
        if await condition():
            return
        await asyncio.sleep(_LOOK)
    raise TimeoutError


async def _is_learnt(app: application.App) -> bool:
    return app.library.knowledge.faq.whole


@asynccontextmanager
async def service(
    address: str, clock: Callable[[], datetime] = now, **more: object
) -> AsyncIterator[Service]:
    """Running, with its search learnt; without a model of meaning, which is not the point here."""
    settings = Settings(
        database=address,
        host="127.0.0.1",
        port=free_port(),
        embeddings="none",
        **more,  # type: ignore[arg-type]
    )
    async with application.open_store(settings, clock) as database:
        if not await Entries(database).count():
            await Entries(database).load(ENTRIES, "bench", clock())
        async with application.build(settings, clock) as app:
            at = f"http://127.0.0.1:{settings.port}"
            stop, ready = asyncio.Event(), asyncio.Event()
            running = asyncio.create_task(application.run(app, stop, ready.set))
            try:
                await ready.wait()
                await until(lambda: _is_learnt(app))
                yield Service(app, database, at, clock)
            finally:
                stop.set()
                await running
