"""The phrases of data/urgent.yaml, made ready to be looked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Any

from ruamel.yaml import YAML

from faq.vietnamese.spelling import spelling
from faq.vietnamese.syllable import is_syllable, toned, unmarked
from faq.vietnamese.text import Word

_LINKING = "+"
_START = re.compile(r"(?<!\S)([^\s=]+)=")
# Words shorter than this have too many neighbours to be guessed when misspelt.
_GUESSED = 4


@dataclass(frozen=True, slots=True)
class Message:
    """A message as phrases are looked for in: each word plain and marked, and where it begins."""

    text: str
    starts: Sequence[tuple[str, int]]

    @classmethod
    def of(cls, text: str) -> Message:
        return cls(text, [(start[1], start.start()) for start in _START.finditer(text)])


@dataclass(frozen=True)
class Beginning:
    """Phrases with the same first step, made a pattern when it is first needed."""

    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.source)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by the plain word that they begin with: most words of a message begin none."""

    by_start: Mapping[str, Sequence[Beginning]]

    def make_ready(self) -> None:
        for beginning in chain.from_iterable(self.by_start.values()):
            _ = beginning.pattern

    def are_in(self, message: Message) -> bool:
        return next(self._found(message), None) is not None

    def fill(self, message: Message) -> bool:
        """Whether one of the phrases is all that the message says."""
        return any(found.span() == (0, len(message.text)) for found in self._found(message))

    def cut_out(self, message: Message) -> Message:
        """The message with a sign in the place of each phrase."""
        kept, end = [], 0
        for found in self._found(message):
            if found.start() >= end:
                kept += [message.text[end : found.start()], "# "]
                end = found.end()
        return Message.of("".join([*kept, message.text[end:]])) if kept else message

    def _found(self, message: Message) -> Iterator[re.Match[str]]:
        for word, place in message.starts:
            for beginning in self.by_start.get(word, ()):
                if found := beginning.pattern.match(message.text, place):
                    yield found


@dataclass(frozen=True, slots=True)
class Tone:
    """What else a message is about: paperwork, or a question of the law on what once happened."""

    calm: bool
    asking: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """One kind of danger, with the phrases that tell it."""

    kind: str
    numbers: tuple[str, ...]
    always: Phrases
    hints: Phrases
    alone: Phrases
    unless: Phrases
    even_asked: bool

    def rings(self, message: Message, tone: Tone) -> bool:
        """Whether the message tells of this danger."""
        if self.alone.fill(message):
            return True
        if (tone.asking and not self.even_asked) or self.unless.are_in(message):
            return False
        return self.always.are_in(message) or (not tone.calm and self.hints.are_in(message))


@dataclass(frozen=True, slots=True)
class Alarms:
    """All kinds, the one to be told first in front."""

    alarms: tuple[Alarm, ...]
    linking: frozenset[str]
    lookalikes: Phrases
    calm: Phrases
    asking: Phrases
    pressing: Phrases

    def tone(self, message: Message) -> Tone:
        asking = self.asking.are_in(message) and not self.pressing.are_in(message)
        return Tone(self.calm.are_in(message), asking)

    def cleared(self, message: Iterable[Word]) -> Message:
        """The message in the form that phrases are looked for in, without the look-alikes."""
        return self.lookalikes.cut_out(Message.of("".join(map(self._written, message))))

    def _written(self, word: Word) -> str:
        # Linking words bear a sign, so that patterns need not list them at every ~.
        sign = _LINKING if f"{word.plain}={word.marked}" in self.linking else ""
        return f"{word.plain}={word.marked}{sign} "


def make_ready() -> None:
    """Make every pattern now, which takes a second, and not with the first messages."""
    known = alarms()
    for phrases in (known.lookalikes, known.calm, known.asking, known.pressing):
        phrases.make_ready()
    for alarm in known.alarms:
        for phrases in (alarm.always, alarm.hints, alarm.alone, alarm.unless):
            phrases.make_ready()


@cache
def alarms() -> Alarms:
    """The shipped phrases, read once."""
    text = (files("faq") / "data" / "urgent.yaml").read_text(encoding="utf-8")
    fields: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return Alarms(
        tuple(_alarm(kind, parts) for kind, parts in fields["kinds"].items()),
        frozenset(form for word in fields["linking"].split() for form in _forms(word)),
        _phrases(fields["lookalikes"]),
        _phrases([word.replace("_", " ") for word in fields["calm"].split()]),
        _phrases(fields["asking"]),
        _phrases(fields["pressing"]),
    )


def _alarm(kind: str, parts: Mapping[str, Any]) -> Alarm:
    always, hints, alone, unless = (
        _phrases(parts.get(name, ())) for name in ("always", "hints", "alone", "unless")
    )
    even_asked = bool(parts.get("even_asked"))
    return Alarm(kind, tuple(parts["numbers"]), always, hints, alone, unless, even_asked)


def _phrases(phrases: Iterable[str]) -> Phrases:
    by_first: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        first, *rest = phrase.split()
        by_first[first].append("".join(map(_step, rest)))
    by_start: dict[str, list[Beginning]] = defaultdict(list)
    for first, rests in by_first.items():
        beginning = Beginning(f"{_step(first)}(?:{'|'.join(rests)})")
        for word in _plain(first):
            by_start[word].append(beginning)
    return Phrases(by_start)


def _plain(step: str) -> set[str]:
    """The plain words that a step of a phrase may begin with."""
    return {form.partition("=")[0] for word in step.split("|") for form in _patterns(word)}


def _step(step: str) -> str:
    if step == "~":
        return rf"(?:\S+\{_LINKING} ){{0,4}}"
    if step == "*":
        return r"(?:\S+ ){0,3}?"
    forms = [form for word in step.split("|") for form in _patterns(word)]
    return rf"(?:{'|'.join(forms)})\{_LINKING}? "


def _patterns(word: str) -> list[str]:
    """What the word looks like in a message: with its marks, without any, or misspelt."""
    if word.startswith("!"):
        return _forms(word[1:])[:1]
    return [
        *_forms(word),
        *(rf"{typo}=[^\s{_LINKING}]+" for typo in _typos(spelling().squeezed(unmarked(word)))),
    ]


def _forms(word: str) -> list[str]:
    plain = spelling().squeezed(unmarked(word))
    return [f"{plain}={toned(word)}", f"{plain}={plain}"]


def _typos(plain: str) -> list[str]:
    """The word with a later letter missing or two swapped, unless that is another word."""
    if len(plain) < _GUESSED:
        return []
    missing = {plain[:at] + plain[at + 1 :] for at in range(1, len(plain))}
    swapped = {
        plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(len(plain) - 1)
    }
    return sorted(typo for typo in (missing | swapped) - {plain} if not is_syllable(typo))
