"""The composition root: builds every part, joins them, starts and stops them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from aiohttp import web

from bot import doors
from bot.channels.port import Channel
from bot.citizens.knowledge import Library
from bot.citizens.patience import Patience
from bot.citizens.reception import Reception, Service
from bot.config import Settings
from bot.console import Console
from bot.delivery.courier import Courier
from bot.errors import SettingsError
from bot.live.notices import OUTBOX, Notices
from bot.model import Address
from bot.operations.health import health_routes
from bot.operations.tidying import Keeping, Tidying
from bot.processes.lease import Lease
from bot.serving import COURIER, WEB, Intakes, serve
from bot.staff.accounts import Accounts
from bot.staff.desk import Desk
from bot.staff.staffroom import StaffRoom
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.house import House
from bot.store.leases import Leases
from bot.store.opening import connect, wire
from bot.store.people import People
from bot.store.schema import migrate
from bot.telemetry.metrics import Metrics
from faq import Builder, seed
from faq.learning.embedder import Embedder, Remote, in_process
from faq.learning.shelf import Shelf

log = structlog.get_logger()


def now() -> datetime:
    """The clock of the running program."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """A built installation, ready to run; `machines` is what a process without pages serves."""

    settings: Settings
    accounts: Accounts
    patience: Patience
    library: Library
    tidying: Tidying
    notices: Notices
    channels: list[Channel]
    intakes: Intakes
    couriers: list[Courier]
    server: web.Application
    machines: web.Application

    @property
    def roles(self) -> tuple[str, ...]:
        """What a process may be told to do alone."""
        return tuple(dict.fromkeys((WEB, COURIER, *self.intakes)))


@asynccontextmanager
async def open_store(
    settings: Settings, clock: Callable[[], datetime] = now
) -> AsyncIterator[Database]:
    """The database with its tables up to date."""
    database = await connect(settings.database)
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


async def run(
    app: App,
    stop: asyncio.Event,
    ready: Callable[[], None] = lambda: None,
    only: Collection[str] = (),
) -> None:
    """Serve until `stop` is set, in these roles (in all without one); then drain and end."""
    unknown = set(only) - set(app.roles)
    if unknown:
        known = ", ".join(app.roles)
        raise SettingsError(f"there is no role {min(unknown)!r} here; there are: {known}")
    roles = only or app.roles
    pages = WEB in roles
    server = app.server if pages else app.machines
    port = app.settings.port if pages else app.settings.metrics_port
    address = None if port is None else (app.settings.host, port)
    async with (
        _alongside(app.library.run()),
        _alongside(app.tidying.run()),
        _alongside(app.notices.run()),
    ):
        await serve(server, address, app.intakes, app.couriers, roles, stop, ready)


@asynccontextmanager
async def _alongside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _join(settings: Settings, database: Database, clock: Callable[[], datetime]) -> App:
    metrics, house = Metrics(), House(database)
    notices = Notices(wire(settings.database, database))
    group = await _staff_group(settings, database)
    desk = Desk(database, clock, notices.committed, group)
    builder = Builder(await asyncio.to_thread(_model, settings), Shelf.usual(_told))
    library = Library(Entries(database), clock, builder.soon, builder.whole)
    if count := await library.seed(seed):
        log.info("seed entries loaded", count=count)
    await library.refresh()
    service = Service(settings.service_name, settings.places(), settings.code_prefix)
    reception = Reception(database, library, desk, service, clock, notices.committed, metrics)
    staffroom = StaffRoom(
        database, desk, clock, settings.language, _ticket_url(settings), settings.code_prefix
    )
    patience = Patience(
        database, reception.receive, staffroom.receive, settings.language, clock, notices.committed
    )
    accounts = Accounts(database, clock)
    web_secret = (await house.secret("web chat")).encode()
    channels: list[Channel] = [
        doors.web_chat(settings, database, patience, notices, web_secret, clock)
    ]
    if settings.telegram_token is not None:
        webhook_secret = await house.secret("telegram webhook")
        channels.append(doors.telegram(settings, patience, webhook_secret))
    couriers = [Courier(database, channel, staffroom, clock, metrics) for channel in channels]
    for courier in couriers:
        notices.hear(OUTBOX, courier.wake)
    console = doors.console(settings, database, desk, accounts, clock, patience, notices)
    health = health_routes(database, metrics, clock)
    intakes = {channel.name: _intake(channel, database, clock) for channel in channels}
    return App(
        settings=settings,
        accounts=accounts,
        patience=patience,
        library=library,
        tidying=tidier(settings, database, clock),
        notices=notices,
        channels=channels,
        intakes=intakes,
        couriers=couriers,
        server=_pages(health, channels, console),
        machines=_machines(health),
    )


def _pages(
    health: Sequence[web.AbstractRouteDef], channels: Sequence[Channel], console: Console
) -> web.Application:
    server = _machines(health)
    for channel in channels:
        server.add_routes(channel.routes())
    server.add_subapp("/console", console.app())
    return server


def _machines(health: Sequence[web.AbstractRouteDef]) -> web.Application:
    server = web.Application()
    server.add_routes(health)
    return server


def tidier(settings: Settings, database: Database, clock: Callable[[], datetime] = now) -> Tidying:
    """What forgets what nobody needs any more, as the settings say."""
    keeping = Keeping(timedelta(days=settings.done_days), timedelta(days=settings.card_days))
    return Tidying(database, settings.database, keeping, clock)


def _intake(
    channel: Channel, database: Database, clock: Callable[[], datetime]
) -> Callable[[], Awaitable[None]]:
    """How a channel takes messages in; where one process must do it alone, under a lease."""
    if not channel.alone:
        return channel.run
    return partial(Lease(Leases(database), f"intake {channel.name}", clock).lead, channel.run)


def _model(settings: Settings) -> Embedder | None:
    if settings.embeddings == "none":
        return None
    if settings.embeddings != "in-process":
        key = settings.embeddings_key.get_secret_value() if settings.embeddings_key else None
        return Remote(settings.embeddings, settings.embeddings_model, key)
    model = in_process()
    if model is None:
        log.warning("the model of meaning does not run here; letters and words are weighed alone")
    return model


def _told(what: str, done: int, whole: int) -> None:
    log.info("learning the questions", what=what, done=done, of=whole)


async def _staff_group(settings: Settings, database: Database) -> Address | None:
    if settings.telegram_token is None or settings.telegram_staff_chat is None:
        return None
    return await People(database).current(Address("telegram", settings.telegram_staff_chat))


def _ticket_url(settings: Settings) -> Callable[[str], str | None]:
    if settings.public_url is None:
        return lambda ticket: None
    return lambda ticket: f"{settings.public_url}/console/tickets/{ticket}"
