"""The composition root: builds every part, joins them, starts and stops them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from aiohttp import web

from bot.accounts import Accounts
from bot.channels.port import Channel
from bot.channels.telegram import Telegram
from bot.channels.webchat import WebChat
from bot.config import Settings
from bot.console import Console
from bot.courier import Courier
from bot.desk import Desk
from bot.errors import SettingsError
from bot.health import health_routes
from bot.knowledge import Library
from bot.model import Address
from bot.reception import Reception, Service
from bot.staffroom import StaffRoom
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.house import House
from bot.store.messages import Messages
from bot.store.people import People
from bot.store.schema import migrate
from bot.store.sqlite import SQLite
from bot.telemetry import Metrics
from bot.wording import WORDING
from bot.wording.page import PAGE
from bot.wording.pages import CONSOLE
from faq import seed

log = structlog.get_logger()

_FLUSH_SECONDS = 5.0
_TURN_SECONDS = 10.0


def now() -> datetime:
    """The clock of the running program."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """A built installation, ready to run."""

    settings: Settings
    accounts: Accounts
    channels: list[Channel]
    couriers: list[Courier]
    server: web.Application


class Bell:
    """Wakes every courier; the parts that ring it are built before the couriers are."""

    def __init__(self) -> None:
        self.couriers: list[Courier] = []

    def ring(self) -> None:
        for courier in self.couriers:
            courier.wake()


@asynccontextmanager
async def open_store(
    settings: Settings, clock: Callable[[], datetime] = now
) -> AsyncIterator[Database]:
    """The database with its tables up to date."""
    database = SQLite(settings.database)
    try:
        for step in await migrate(database, clock()):
            log.info("database step applied", step=step)
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def build(settings: Settings, clock: Callable[[], datetime] = now) -> AsyncIterator[App]:
    """Build everything on an open database; at the end let go of all connections."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_store(settings, clock))
        app = await _join(settings, database, clock)
        for channel in app.channels:
            stack.push_async_callback(channel.close)
        yield app


async def run(app: App, stop: asyncio.Event, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until `stop` is set; then finish the turns, flush the outbox for a while, end."""
    runner = web.AppRunner(app.server, access_log=None, shutdown_timeout=_TURN_SECONDS)
    couriers = [asyncio.create_task(courier.run()) for courier in app.couriers]
    await runner.setup()
    try:
        await _listen(runner, app.settings)
        channels = [asyncio.create_task(channel.run()) for channel in app.channels]
        ready()
        await stop.wait()
        log.info("stopping: finishing turns, flushing the outbox")
        await _cancelled(channels)
    finally:
        await runner.cleanup()
        await _flushed(app.couriers)
        await _cancelled(couriers)


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as error:
        why = error.strerror or error
        raise SettingsError(f"DANHOI_PORT: {settings.port} cannot be used: {why}") from error


async def _join(settings: Settings, database: Database, clock: Callable[[], datetime]) -> App:
    bell, metrics, house = Bell(), Metrics(), House(database)
    group = await _staff_group(settings, database)
    desk = Desk(database, clock, bell.ring, group)
    library = Library(Entries(database), clock)
    if count := await library.seed(seed()):
        log.info("seed entries loaded", count=count)
    await library.refresh()
    service = Service(settings.service_name, settings.places(), settings.code_prefix)
    reception = Reception(database, library, desk, service, clock, bell.ring, metrics)
    staffroom = StaffRoom(
        database, desk, clock, settings.language, _ticket_url(settings), settings.code_prefix
    )
    accounts = Accounts(database, clock)
    web_secret = (await house.secret("web chat")).encode()
    channels: list[Channel] = [_web_chat(settings, database, reception, web_secret, clock)]
    if settings.telegram_token is not None:
        webhook_secret = await house.secret("telegram webhook")
        channels.append(_telegram(settings, reception, staffroom, webhook_secret))
    bell.couriers = [Courier(database, channel, staffroom, clock, metrics) for channel in channels]
    server = web.Application()
    server.add_routes(health_routes(database, metrics, clock))
    for channel in channels:
        server.add_routes(channel.routes())
    server.add_subapp("/console", _console(settings, database, desk, accounts, clock))
    return App(settings, accounts, channels, bell.couriers, server)


def _web_chat(
    settings: Settings,
    database: Database,
    reception: Reception,
    secret: bytes,
    clock: Callable[[], datetime],
) -> Channel:
    messages = Messages(database)
    return WebChat(
        receive=reception.receive,
        history=messages.history,
        attachment=messages.attachment_for,
        secret=secret,
        public_url=settings.public_url,
        texts=PAGE,
        language=settings.language,
        service=settings.titles(),
        clock=clock,
        trusted_proxy=settings.trusted_proxy,
    )


def _telegram(
    settings: Settings, reception: Reception, staffroom: StaffRoom, secret: str
) -> Channel:
    assert settings.telegram_token is not None
    return Telegram(
        token=settings.telegram_token.get_secret_value(),
        api=settings.telegram_api,
        public_url=settings.public_url,
        secret=secret,
        receive=reception.receive,
        receive_post=staffroom.receive,
        commands={
            language: list(wording.commands.items()) for language, wording in WORDING.items()
        },
    )


def _console(
    settings: Settings,
    database: Database,
    desk: Desk,
    accounts: Accounts,
    clock: Callable[[], datetime],
) -> web.Application:
    return Console(
        database=database,
        desk=desk,
        accounts=accounts,
        clock=clock,
        service=settings.titles(),
        language=settings.language,
        public_url=settings.public_url,
        trusted_proxy=settings.trusted_proxy,
        texts=CONSOLE,
        code_prefix=settings.code_prefix,
    ).app()


async def _staff_group(settings: Settings, database: Database) -> Address | None:
    if settings.telegram_token is None or settings.telegram_staff_chat is None:
        return None
    return await People(database).current(Address("telegram", settings.telegram_staff_chat))


def _ticket_url(settings: Settings) -> Callable[[str], str | None]:
    if settings.public_url is None:
        return lambda ticket: None
    return lambda ticket: f"{settings.public_url}/console/tickets/{ticket}"


async def _flushed(couriers: list[Courier]) -> None:
    """Give what is due a few seconds to go out; the rest waits in the store."""
    try:
        async with asyncio.timeout(_FLUSH_SECONDS):
            for courier in couriers:
                await courier.deliver_due()
    except TimeoutError:
        log.warning("messages are left in the outbox for the next start")


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.error("a task ended with an error", exc_info=outcome)
