"""Takes each message of a citizen through its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.citizens.dialogue import Asked, Handover, Situation, apologise, take_turn
from bot.citizens.dialogue.lines import take_up, taken_for
from bot.citizens.dossiers import LookUp, nobody_knows
from bot.citizens.knowledge import Library
from bot.citizens.often import Often
from bot.citizens.reading import Reader, Reading, Recognise
from bot.citizens.record import Record
from bot.errors import AlreadyDone, CodeTaken, Refused, StoreError, TalkMoved
from bot.model import Incoming, Talk, Ticket, Turn, codes
from bot.model.codes import Found
from bot.model.ids import new_id
from bot.staff.desk import Desk
from bot.staff.hours import Hours
from bot.staff.waiting import Expected, Queue, expected
from bot.store.database import Database
from bot.store.messages import Messages
from bot.store.people import People
from bot.store.tickets import Tickets
from bot.telemetry.faults import where
from bot.telemetry.metrics import CitizenFigures
from bot.telemetry.turns import one_turn
from faq import Language, Match, dossier_code

log = structlog.get_logger()

_TRIES = 8
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_LATELY = timedelta(days=30)
_SHORT = 9  # words of a message that may only make sense after the last answer
# Wishes about a ticket of one's own.
_ON_A_TICKET = ("status", "cancel", "data-erase", "data-see", "data-withdraw", "data-stop")

Decide = Callable[[Incoming, Talk, Situation], Turn]


@dataclass(frozen=True, slots=True)
class Service:
    """Whose service this is: its name, the place it serves by language, the prefix of codes.

    `hours` are those of its desk; `handover` says which questions without an answer go there at
    once; `screen` how many characters of an answer are shown at first (0: all).
    """

    name: str
    places: Mapping[Language, str]
    code: str
    hours: Hours
    handover: Handover = "sure"
    screen: int = 400


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
        recognise: Recognise,
        dossiers: LookUp = nobody_knows,
    ) -> None:
        self._database = database
        self._people = People(database)
        self._tickets = Tickets(database)
        self._messages = Messages(database)
        self._library = library
        self._reader = Reader(lambda: library.knowledge, recognise)
        self._often = Often(self._messages, clock)
        self._dossiers = dossiers
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
                await self._turn(incoming, take_turn)
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
            await self._turn(incoming, apologise, understands=False)

    async def _turn(self, incoming: Incoming, decide: Decide, understands: bool = True) -> None:
        message = new_id()
        for attempt in range(_TRIES):
            talk = await self._people.talk(incoming.sender)
            ticket = await self._tickets.get(talk.ticket) if talk.ticket else None
            meant, talk = taken_for(incoming, talk, ticket) if understands else (incoming, talk)
            meant, talk, reading = await self._read(meant, talk, understands)
            situation = await self._look_up(meant, talk, message, reading, ticket)
            turn = decide(meant, talk, situation)
            if turn.opens or turn.outcome == "status":
                turn = decide(meant, talk, await self._for_staff(situation, turn, attempt))
            turn = self._held(turn, incoming.at)
            try:
                await self._commit(incoming, turn, message, reading)
            except AlreadyDone:
                return
            except (TalkMoved, CodeTaken, Refused):
                continue
            self._count(incoming, turn)
            self._committed(turn.changes)
            return
        raise StoreError(f"the talk moved {_TRIES} times under one message")

    async def _read(
        self, meant: Incoming, talk: Talk, understands: bool
    ) -> tuple[Incoming, Talk, Reading]:
        """What the text says; a button says it already."""
        if not understands:
            return meant, talk, Reading(self._library.knowledge)
        with self._figures.matching():
            reading = await self._reader.read("" if meant.choice is not None else meant.text)
            if talk.held and meant.choice is None:
                reading = await self._of_lines(meant, reading)
            if len(talk.open) == 1 and reading.wishes and reading.wishes[0].id == "rest":
                meant, talk = take_up(meant, talk, 0)
                reading = await self._reader.read(meant.text)
        return meant, talk, reading

    async def _of_lines(self, meant: Incoming, reading: Reading) -> Reading:
        """Of several lines the last one may be the whole question: whichever is found better."""
        last = await self._reader.read(meant.text.rpartition("\n")[2])
        return last if _best(last) > _best(reading) else reading

    def _held(self, turn: Turn, now: datetime) -> Turn:
        """The ids of replies that wait, so that the next message can take them back."""
        if not turn.waits:
            return replace(turn, talk=replace(turn.talk, held=(), began=""))
        ids = tuple(new_id() for _ in turn.said)
        began = turn.talk.began or now.isoformat()
        return replace(turn, talk=replace(turn.talk, held=ids, began=began))

    async def _commit(self, incoming: Incoming, turn: Turn, message: str, reading: Reading) -> None:
        earlier = await self._messages.some(tuple(id for id in turn.attach if id != message))
        record = Record(self._desk, self._clock())
        nearest = reading.matches[0].entry.id if reading.matches else None
        await self._database.run(*record.statements(incoming, turn, message, earlier, nearest))

    async def _look_up(
        self, meant: Incoming, talk: Talk, message: str, reading: Reading, ticket: Ticket | None
    ) -> Situation:
        knowledge = reading.knowledge
        code = codes.find(meant.choice or meant.text, self._service.code)
        return Situation(
            message=message,
            now=meant.at,
            today=meant.at.astimezone(_VIETNAM).date(),
            service=self._service.name,
            places=self._service.places,
            entries=knowledge.entries,
            versions=knowledge.versions,
            categories=knowledge.categories,
            sure=knowledge.faq.sure,
            likely=knowledge.faq.likely,
            new_code="",
            new_ticket=new_id(),
            hours=self._service.hours,
            matches=reading.matches,
            several=tuple(Asked(*one) for one in reading.several),
            wishes=reading.wishes,
            language=reading.language,
            part=reading.part,
            aspect=reading.aspect,
            followup=reading.followup,
            in_case=await self._in_case(meant, talk, reading),
            urgency=reading.urgency,
            units=reading.units,
            ticket=ticket,
            code=code,
            named=await self._named(meant, code, reading),
            often=await self._often.now(),
            screen=self._service.screen,
            handover=self._service.handover,
            dossier=await self._dossier(meant, reading),
        )

    async def _in_case(self, meant: Incoming, talk: Talk, reading: Reading) -> Sequence[Match]:
        """What the last question and the case asked about now mean together."""
        about = reading.knowledge.entries.get(talk.answered or "")
        if about is None or meant.choice is not None:
            return ()
        unsure = _best(reading) < reading.knowledge.faq.sure and len(meant.text.split()) <= _SHORT
        if reading.followup is None and not unsure:
            return ()
        question = about.question.in_(talk.language)
        return (await self._reader.read(f"{question} {meant.text}")).matches

    async def _named(self, meant: Incoming, code: Found | None, reading: Reading) -> Ticket | None:
        if code is not None:
            return await self._tickets.by_code(code.code)
        wish = reading.wishes[0].id if reading.wishes else ""
        if meant.choice == "status" or wish in _ON_A_TICKET:
            return await self._tickets.latest(meant.sender)
        return None

    async def _dossier(self, meant: Incoming, reading: Reading) -> str | None:
        """What the office's own system says of a dossier that is asked for."""
        code = dossier_code(meant.text)
        wish = reading.wishes[0].id if reading.wishes else ""
        return await self._dossiers(code) if code is not None and wish == "dossier" else None

    async def _for_staff(self, situation: Situation, turn: Turn, attempt: int) -> Situation:
        """What only a turn that leads to staff, or asks for them, needs."""
        # Codes grow by a character where the short ones are used up.
        code = codes.new(self._service.code, 4 + attempt // 2)
        waits = turn.opens or situation.named or situation.ticket
        created, urgent = (waits.created_at, waits.urgent) if waits else (situation.now, False)
        return replace(situation, new_code=code, expected=await self._expected(created, urgent))

    async def _expected(self, created: datetime, urgent: bool) -> Expected:
        now, hours = self._clock(), self._service.hours
        answered = await self._tickets.waits(now - _LATELY)
        open_since = await self._tickets.unanswered_since()
        queue = Queue(
            tuple(hours.worked(came, met) for came, met in answered),
            tuple(hours.worked(came, now) for came in open_since),
            await self._tickets.ahead_of(created, urgent),
        )
        return expected(queue, hours, now)

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


def _best(reading: Reading) -> float:
    return reading.matches[0].score if reading.matches else 0.0


def _own_id(incoming: Incoming) -> str:
    """The message's id without the visitor's, which would follow a person through the log."""
    return incoming.id.rpartition(":")[2]
