"""Whole talks, played from the scripts in tests/scenarios."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Blocked, Refused
from bot.model import Attachment, Delivery, Kind, Place
from bot.staff.desk import Agent
from tests.servers import BOTH
from tests.town import GROUP, Town, labels, texts

SCRIPTS = {
    path.stem: path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.talk"))
}


@pytest.mark.parametrize("address", BOTH, indirect=True)
@pytest.mark.parametrize("script", SCRIPTS)
async def test_talk(script: str, town: Town) -> None:
    player = Player(town)
    for number, line in enumerate(SCRIPTS[script].splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                await player.step(line.strip())
            except AssertionError as error:
                raise AssertionError(f"{script}.talk:{number}: {line}\n{error}") from error


class Player:
    def __init__(self, town: Town) -> None:
        self.town = town
        self.heard: list[Delivery] = []
        self.buttons: dict[str, str] = {}
        self.last: dict[str, object] = {}

    async def step(self, line: str) -> None:
        sign, _, rest = line.partition(" ")
        match sign:
            case ">":
                await self._citizen(rest)
            case "<":
                self._expect(rest)
            case "group>":
                await self._group(rest)
            case "group<":
                self._expect_group(rest)
            case "blocks":
                self.town.web.errors.append(Blocked("blocked"))
            case "ticket:":
                await self._expect_ticket(rest)
            case "tickets:":
                rows = await self.town.database.rows("SELECT id FROM ticket")
                assert len(rows) == int(rest), f"there are {len(rows)} tickets"
            case "days:":
                self.town.clock.pass_(timedelta(days=int(rest)))
            case _:
                await self._staff(line)

    async def _citizen(self, said: str) -> None:
        if said.startswith("= "):
            await self._hear(self.last)
            return
        self.last = {"id": self.town.new_number(), **self._fields(said)}
        await self._hear(self.last)

    async def _hear(self, fields: dict[str, object]) -> None:
        self.heard = await self.town.says(**fields)  # type: ignore[arg-type]
        for delivery in self.heard:
            self.buttons |= {button.label: button.value for button in delivery.reply.buttons}

    def _fields(self, said: str) -> dict[str, object]:
        if said.startswith("["):
            return {"choice": self._value(said.strip("[]"))}
        if said.startswith("/"):
            return {"choice": said[1:]}
        if not said.startswith("("):
            return {"text": said}
        name, _, caption = said[1:].partition(")")
        kind = Kind(name)
        fields: dict[str, object] = {"kind": kind, "text": caption.strip()}
        if kind in (Kind.photo, Kind.voice):
            id = self.town.new_number("file")
            fields["attachment"] = Attachment(id, "image/jpeg", "tep.jpg", b"\xff\xd8")
        if kind is Kind.place:
            fields["place"] = Place(21.1861, 106.0763)
        return fields

    def _value(self, label: str) -> str:
        found = [value for known, value in self.buttons.items() if known.startswith(label)]
        assert found, f"no button [{label}] among {list(self.buttons)}"
        return found[-1]

    def _expect(self, expected: str) -> None:
        said = texts(self.heard)
        if expected == "nothing":
            assert not self.heard, said
        elif expected.startswith("["):
            label = expected.strip("[]")
            assert any(known.startswith(label) for known in labels(self.heard)), labels(self.heard)
        elif expected.startswith("!"):
            assert expected[1:] not in said, said
        else:
            assert expected in said, said

    async def _group(self, said: str) -> None:
        cards = [sent for sent in self.town.telegram.sent if sent.topic]
        assert cards, "the group has no card"
        if said.startswith("["):
            label = said.strip("[]")
            [value] = [b.value for b in cards[-1].reply.buttons if b.label == label]
            await self.town.posts(choice=value)
        else:
            ticket = await self.town.ticket()
            rows = await self.town.database.rows(
                "SELECT * FROM card WHERE ticket = :t", t=ticket.id
            )
            await self.town.posts(said, replied_to=rows[0]["message"])
        await self._hear_now()

    def _expect_group(self, expected: str) -> None:
        said = texts(self.town.telegram.sent[-3:])
        assert expected in said, said
        assert all(sent.address == GROUP for sent in self.town.telegram.sent)

    async def _expect_ticket(self, expected: str) -> None:
        found = await self.town.tickets.latest(self.town.mai)
        assert (found.status if found else "none") == expected, found

    async def _staff(self, line: str) -> None:
        who, _, what = line.partition(": ")
        name, _, cannot = who.partition(" ")
        agent = Agent(f"staff:{name.lower()}", name)
        if cannot:
            with pytest.raises(Refused):
                await self._do(agent, what)
        else:
            await self._do(agent, what)
        await self._hear_now()

    async def _do(self, agent: Agent, what: str) -> None:
        ticket, desk = await self.town.ticket(), self.town.desk
        verb, _, text = what.partition(" ")
        match verb:
            case "claim":
                await desk.claim(ticket.id, agent)
            case "release":
                await desk.release(ticket.id, agent)
            case "answer":
                await desk.answer(ticket, agent, text)
            case "close":
                await desk.close(ticket, agent)
            case "reopen":
                await desk.reopen(ticket.id)
            case _:
                raise AssertionError(f"no such step: {what}")

    async def _hear_now(self) -> None:
        self.heard = await self.town.heard()
        for delivery in self.heard:
            self.buttons |= {button.label: button.value for button in delivery.reply.buttons}
