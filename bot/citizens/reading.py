"""Understands messages, those that arrive together at once, in one worker thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.citizens.knowledge import Knowledge
from bot.together import Done, Together, failed, succeeded
from faq import Language, Match, Part, Urgency, followup, language, urgent

_TOGETHER = 32  # messages: more would keep the first of them waiting
_REMEMBERED = 2048  # texts; what one citizen asks today, others ask too
_SHORT = 300  # characters of a text that is worth remembering


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says by itself, with the knowledge it was compared with."""

    knowledge: Knowledge
    matches: Sequence[Match] = ()
    language: Language | None = None
    part: Part | None = None
    urgency: Urgency | None = None


class Reader:
    """Reads with the knowledge in service at the time, and remembers until that is replaced."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        self._knowledge = knowledge
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
        return await asyncio.to_thread(_read_all, self._knowledge(), texts)

    def _remember(self, text: str, reading: Reading) -> None:
        if len(text) > _SHORT or reading.knowledge is not self._of:
            return
        if len(self._remembered) >= _REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[text] = reading


def _read_all(knowledge: Knowledge, texts: Sequence[str]) -> list[Done[Reading]]:
    """Read all at once; where that fails each by itself, so that one spoils no other."""
    try:
        return [succeeded(reading) for reading in _read(knowledge, texts)]
    except Exception:
        return [_read_alone(knowledge, text) for text in texts]


def _read_alone(knowledge: Knowledge, text: str) -> Done[Reading]:
    try:
        [reading] = _read(knowledge, [text])
    except Exception as error:  # whatever is wrong with it is its own turn's matter
        return failed(error)
    return succeeded(reading)


def _read(knowledge: Knowledge, texts: Sequence[str]) -> list[Reading]:
    found = knowledge.faq.search_all(texts, limit=5)
    return [
        Reading(knowledge, matches, language(text), followup(text), urgent(text))
        for text, matches in zip(texts, found, strict=True)
    ]
