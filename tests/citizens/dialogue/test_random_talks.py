"""Random talks over the pure dialogue, with a small model of the store: nobody is left standing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.citizens.dialogue import Situation, take_turn
from bot.citizens.dialogue.lines import take_up, taken_for
from bot.citizens.dialogue.verdict import JUNK
from bot.model import (
    Button,
    Incoming,
    Kind,
    Mood,
    Talk,
    Ticket,
    TicketKind,
    TicketStatus,
    Turn,
    codes,
)
from bot.model.codes import ALPHABET
from bot.model.ids import new_id
from bot.store.people import _read, _written
from faq import PARTS, Match, Wish
from tests.citizens.dialogue.chance import (
    ASKED,
    CATEGORIES,
    IDS,
    KNOWN,
    LIKELY,
    MAI,
    PLACES,
    SURE,
    TEXTS,
    WISHES,
    matches,
    several,
    urgencies,
    waits,
    wishes,
)
from tests.fakes import START
from tests.town import HOURS

MOST = 12  # steps of a talk
LONGEST = 4096
PENDING = (TicketStatus.waiting, TicketStatus.claimed)
ON_A_TICKET = ("status", "cancel", "data-erase", "data-see", "data-withdraw", "data-stop")
# What is true again may be said again.
SAID_AGAIN = ("cared", "status", "rights", "greeted", "failed", "place")
# With these a question for an office has gone to staff, or is a matter of its own.
WITH_STAFF = ("forwarded", "to-ticket", "cared", "rights", "rated")
MET = ("answered", "followed-up", "canned", "place", "dossier", "status")
ASKED_BACK = ("offered", "asked-back", "report", "unreadable")


@dataclass(frozen=True)
class Types:
    """The citizen types; what the text is read as."""

    text: str
    found: dict[str, Any]


@dataclass(frozen=True)
class Presses:
    """A button that was shown at some time."""

    number: int


@dataclass(frozen=True)
class SendsPhoto:
    text: str


@dataclass(frozen=True)
class StaffAct:
    what: str
    number: int


@dataclass(frozen=True)
class TimePasses:
    time: timedelta


readings = st.fixed_dictionaries(
    {"wishes": wishes, "matches": matches},
    optional={
        "several": several,
        "language": st.sampled_from(["vi", "en"]),
        "part": st.sampled_from(PARTS),
        "aspect": st.sampled_from(PARTS),
        "followup": st.sampled_from(["person", "place", "online"]),
        "in_case": matches,
        "units": st.sampled_from(PLACES),
        "dossier": st.just("đang giải quyết"),
    },
)
QUESTION = (Wish("question", 0.95),)
asked = st.fixed_dictionaries(
    {"wishes": st.just(QUESTION)},
    optional={
        "matches": matches,
        "aspect": st.sampled_from(PARTS),
        "units": st.sampled_from(PLACES),
    },
)
known = st.sampled_from(ASKED).map(
    lambda entry: {"wishes": QUESTION, "matches": (Match(entry, 0.95),)}
)
listed = several.filter(bool).map(lambda found: {"wishes": QUESTION, "several": found})
following = st.sampled_from(
    [*({"part": part, "aspect": part} for part in PARTS)]
    + [{"followup": case} for case in ("person", "place", "online")]
)
wished = st.sampled_from(WISHES).map(lambda wish: {"wishes": (Wish(wish, 0.97),)})
dangerous = urgencies.map(lambda urgency: {"urgency": urgency})
kinds = st.sampled_from(
    [asked, asked, known, known, listed, following, wished, wished, wished, readings, dangerous]
)
typing = st.builds(Types, st.sampled_from(TEXTS), kinds.flatmap(lambda kind: kind))
pressing = st.builds(Presses, st.integers(0, 40))
steps = st.one_of(
    typing,
    typing,
    typing,
    pressing,
    pressing,
    st.builds(SendsPhoto, st.sampled_from(["", "ổ gà trước cổng trường"])),
    st.builds(StaffAct, st.sampled_from(["claim", "answer", "close"]), st.integers(0, 5)),
    st.builds(
        TimePasses,
        st.sampled_from([timedelta(seconds=3), timedelta(minutes=5), timedelta(days=4)]),
    ),
)
towns = st.fixed_dictionaries(
    {
        "expected": waits,
        "often": st.sampled_from([(), tuple(IDS)]),
        "screen": st.sampled_from([0, 100, 400]),
        "handover": st.sampled_from(["sure", "all", "none"]),
    }
)


@dataclass
class Stage:
    """One person, the store as far as a talk knows of it, and what is true after every turn."""

    town: dict[str, Any]
    talk: Talk = field(default_factory=lambda: Talk(MAI))
    tickets: dict[str, Ticket] = field(default_factory=dict)
    attached: dict[str, str] = field(default_factory=dict)
    shown: list[Button] = field(default_factory=list)
    now: Any = START
    count: int = 0
    said: str = ""

    def step(self, step: object) -> None:
        self.now += timedelta(seconds=1)
        match step:
            case Types(text, found):
                self.receives(Incoming(self.number(), MAI, self.now, text=text), found)
            case SendsPhoto(text):
                photo = Incoming(self.number(), MAI, self.now, text=text, kind=Kind.photo)
                self.receives(photo, {})
            case Presses(number) if self.shown:
                choice = self.shown[-1 - number % len(self.shown)].value
                self.receives(Incoming(self.number(), MAI, self.now, choice=choice), {})
            case StaffAct(what, number):
                self.staff(what, number)
            case TimePasses(time):
                self.now += time

    def number(self) -> str:
        self.count += 1
        return f"m{self.count}"

    def staff(self, what: str, number: int) -> None:
        for_them = [one for one in self.tickets.values() if one.status is not TicketStatus.closed]
        if not for_them:
            return
        ticket = for_them[number % len(for_them)]
        changed = {
            "claim": {"status": TicketStatus.claimed, "agent": "staff:lan"},
            "answer": {"status": TicketStatus.answered, "answered_at": self.now},
            "close": {"status": TicketStatus.closed, "closed_at": self.now},
        }[what]
        self.tickets[ticket.id] = replace(ticket, **changed)
        if what == "answer":  # what staff say is shown with stars, and stands between our words
            self.said = ""
            self.shown += [Button(str(n), f"rate:{ticket.code}:{n}") for n in range(1, 6)]

    def receives(self, incoming: Incoming, found: dict[str, Any]) -> None:
        before = self.talk
        meant, talk, situation = self.looked_up(incoming, before, found)
        turn = self.held(take_turn(meant, talk, situation))
        self.sound(turn)
        self.on_the_same_store(turn)
        self.no_loop(meant, turn)
        self.danger_is_met(meant, turn, situation)
        self.nothing_is_lost(meant, turn, situation)
        self.no_second_ticket(turn, before)
        assert turn.withdraws == talk.held
        if turn.withdraws:  # what waited is part of what is answered now
            assert meant.text.startswith(before.asked)
        self.applied(turn)
        self.no_dead_end()

    def looked_up(
        self, incoming: Incoming, talk: Talk, found: dict[str, Any]
    ) -> tuple[Incoming, Talk, Situation]:
        """As the reception does it."""
        ticket = self.tickets.get(talk.ticket or "")
        meant, talk = taken_for(incoming, talk, ticket)
        found = {} if meant.choice is not None else dict(found)
        top = found["wishes"][0].id if found.get("wishes") else ""
        if top == "rest" and len(talk.open) == 1:
            meant, talk = take_up(meant, talk, 0)
        code = codes.find(meant.choice or meant.text, "BN")
        named = None
        if code is not None:
            named = next((one for one in self.tickets.values() if one.code == code.code), None)
        elif self.tickets and (meant.choice == "status" or top in ON_A_TICKET):
            named = list(self.tickets.values())[-1]
        number = len(self.tickets)
        body = f"2{ALPHABET[number // 20]}{ALPHABET[number % 20]}3"
        situation = Situation(
            message=incoming.id,
            now=self.now,
            today=self.now.date(),
            service="Dân Hỏi",
            places={"vi": "thành phố Bắc Ninh", "en": "Bắc Ninh city"},
            entries={known.id: known for known in KNOWN},
            versions=dict.fromkeys(IDS, 1),
            categories=CATEGORIES,
            sure=SURE,
            likely=LIKELY,
            new_code=f"BN-{body}-{codes._check(body)}",
            new_ticket=f"t{number + 1}",
            hours=HOURS,
            ticket=ticket,
            code=code,
            named=named,
            **self.town,
            **found,
        )
        return meant, talk, situation

    def held(self, turn: Turn) -> Turn:
        ids = tuple(new_id() for _ in turn.said) if turn.waits else ()
        began = (turn.talk.began or self.now.isoformat()) if turn.waits else ""
        return replace(turn, talk=replace(turn.talk, held=ids, began=began))

    def applied(self, turn: Turn) -> None:
        if turn.opens is not None:
            self.tickets[turn.opens.id] = turn.opens
        if turn.ticket is not None:
            if turn.wakes and self.tickets[turn.ticket].status is TicketStatus.answered:
                self.change(turn.ticket, status=TicketStatus.waiting)
            for message in turn.attach:
                self.attached.setdefault(message, turn.ticket)
        if turn.closes is not None:
            self.change(turn.closes, status=TicketStatus.closed, closed_at=self.now)
        if turn.reopens is not None:
            self.change(turn.reopens, status=TicketStatus.waiting, closed_at=None)
        if turn.urges is not None:
            self.change(turn.urges, urgent=True)
        if turn.rating is not None and turn.rating.ticket and turn.rating.stars:
            self.change(turn.rating.ticket, stars=turn.rating.stars)
        self.shown += [button for said in turn.said for button in said.reply.buttons]
        self.said = turn.said[-1].reply.text
        self.talk = replace(turn.talk, version=turn.talk.version + 1)

    def change(self, ticket: str, **fields: Any) -> None:
        self.tickets[ticket] = replace(self.tickets[ticket], **fields)

    # What is true of every turn.

    def sound(self, turn: Turn) -> None:
        assert turn.said
        for said in turn.said:
            reply = said.reply
            assert reply.text.strip()
            assert len(reply.title) + len(reply.text) + len(reply.footer) <= LONGEST
            assert all(len(button.value.encode()) <= 64 for button in reply.buttons)
            assert all(button.label for button in reply.buttons)
        assert _read(MAI, turn.talk.version, _written(turn.talk)) == turn.talk

    def on_the_same_store(self, turn: Turn) -> None:
        """The store refuses none of it, else the message would never have its turn."""
        status = {id: ticket.status for id, ticket in self.tickets.items()}
        if turn.opens is None and turn.ticket is not None and turn.wakes:
            assert status[turn.ticket] is not TicketStatus.closed
        if turn.closes is not None:
            assert status[turn.closes] is not TicketStatus.closed
        if turn.reopens is not None:
            assert status[turn.reopens] in (TicketStatus.closed, TicketStatus.answered)

    def no_loop(self, meant: Incoming, turn: Turn) -> None:
        """A reply that was taken back was not said, and a label that is typed is a press."""
        if meant.choice is None and not turn.withdraws and turn.outcome not in SAID_AGAIN:
            assert turn.said[-1].reply.text != self.said, turn.outcome

    def danger_is_met(self, meant: Incoming, turn: Turn, situation: Situation) -> None:
        if situation.urgency is not None and meant.choice is None:
            assert turn.outcome == "cared"
            assert situation.urgency.numbers[0] in turn.said[0].reply.text
            assert turn.talk.mood is Mood.danger
            assert turn.ticket is not None

    def nothing_is_lost(self, meant: Incoming, turn: Turn, situation: Situation) -> None:
        """A question for an office is met, is with staff, or is kept until it is decided."""
        top = situation.wishes[0] if situation.wishes else None
        if meant.choice is not None or top is None or top.id != "question" or top.score < 0.9:
            return
        assert situation.chance(*JUNK) < 0.5
        assert turn.outcome in (*MET, *WITH_STAFF, *ASKED_BACK), turn.outcome
        if turn.outcome in WITH_STAFF:
            assert situation.message in turn.attach
        if turn.outcome in ASKED_BACK:
            assert situation.message in (*turn.talk.asked_in, *turn.talk.undecided)

    def no_second_ticket(self, turn: Turn, before: Talk) -> None:
        if turn.opens is None:
            return
        open = self.tickets.get(before.ticket or "")
        if open is not None and open.status in PENDING:
            assert turn.opens.kind is TicketKind.data
            assert open.kind is not TicketKind.data

    def no_dead_end(self) -> None:
        """Whoever now asks for a person or for the topics in plain words gets there."""
        for wish, leads_to in (
            ("person", ("forwarded", "to-ticket", "status", "asked-back", "cared")),
            ("topics", ("browsed", "cared", "forwarded")),
        ):
            asks = Incoming("way", MAI, self.now, text="cho tôi gặp người khác")
            found = {"wishes": (Wish(wish, 1.0),)}
            meant, talk, situation = self.looked_up(asks, self.talk, found)
            turn = take_turn(meant, talk, situation)
            assert turn.outcome in leads_to, (wish, turn.outcome)
            if turn.outcome == "asked-back":
                values = [button.value for said in turn.said for button in said.reply.buttons]
                assert "ticket" in values


@given(towns, st.lists(steps, min_size=6, max_size=MOST))
def test_nobody_is_left_standing_in_a_random_talk(town, talk):
    stage = Stage(town)
    for step in talk:
        stage.step(step)
