"""The wings behind the doors: each builds itself from the ground and what it needs of others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.channels.port import Channel
from bot.citizens.dossiers import LookUp, nobody_knows
from bot.citizens.knowledge import Library
from bot.citizens.patience import Patience
from bot.citizens.reading import Recognise
from bot.citizens.reception import Reception, Service
from bot.config import Settings
from bot.delivery.courier import Courier
from bot.ground import Ground
from bot.live.notices import OUTBOX
from bot.lookups.dossiers import Dossiers
from bot.model import Address
from bot.staff.accounts import Accounts
from bot.staff.desk import Desk
from bot.staff.hours import Hours
from bot.staff.staffroom import StaffRoom
from bot.store.entries import Entries
from bot.store.people import People
from faq import Builder, Wishes, seed
from faq.learning.embedder import Embedder, Remote, in_process
from faq.learning.shelf import Shelf

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Staff:
    """What staff do, in the console and in their group."""

    desk: Desk
    room: StaffRoom
    accounts: Accounts


async def knowledge(ground: Ground) -> Library:
    """The entries in service and the search over them."""
    model = await asyncio.to_thread(_model, ground.settings)
    builder = Builder(model, Shelf.usual(_told))
    library = Library(Entries(ground.database), ground.clock, builder.soon, builder.whole)
    if count := await library.seed(seed):
        log.info("seed entries loaded", count=count)
    await library.refresh()
    return library


async def staff(ground: Ground) -> Staff:
    settings, database, clock = ground.settings, ground.database, ground.clock
    desk = Desk(database, clock, ground.notices.committed, await _group(ground))
    room = StaffRoom(
        database, desk, clock, settings.language, _ticket_url(settings), settings.code_prefix
    )
    return Staff(desk, room, Accounts(database, clock))


def citizens(
    ground: Ground,
    library: Library,
    staff: Staff,
    recognise: Recognise,
    dossiers: LookUp | None = None,
) -> Patience:
    """The way of a message in: its turns, and what becomes of those that always fail."""
    settings, database, clock = ground.settings, ground.database, ground.clock
    committed = ground.notices.committed
    reception = Reception(
        database,
        library,
        staff.desk,
        _service(settings),
        clock,
        committed,
        ground.metrics.citizens,
        recognise,
        dossiers or nobody_knows,
    )
    return Patience(
        database, reception.receive, staff.room.receive, settings.language, clock, committed
    )


def delivery(ground: Ground, channels: Sequence[Channel], staff: Staff) -> list[Courier]:
    """A courier a channel, woken whenever something waits in the outbox."""
    couriers = [
        Courier(ground.database, channel, staff.room, ground.clock, ground.metrics.delivery)
        for channel in channels
    ]
    for courier in couriers:
        ground.notices.hear(OUTBOX, courier.wake)
    return couriers


async def wishes() -> Recognise:
    """What recognises what a message wants of the talk itself."""
    return (await asyncio.to_thread(Wishes.shipped)).of


def dossiers(settings: Settings, clock: Callable[[], datetime]) -> Dossiers | None:
    """What asks the office's own system of a dossier, where the settings name one."""
    if settings.dossiers_url is None or settings.dossiers_secret is None:
        return None
    secret = settings.dossiers_secret.get_secret_value()
    return Dossiers(settings.dossiers_url, secret, settings.dossiers_seconds, clock)


def _service(settings: Settings) -> Service:
    hours = Hours.parse(settings.desk_hours, settings.desk_holidays, settings.desk_workdays)
    return Service(
        settings.service_name,
        settings.places(),
        settings.code_prefix,
        hours,
        settings.desk_handover,
        settings.answer_screen,
    )


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


async def _group(ground: Ground) -> Address | None:
    settings = ground.settings
    if settings.telegram_token is None or settings.telegram_staff_chat is None:
        return None
    return await People(ground.database).current(Address("telegram", settings.telegram_staff_chat))


def _ticket_url(settings: Settings) -> Callable[[str], str | None]:
    if settings.public_url is None:
        return lambda ticket: None
    return lambda ticket: f"{settings.public_url}/console/tickets/{ticket}"
