"""What a message wants of the talk itself: a person, to take back, its data; or a question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from faq.entry import Entry
from faq.learning.wishing import Example, Weights, shipped
from faq.vietnamese.text import plain

QUESTION = "question"

# Numbers of phones and cards say nothing of what is wanted, and look like noise.
_NUMBERS = re.compile(r"\d[\d .-]{6,}\d")
_WORDS = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")

_SHOWN = 6  # wishes that are told, the likeliest ones
# A small-talk entry that is the same wish under the name that editors know it by.
_SAME = {"talk-to-person": "person", "chit-chat": "small-talk"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a message wants, with how likely it wants that."""

    id: str
    score: float


class Wishes:
    """Recognises wishes: what editors wrote down word for word, anything else as learned."""

    def __init__(self, weights: Weights, written: Mapping[str, str]) -> None:
        self._weights = weights
        self._written = written

    @classmethod
    def shipped(cls) -> Wishes:
        """With the weights and the phrases that come with the program."""
        return cls(shipped(), written())

    def of(self, text: str) -> list[Wish]:
        """The wishes that a message may be, the likeliest first."""
        said = plain(text)
        if not said:
            return []
        if (known := self._written.get(said)) is not None:
            return [Wish(known, 1.0)]
        chances = self._weights.probabilities(
            _NUMBERS.sub(" ", text) if _WORDS.search(text) else text
        )
        ranked = sorted(zip(self._weights.ids, chances, strict=True), key=lambda pair: -pair[1])
        return [Wish(id, float(chance)) for id, chance in ranked[:_SHOWN]]


def examples() -> list[Example]:
    """What was written down for each wish, and what only looks like it."""
    return [
        (text, wish)
        for group in _groups()
        for wish, texts in (
            (group["id"], [*_lines(group["examples"])]),
            *((other, list(texts)) for other, texts in group.get("lookalikes", {}).items()),
        )
        for text in texts
    ]


def small_talk(entries: Sequence[Entry]) -> list[Example]:
    """The phrases of the canned entries: wishes, too."""
    return [
        (line, _SAME.get(entry.id, entry.id))
        for entry in entries
        if entry.canned
        for line in entry.questions()
    ]


@cache
def written() -> Mapping[str, str]:
    """The wish of each phrase in its plain form; none where two wishes share one."""
    found: dict[str, str | None] = {}
    for text, wish in examples():
        said = plain(text)
        found[said] = wish if found.get(said, wish) == wish else None
    return {said: wish for said, wish in found.items() if wish is not None}


@cache
def _groups() -> Sequence[Mapping[str, Any]]:
    text = (files("faq") / "data" / "wishes.yaml").read_text(encoding="utf-8")
    groups: Sequence[Mapping[str, Any]] = YAML(typ="safe", pure=True).load(text)
    return groups


def _lines(by_language: Mapping[str, Sequence[str]]) -> list[str]:
    return [str(line) for lines in by_language.values() for line in lines]
