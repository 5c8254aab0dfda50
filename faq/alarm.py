"""The phrases of data/urgent.yaml, made ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from faq.spelling import spelling
from faq.syllable import is_syllable, toned, unmarked
from faq.text import Word

_NEVER = re.compile(r"(?!)")
_LINKING = "+"
# Words shorter than this have too many neighbours to be guessed when misspelt.
_GUESSED = 4


@dataclass(frozen=True, slots=True)
class Alarm:
    """One kind of danger, with the phrases that tell it."""

    kind: str
    numbers: tuple[str, ...]
    always: re.Pattern[str]
    hints: re.Pattern[str]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Alarms:
    """All kinds, the one to be told first in front."""

    alarms: tuple[Alarm, ...]
    linking: frozenset[str]
    lookalikes: re.Pattern[str]
    calm: re.Pattern[str]

    def cleared(self, message: Iterable[Word]) -> str:
        """The message in the form that phrases are looked for in, without the look-alikes."""
        return self.lookalikes.sub("# ", "".join(map(self._written, message)))

    def _written(self, word: Word) -> str:
        # Linking words bear a sign, so that patterns need not list them at every ~.
        sign = _LINKING if f"{word.plain}={word.marked}" in self.linking else ""
        return f"{word.plain}={word.marked}{sign} "

    def is_calm(self, message: str) -> bool:
        """Whether the message is about paperwork."""
        return bool(self.calm.search(message))


@cache
def alarms() -> Alarms:
    """The shipped phrases, read once."""
    text = (files("faq") / "data" / "urgent.yaml").read_text(encoding="utf-8")
    fields: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return Alarms(
        tuple(_alarm(kind, parts) for kind, parts in fields["kinds"].items()),
        frozenset(form for word in fields["linking"].split() for form in _forms(word)),
        _pattern(fields["lookalikes"]),
        _pattern([word.replace("_", " ") for word in fields["calm"].split()]),
    )


def _alarm(kind: str, parts: Mapping[str, Sequence[str]]) -> Alarm:
    always, hints, unless = (
        _pattern(parts.get(name, ())) for name in ("always", "hints", "unless")
    )
    return Alarm(kind, tuple(parts["numbers"]), always, hints, unless)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    if not phrases:
        return _NEVER
    rows = ("".join(map(_step, phrase.split())) for phrase in phrases)
    return re.compile(r"(?<!\S)(?:" + "|".join(rows) + ")")


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
