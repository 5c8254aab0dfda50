"""What people mean by chat spellings, as editors wrote it down in data/words.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from faq.vietnamese.syllable import squeezed, unmarked

Phrase = tuple[str, ...]
_SIZES = (3, 2, 1)  # of phrases around a question, in words


class Phrases:
    """Phrases as they are found in a line: by their first word, since most words begin none."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._all = frozenset(phrases)
        self._longest: dict[str, int] = {}
        for first, *rest in self._all:
            self._longest[first] = max(1 + len(rest), self._longest.get(first, 0))

    def size(self, words: Sequence[str], at: int) -> int:
        """How many words the longest phrase at that place has; 0 where none begins."""
        longest = self._longest.get(words[at], 0)
        return next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in self._all), 0)

    def places(self, words: Sequence[str]) -> list[int]:
        """The places of all words that belong to a phrase."""
        found: list[int] = []
        at = 0
        while at < len(words):
            size = self.size(words, at)
            found += range(at, at + size)
            at += size or 1
        return found


@dataclass(frozen=True, slots=True)
class Spelling:
    """What editors wrote down.

    `meant` leads from what is typed to what is meant; `filler` and `around` are polite words;
    `light` words carry no matter in small talk, `asking` ones none in questions; `english` are
    English words that look Vietnamese.
    """

    meant: dict[Phrase, Phrase]
    typed: Phrases  # the keys of `meant`
    filler: Phrases
    around: frozenset[Phrase]
    light: frozenset[str]
    asking: frozenset[str]
    english: frozenset[str]

    def squeezed(self, plain: str) -> str:
        """The word without repeated letters, unless it is a known English word."""
        return plain if plain in self.english else squeezed(plain)

    def expand(self, words: Sequence[str]) -> list[str]:
        """Put what is meant in the place of what is typed."""
        keys = [unmarked(word) for word in words]
        meant: list[str] = []
        at = 0
        while at < len(words):
            size = self.typed.size(keys, at)
            meant += self.meant[tuple(keys[at : at + size])] if size else [words[at]]
            at += size or 1
        return meant

    def matters(self, words: Iterable[str]) -> set[str]:
        """Those of the words, without marks, that say what a question is about."""
        return set(words) - self.asking - self.light

    def fillers(self, words: Sequence[str]) -> set[int]:
        """Places of the words that only make a sentence polite."""
        dropped = set(self.filler.places(words))
        kept = [place for place in range(len(words)) if place not in dropped]
        rest = [words[place] for place in kept]
        first, last = 0, len(rest)
        while size := next((n for n in _SIZES if tuple(rest[first : first + n]) in self.around), 0):
            first += size
        while size := next((n for n in _SIZES if tuple(rest[last - n : last]) in self.around), 0):
            last -= size
        return dropped | set(kept[:first]) | set(kept[max(first, last) :])


@cache
def spelling() -> Spelling:
    """The shipped spellings, read once."""
    text = (files("faq") / "data" / "words.yaml").read_text(encoding="utf-8")
    fields = YAML(typ="safe", pure=True).load(text)
    meant = {
        _phrase(typed): tuple(str(full).lower().split()) for typed, full in fields["meant"].items()
    }
    # Something that means itself would be expanded for ever.
    meant = {typed: full for typed, full in meant.items() if typed != full}
    return Spelling(
        meant=meant,
        typed=Phrases(meant),
        filler=Phrases(_folded(fields["filler"])),
        around=_folded(fields["around"]),
        light=frozenset(unmarked(word) for word in fields["light"].split()),
        asking=frozenset(unmarked(word) for word in fields["asking"].split()),
        english=frozenset(fields["english"].split()),
    )


def _phrase(typed: object) -> Phrase:
    return tuple(str(typed).lower().replace("đ", "d").split())


def _folded(phrases: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(tuple(unmarked(phrase.replace("'", "")).split()) for phrase in phrases)
