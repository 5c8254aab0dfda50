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

from bot import doors, wings
from bot.channels.port import Channel
from bot.citizens.knowledge import Library
from bot.citizens.patience import Patience
from bot.config import Settings
from bot.console import Console
from bot.delivery.courier import Courier
from bot.errors import SettingsError
from bot.ground import Ground
from bot.live.notices import Notices
from bot.lookups.dossiers import Dossiers
from bot.operations.health import health_routes
from bot.operations.tidying import Keeping, Tidying
from bot.processes.lease import Lease
from bot.serving import COURIER, WEB, Intakes, serve
from bot.staff.accounts import Accounts
from bot.store.database import Database
from bot.store.leases import Leases
from bot.store.opening import connect, wire
from bot.store.schema import migrate
from bot.telemetry.metrics import Metrics

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
        dossiers = wings.dossiers(settings, clock)
        if dossiers is not None:
            stack.push_async_callback(dossiers.close)
        app = await _join(settings, database, clock, dossiers)
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


async def _join(
    settings: Settings,
    database: Database,
    clock: Callable[[], datetime],
    dossiers: Dossiers | None,
) -> App:
    """One line a wing, each built from the ground and the wings before it."""
    notices = Notices(wire(settings.database, database))
    ground = Ground(settings, database, clock, notices, Metrics())
    library = await wings.knowledge(ground)
    staff = await wings.staff(ground)
    patience = wings.citizens(ground, library, staff, await wings.wishes(), dossiers)
    channels = await doors.channels(ground, patience)
    console = doors.console(ground, staff.desk, staff.accounts, patience.replay)
    health = health_routes(database, ground.metrics, clock)
    return App(
        settings=settings,
        accounts=staff.accounts,
        patience=patience,
        library=library,
        tidying=tidier(settings, database, clock),
        notices=notices,
        channels=channels,
        intakes={channel.name: _intake(channel, database, clock) for channel in channels},
        couriers=wings.delivery(ground, channels, staff),
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
