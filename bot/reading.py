"""Understands messages, those that arrive together at once, in one worker thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.knowledge import Knowledge
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


@dataclass(frozen=True, slots=True)
class _Waiting:
    text: str
    read: asyncio.Future[Reading]


class Reader:
    """Reads with the knowledge in service at the time, and remembers until that is replaced."""

    def __init__(self, knowledge: Callable[[], Knowledge]) -> None:
        self._knowledge = knowledge
        self._remembered: dict[str, Reading] = {}
        self._waiting: list[_Waiting] = []
        self._working: asyncio.Task[None] | None = None

    async def read(self, text: str) -> Reading:
        """What a text says; raises whatever goes wrong in understanding it."""
        knowledge = self._knowledge()
        known = self._remembered.get(text)
        if known is not None and known.knowledge is knowledge:
            return known
        if not text.strip():
            return Reading(knowledge)
        one = _Waiting(text, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await one.read

    async def _work(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            outcomes = await asyncio.to_thread(_read_all, self._knowledge(), group)
            for one, outcome in zip(group, outcomes, strict=True):
                self._tell(one, outcome)

    def _tell(self, one: _Waiting, outcome: Reading | Exception) -> None:
        if one.read.done():  # given up meanwhile
            return
        if isinstance(outcome, Exception):
            one.read.set_exception(outcome)
            return
        one.read.set_result(outcome)
        if len(one.text) <= _SHORT:
            if len(self._remembered) >= _REMEMBERED:
                del self._remembered[next(iter(self._remembered))]
            self._remembered[one.text] = outcome


def _read_all(knowledge: Knowledge, group: Sequence[_Waiting]) -> list[Reading | Exception]:
    """Read all at once; where that fails each by itself, so that one spoils no other."""
    texts = [one.text for one in group]
    try:
        return list(_read(knowledge, texts))
    except Exception:
        return [_read_alone(knowledge, text) for text in texts]


def _read_alone(knowledge: Knowledge, text: str) -> Reading | Exception:
    try:
        [reading] = _read(knowledge, [text])
    except Exception as error:  # whatever is wrong with it is its own turn's matter
        return error
    return reading


def _read(knowledge: Knowledge, texts: Sequence[str]) -> list[Reading]:
    found = knowledge.faq.search_all(texts, limit=5)
    return [
        Reading(knowledge, matches, language(text), followup(text), urgent(text))
        for text, matches in zip(texts, found, strict=True)
    ]
