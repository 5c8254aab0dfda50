"""Takes each message of a citizen through its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import structlog

from bot.citizens.dialogue import Situation, Wait, apologise, take_turn
from bot.citizens.knowledge import Library
from bot.citizens.reading import Reader, Reading
from bot.citizens.record import Record
from bot.errors import AlreadyDone, CodeTaken, Refused, StoreError, TalkMoved
from bot.model import Incoming, Talk, Ticket, TicketStatus, Turn, codes
from bot.model.ids import new_id
from bot.staff.desk import Desk
from bot.store.database import Database
from bot.store.messages import Messages
from bot.store.people import People
from bot.store.tickets import Tickets
from bot.telemetry.faults import where
from bot.telemetry.metrics import CitizenFigures
from bot.telemetry.turns import one_turn
from faq import Language

log = structlog.get_logger()

_TRIES = 8
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_LATELY = timedelta(days=30)
_ENOUGH = 5  # answers below which a median would be no honest promise

Decide = Callable[[Incoming, Talk, Situation], Turn]


@dataclass(frozen=True, slots=True)
class Service:
    """Whose service this is: its name, the place it serves by language, the prefix of codes."""

    name: str
    places: Mapping[Language, str]
    code: str


class Reception:
    """A turn is committed whole, or the message is redelivered; deciding again costs nothing."""

    def __init__(
        self,
        database: Database,
        library: Library,
        desk: Desk,
        service: Service,
        clock: Callable[[], datetime],
        committed: Callable[[str | None], None],
        figures: CitizenFigures,
    ) -> None:
        self._database = database
        self._people = People(database)
        self._tickets = Tickets(database)
        self._messages = Messages(database)
        self._library = library
        self._reader = Reader(lambda: library.knowledge)
        self._desk = desk
        self._service = service
        self._clock = clock
        self._committed = committed
        self._figures = figures

    async def receive(self, incoming: Incoming) -> None:
        """Take a message through its turn, once; StoreError asks for redelivery."""
        with one_turn():
            await self._receive(incoming)

    async def _receive(self, incoming: Incoming) -> None:
        incoming = replace(incoming, at=self._clock())
        try:
            with self._figures.answering(incoming.sender.channel):
                await self._turn(incoming, take_turn, await self._read(incoming))
        except StoreError:
            raise
        except Exception as error:
            # The outermost loop of a turn: a fault in it must cost the citizen no question.
            log.error(
                "turn failed",
                channel=incoming.sender.channel,
                id=_own_id(incoming),
                why=where(error),
            )
            await self._turn(incoming, apologise, Reading(self._library.knowledge))

    async def _read(self, incoming: Incoming) -> Reading:
        """What the text says; a button says it already."""
        with self._figures.matching():
            return await self._reader.read("" if incoming.choice is not None else incoming.text)

    async def _turn(self, incoming: Incoming, decide: Decide, reading: Reading) -> None:
        message = new_id()
        understood = self._understood(incoming, message, reading)
        for attempt in range(_TRIES):
            talk = await self._people.talk(incoming.sender)
            situation = await self._look_up(incoming, talk, understood)
            turn = decide(incoming, talk, situation)
            if turn.opens or turn.outcome == "status":
                turn = decide(incoming, talk, await self._for_staff(situation, attempt))
            try:
                await self._commit(incoming, turn, message)
            except AlreadyDone:
                return
            except (TalkMoved, CodeTaken, Refused):
                continue
            self._count(incoming, turn)
            self._committed(turn.changes)
            return
        raise StoreError(f"the talk moved {_TRIES} times under one message")

    async def _commit(self, incoming: Incoming, turn: Turn, message: str) -> None:
        earlier = await self._messages.some(tuple(id for id in turn.attach if id != message))
        record = Record(self._desk, self._clock())
        await self._database.run(*record.statements(incoming, turn, message, earlier))

    def _understood(self, incoming: Incoming, message: str, reading: Reading) -> Situation:
        knowledge = reading.knowledge
        return Situation(
            message=message,
            today=incoming.at.astimezone(_VIETNAM).date(),
            service=self._service.name,
            places=self._service.places,
            entries=knowledge.entries,
            versions=knowledge.versions,
            categories=knowledge.categories,
            sure=knowledge.faq.sure,
            likely=knowledge.faq.likely,
            new_code="",
            new_ticket=new_id(),
            matches=reading.matches,
            language=reading.language,
            part=reading.part,
            urgency=reading.urgency,
            code=codes.find(incoming.choice or incoming.text, self._service.code),
        )

    async def _look_up(self, incoming: Incoming, talk: Talk, understood: Situation) -> Situation:
        return replace(
            understood,
            ticket=await self._tickets.get(talk.ticket) if talk.ticket else None,
            named=await self._named(incoming, understood),
        )

    async def _named(self, incoming: Incoming, understood: Situation) -> Ticket | None:
        if understood.code is not None:
            return await self._tickets.by_code(understood.code.code)
        if incoming.choice == "status":
            return await self._tickets.latest(incoming.sender)
        return None

    async def _for_staff(self, situation: Situation, attempt: int) -> Situation:
        """What only a turn that leads to staff, or asks for them, needs."""
        # Codes grow by a character where the short ones are used up.
        code = codes.new(self._service.code, 4 + attempt // 2)
        return replace(situation, new_code=code, wait=await self._wait())

    async def _wait(self) -> Wait:
        times = await self._tickets.answer_times(self._clock() - _LATELY)
        seconds = [time.total_seconds() for time in times]
        typical = timedelta(seconds=median(seconds)) if len(seconds) >= _ENOUGH else None
        return Wait(await self._tickets.count(TicketStatus.waiting), typical)

    def _count(self, incoming: Incoming, turn: Turn) -> None:
        self._figures.turns.labels(incoming.sender.channel).inc()
        self._figures.outcomes.labels(turn.outcome).inc()
        if turn.opens:
            self._figures.forwarded.inc()
        log.info(
            "turn",
            channel=incoming.sender.channel,
            id=_own_id(incoming),
            kind=incoming.kind.value,
            outcome=turn.outcome,
            ticket=turn.ticket,
        )


def _own_id(incoming: Incoming) -> str:
    """The message's id without the visitor's, which would follow a person through the log."""
    return incoming.id.rpartition(":")[2]
