"""Takes what always fails out of the way, and gives it another turn when asked to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

from bot.channels.port import Read, Receive, ReceivePost
from bot.errors import AlreadyDone, Refused, StoreError
from bot.model import (
    Address,
    GroupMoved,
    Incoming,
    Message,
    MessageStatus,
    Reply,
    SetAside,
    StaffPost,
    Unread,
)
from bot.model.ids import new_id
from bot.store import messages, setaside
from bot.store.database import Database, Statement
from bot.store.people import People
from bot.store.setaside import Asides
from bot.telemetry.faults import where
from bot.telemetry.turns import current_turn, one_turn
from bot.wording import WORDING
from faq import Language

log = structlog.get_logger()

_TRIES = 3


class Patience:
    """Stands between the channels and the core, whose two ways in it wraps.

    A message that fails each time is kept whole and acknowledged: it blocks nobody, and its writer
    is told. A failing store is another matter: it asks for redelivery. `readers` are the channels'
    ways to read again what they could not.
    """

    def __init__(
        self,
        database: Database,
        receive: Receive,
        receive_post: ReceivePost,
        language: Language,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._people = People(database)
        self._asides = Asides(database)
        self._receive = receive
        self._receive_post = receive_post
        self._language = language
        self._clock = clock
        self._wake = wake
        self.readers: dict[str, Read] = {}

    async def receive(self, incoming: Incoming) -> None:
        """Take a citizen's message through its turn, or set it aside; StoreError: redeliver."""
        await self._take(incoming)

    async def receive_post(self, post: StaffPost | GroupMoved) -> None:
        """The same for what happens in the staff group."""
        if isinstance(post, GroupMoved):
            await self._receive_post(post)
        else:
            await self._take(post)

    async def receive_unread(self, unread: Unread) -> None:
        """Set aside what a channel could not read."""
        await self._set_aside(unread, unread.reason, 1)

    async def replay(self, id: str) -> bool:
        """Give a message that was set aside its turn; False if it fails again."""
        aside = await self._asides.get(id)
        if aside is None:
            raise Refused("no_aside")
        error = await self._tried(aside.happening)
        if error is not None:
            await self._database.run(setaside.failed_again(id, where(error)))
            return False
        await self._database.run(setaside.settled(id, self._clock()))
        log.info("set aside message had its turn", id=id)
        self._wake()
        return True

    async def replay_all(self) -> tuple[int, int]:
        """Give all that was set aside its turn, oldest first; how many went well, how many not."""
        outcomes = [await self.replay(aside.id) for aside in await self._asides.waiting(10_000)]
        return outcomes.count(True), outcomes.count(False)

    async def _take(self, happening: Incoming | StaffPost) -> None:
        with one_turn():
            for _ in range(_TRIES):
                error = await self._tried(happening)
                if error is None:
                    return
            assert error is not None
            await self._set_aside(happening, where(error), _TRIES)

    async def _tried(self, happening: Incoming | StaffPost | Unread) -> Exception | None:
        try:
            await self._have_its_turn(happening)
        except StoreError:
            raise
        except Exception as error:  # the outermost loop of a turn: whatever is wrong with it
            return error
        return None

    async def _have_its_turn(self, happening: Incoming | StaffPost | Unread) -> None:
        if isinstance(happening, Unread):
            read = await self.readers[happening.channel](happening)
        else:
            read = happening
        if isinstance(read, Incoming):
            await self._receive(read)
        elif read is not None:
            await self._receive_post(read)

    async def _set_aside(
        self, happening: Incoming | StaffPost | Unread, reason: str, tries: int
    ) -> None:
        now = self._clock()
        aside = SetAside(new_id(), happening, reason, tries, now)
        file = None if isinstance(happening, Unread) else happening.attachment
        try:
            await self._database.run(
                setaside.kept(aside),
                *([messages.keep(file, aside.address, now)] if file else []),
                *await self._told(happening),
            )
        except AlreadyDone:  # at an earlier delivery
            return
        log.error(
            "message set aside, it fails each time",
            channel=aside.address.channel,
            id=aside.id,
            why=reason,
            do="look at the console's page of what was set aside; danhoi replay gives it its turn",
        )
        self._wake()

    async def _told(self, happening: Incoming | StaffPost | Unread) -> list[Statement]:
        """What a citizen hears; staff read it on the console's page."""
        if not isinstance(happening, Incoming):
            return []
        words = WORDING[await self._language_of(happening.sender)].set_aside
        return [
            messages.add(
                Message(
                    id=new_id(),
                    address=happening.sender,
                    at=self._clock(),
                    author="bot",
                    reply=Reply(words),
                    status=MessageStatus.waiting,
                    turn=current_turn(),
                )
            )
        ]

    async def _language_of(self, person: Address) -> Language:
        try:
            return (await self._people.talk(person)).language
        except (ValueError, TypeError, KeyError):  # the talk itself may be what cannot be read
            return self._language
