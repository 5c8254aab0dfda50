"""Plays a talk against a whole core, and says which of its turns went right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.errors import Refused
from bot.model import Attachment, Delivery, Kind, Place
from bot.staff.desk import Agent
from tests.talks.script import Script, Step
from tests.town import Town, labels, texts

_TYPED = timedelta(seconds=20)  # between two messages, unless a script says otherwise
_SOON = timedelta(seconds=4)


@dataclass
class Played:
    """A talk with its turns: what was said and heard, and what was expected in vain."""

    script: Script
    turns: int = 0
    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    wrong_turns: set[int] = field(default_factory=set)

    @property
    def right(self) -> bool:
        return not self.wrong


class Player:
    """One citizen, and staff where a script wants them."""

    def __init__(self, town: Town, script: Script) -> None:
        self._town = town
        self._script = script
        self._heard: list[Delivery] = []
        self._buttons: dict[str, str] = {}
        self._outcomes: dict[str, float] = {}
        self.played = Played(script)

    async def play(self) -> Played:
        self._outcomes = self._counted()
        steps = self._script.steps
        for place, step in enumerate(steps):
            following = steps[place + 1] if place + 1 < len(steps) else None
            try:
                await self._step(step, following)
            except AssertionError as error:
                self.played.wrong.append(f"line {step.line}: {step.sign} {step.rest} | {error}")
                self.played.wrong_turns.add(self.played.turns)
        return self.played

    async def _step(self, step: Step, following: Step | None) -> None:
        match step.sign:
            case ">":
                self.played.turns += 1
                await self._says(step.rest, more=False)
            case ">>":  # the next line comes right after it
                await self._says(step.rest, more=True)
            case "<":
                self._expect(step.rest)
            case "=":
                self._expect_outcome(step.rest)
            case "ticket:":
                await self._expect_ticket(step.rest)
            case "tickets:":
                rows = await self._town.database.rows("SELECT id FROM ticket")
                assert len(rows) == int(step.rest), f"there are {len(rows)} tickets"
            case "days:":
                self._town.clock.pass_(timedelta(days=int(step.rest)))
            case "answers:":
                await self._answers(step.rest)
            case _:
                raise AssertionError(f"no such step: {step.sign}")

    async def _says(self, said: str, more: bool) -> None:
        self._outcomes = self._counted()
        self.played.lines.append(f"> {said}")
        self._heard = await self._town.says(**self._fields(said))  # type: ignore[arg-type]
        self._town.clock.pass_(_SOON if more else _TYPED)
        self._heard += await self._town.heard()
        for delivery in self._heard:
            self._buttons |= {button.label: button.value for button in delivery.reply.buttons}
        if not more:
            self.played.lines += [_shown(delivery) for delivery in self._heard]

    def _fields(self, said: str) -> dict[str, object]:
        if said.startswith("["):
            return {"choice": self._value(said.strip("[]"))}
        if said.startswith("/") and " " not in said:
            return {"choice": said[1:]}
        if not said.startswith("("):
            return {"text": said.replace("\\n", "\n")}
        name, _, caption = said[1:].partition(")")
        kind = Kind(name)
        fields: dict[str, object] = {"kind": kind, "text": caption.strip()}
        if kind in (Kind.photo, Kind.voice, Kind.document):
            id = self._town.new_number("file")
            fields["attachment"] = Attachment(id, "image/jpeg", "tep.jpg", b"\xff\xd8")
        if kind is Kind.place:
            fields["place"] = Place(21.1861, 106.0763)
        return fields

    def _value(self, label: str) -> str:
        found = [value for known, value in self._buttons.items() if known.startswith(label)]
        assert found, f"no button [{label}] among {list(self._buttons)}"
        return found[-1]

    def _expect(self, expected: str) -> None:
        """A text or one of several ("a | b"), a [button], or with "!" that it is not there."""
        wanted = expected.removeprefix("!").strip()
        shown = labels(self._heard) if wanted.startswith("[") else [texts(self._heard)]
        one_of = [one.strip().strip("[]") for one in wanted.split(" | ")]
        there = any(one.casefold() in text.casefold() for one in one_of for text in shown)
        assert there is not expected.startswith("!"), " / ".join(shown)

    def _expect_outcome(self, expected: str) -> None:
        """What the turn led to: an outcome or one of several ("a|b"), or entry:ID."""
        entries = [name for name in expected.split("|") if name.startswith("entry:")]
        given = [f"entry:{id}" for id in self._given()]
        now = self._counted()
        outcomes = [name for name in now if now[name] > self._outcomes.get(name, 0)]
        good = set(expected.split("|")) & {*outcomes, *given}
        assert good, f"{outcomes} {given if entries else ''}"

    def _given(self) -> list[str]:
        """The entries whose answers were shown: their titles are their questions."""
        asked = {
            text: entry.id
            for entry in self._town.library.knowledge.entries.values()
            for text in (entry.question.vi, entry.question.en)
        }
        return [asked[d.reply.title] for d in self._heard if d.reply.title in asked]

    def _counted(self) -> dict[str, float]:
        [metric] = self._town.figures.outcomes.collect()
        return {
            sample.labels["outcome"]: sample.value
            for sample in metric.samples
            if sample.name.endswith("_total")
        }

    async def _expect_ticket(self, expected: str) -> None:
        """The state of the latest ticket, "none", or its kind; "urgent" where it is."""
        ticket = await self._town.tickets.latest(self._town.mai)
        if ticket is None:
            assert expected == "none", "there is no ticket"
            return
        told = {str(ticket.status), str(ticket.kind), "urgent" if ticket.urgent else "calm"}
        assert set(expected.split()) <= told, told

    async def _answers(self, text: str) -> None:
        """An officer answers the latest ticket."""
        ticket = await self._town.tickets.latest(self._town.mai)
        assert ticket is not None, "there is no ticket to answer"
        try:
            await self._town.desk.answer(ticket, Agent("staff:lan", "Lan"), text)
        except Refused as error:
            raise AssertionError(f"the officer cannot answer: {error.reason}") from error
        self._heard = await self._town.heard()
        for delivery in self._heard:
            self._buttons |= {button.label: button.value for button in delivery.reply.buttons}
        self.played.lines += [_shown(delivery) for delivery in self._heard]


def share(played: Sequence[Played]) -> tuple[float, float]:
    """The share of talks that went right throughout, and of turns."""
    turns = sum(one.turns for one in played)
    wrong = sum(len(one.wrong_turns) for one in played)
    return sum(one.right for one in played) / len(played), 1 - wrong / turns


def _shown(delivery: Delivery) -> str:
    reply = delivery.reply
    text = " ⏎ ".join(part for part in (reply.title, reply.text, reply.footer) if part)
    buttons = " ".join(f"[{button.label}]" for button in reply.buttons)
    return f"    < {text.replace(chr(10), ' ')} {buttons}".rstrip()
