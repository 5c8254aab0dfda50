"""Understands messages, those that arrive together at once, in one worker thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.citizens.knowledge import Knowledge
from bot.together import Done, Together, failed, succeeded
from faq import (
    DANGERS,
    Followup,
    Language,
    Match,
    Part,
    Units,
    Urgency,
    Wish,
    aspect,
    danger,
    followup,
    in_other_case,
    language,
    questions,
    units,
    urgent,
)

_TOGETHER = 32  # messages: more would keep the first of them waiting
_REMEMBERED = 2048  # texts; what one citizen asks today, others ask too
# Met as danger where one kind is so likely, or all of them together: a false alarm costs less than
# a missed cry.
_DANGER, _ANY_DANGER = 0.5, 0.75
_WISHED = 0.6  # a part of a message wants something of the talk itself
_SHORT = 300  # characters of a text that is worth remembering


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says by itself, with the knowledge it was compared with."""

    knowledge: Knowledge
    matches: Sequence[Match] = ()
    several: Sequence[tuple[str, Sequence[Match], str]] = ()
    wishes: Sequence[Wish] = ()
    language: Language | None = None
    part: Part | None = None
    aspect: Part | None = None
    followup: Followup | None = None
    urgency: Urgency | None = None
    units: Units | None = None


Recognise = Callable[[str], Sequence[Wish]]
"""Tells what a text may want of the talk itself, the likeliest first."""


class Reader:
    """Reads with the knowledge in service at the time, and remembers until that is replaced."""

    def __init__(self, knowledge: Callable[[], Knowledge], recognise: Recognise) -> None:
        self._knowledge = knowledge
        self._recognise = recognise
        self._of: Knowledge | None = None
        self._remembered: dict[str, Reading] = {}
        self._reading = Together(self._read_all, _TOGETHER)

    async def read(self, text: str) -> Reading:
        """What a text says; raises whatever goes wrong in understanding it."""
        knowledge = self._knowledge()
        if knowledge is not self._of:  # what was read with another would keep that alive
            self._of, self._remembered = knowledge, {}
        known = self._remembered.get(text)
        if known is not None:
            return known
        if not text.strip():
            return Reading(knowledge)
        reading = await self._reading.done(text)
        self._remember(text, reading)
        return reading

    async def _read_all(self, texts: Sequence[str]) -> list[Done[Reading]]:
        return await asyncio.to_thread(_read_all, self._knowledge(), self._recognise, texts)

    def _remember(self, text: str, reading: Reading) -> None:
        if len(text) > _SHORT or reading.knowledge is not self._of:
            return
        if len(self._remembered) >= _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[text] = reading


def _read_all(
    knowledge: Knowledge, recognise: Recognise, texts: Sequence[str]
) -> list[Done[Reading]]:
    """Read all at once; where that fails each by itself, so that one spoils no other."""
    try:
        return [succeeded(reading) for reading in _read(knowledge, recognise, texts)]
    except Exception:
        return [_read_alone(knowledge, recognise, text) for text in texts]


def _read_alone(knowledge: Knowledge, recognise: Recognise, text: str) -> Done[Reading]:
    try:
        [reading] = _read(knowledge, recognise, [text])
    except Exception as error:  # whatever is wrong with it is its own turn's matter
        return failed(error)
    return succeeded(reading)


def _read(knowledge: Knowledge, recognise: Recognise, texts: Sequence[str]) -> list[Reading]:
    asked = [questions(text) for text in texts]
    every = [*texts, *chain.from_iterable(asked)]
    found = iter(knowledge.faq.search_all(every, limit=5))
    wholes = [next(found) for _ in texts]
    several = [[(text, next(found), _surely(recognise(text))) for text in one] for one in asked]
    return [
        _reading(knowledge, recognise(text), text, matches, of_parts)
        for text, matches, of_parts in zip(texts, wholes, several, strict=True)
    ]


def _reading(
    knowledge: Knowledge,
    wishes: Sequence[Wish],
    text: str,
    matches: Sequence[Match],
    several: Sequence[tuple[str, Sequence[Match], str]],
) -> Reading:
    return Reading(
        knowledge,
        matches,
        several,
        wishes,
        language=language(text),
        part=followup(text),
        aspect=aspect(text),
        followup=in_other_case(text),
        urgency=urgent(text) or _danger(wishes),
        units=units(text),
    )


def _surely(wishes: Sequence[Wish]) -> str:
    top = wishes[0] if wishes else None
    return top.id if top is not None and top.score >= _WISHED else ""


def _danger(wishes: Sequence[Wish]) -> Urgency | None:
    """Danger that is learned from examples, where no phrase tells it."""
    dangers = [wish for wish in wishes if wish.id in DANGERS]
    one, all = max((w.score for w in dangers), default=0.0), sum(w.score for w in dangers)
    return danger(dangers[0].id) if one >= _DANGER or all >= _ANY_DANGER else None
