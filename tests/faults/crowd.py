"""Citizens who write to the bot at a steady rate, each with a list of questions of their own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from tests.fake_telegram import FakeTelegram
from tests.faults.bank import (
    ADDED,
    MORE,
    NOTICE,
    SURE,
    TICKET,
    UNKNOWN,
    UNSURE,
    answer_to,
    offer_of,
)
from tests.faults.judge import Due

_AT_ONCE = 15  # people who may write next
_FIRST_ID = 5000


@dataclass(frozen=True)
class Step:
    """What a person does next and what must come of it; `after` is what must be heard before."""

    text: str
    leads_to: tuple[str, ...]
    after: str = ""
    pressed: bool = False


@dataclass(frozen=True)
class Said:
    """One message of a citizen, by the id of its update."""

    person: int
    update: int
    at: float
    step: Step


@dataclass
class Person:
    id: int
    steps: list[Step]
    heard_until: int = 0


@dataclass
class Crowd:
    """`said` is all that was written, in order; `due` is what must be heard for it.

    A webhook hands presses over beside messages: then what they lead to has no place in the order.
    """

    fake: FakeTelegram
    random: Random
    tickets: float = 0.15  # part of the people who ask what nobody knows
    by_webhook: bool = False
    said: list[Said] = field(default_factory=list)
    due: list[Due] = field(default_factory=list)
    _people: list[Person] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(_FIRST_ID))
    _numbers: dict[int, Iterator[int]] = field(default_factory=dict)

    async def write(self, rate: float, seconds: float, until: asyncio.Event) -> None:
        """So many messages a second, for so long at least and until the event."""
        begun = time.monotonic()
        for number in count():
            now = time.monotonic()
            if now >= begun + seconds and until.is_set():
                return
            await asyncio.sleep(begun + number / rate - now)
            await self.speak()

    async def speak(self) -> None:
        """Let somebody write or press what is next on their list."""
        ready = list(filter(self._may, self._people))
        for _ in range(_AT_ONCE - len(ready)):
            ready.append(self._newcomer())
            self._people.append(ready[-1])
        person = self.random.choice(ready)
        step = person.steps.pop(0)
        if not person.steps:
            self._people.remove(person)
        if step.pressed:
            update = await self.fake.press(person.id, step.text)
        else:
            update = await self.fake.say(person.id, step.text)
        self.said.append(Said(person.id, update, time.monotonic(), step))
        aside = step.pressed and self.by_webhook
        for what in step.leads_to:
            number = None if aside else next(self._numbers[person.id])
            self.due.append(Due(person.id, what, number))

    def _may(self, person: Person) -> bool:
        """A button can be pressed once it is there."""
        after = person.steps[0].after
        return not after or any(
            value == after for sent in self.fake.sent_to(person.id) for _, value in sent.buttons
        )

    def _newcomer(self) -> Person:
        id = next(self._ids)
        self._numbers[id] = count()
        return Person(id, list(_steps(self.random, self.tickets)))


def _steps(random: Random, tickets: float) -> Iterator[Step]:
    """A few questions, first of all with the privacy notice; what nobody knows comes last."""
    notice: tuple[str, ...] = (NOTICE,)
    questions = [
        Step(SURE[n], answer_to(n)) for n in random.sample(list(SURE), random.randint(2, 6))
    ]
    for number in random.sample(list(UNSURE), random.choice((0, 0, 1, 2))):
        questions.insert(
            random.randint(0, len(questions)), Step(UNSURE[number], (offer_of(number),))
        )
    for step in questions:
        yield Step(step.text, notice + step.leads_to)
        notice = ()
        for number, text in UNSURE.items():
            if text == step.text:
                choice = f"ask:muc-{number:02}"
                yield Step(choice, answer_to(number), after=choice, pressed=True)
    if random.random() < tickets:
        yield Step(random.choice(UNKNOWN), (TICKET,))
        if random.random() < 0.3:
            yield Step(MORE, (ADDED,))
