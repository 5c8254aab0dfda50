"""Finds questions of a bank that are the same, or nearly so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from faq.entry import Entry
from faq.vietnamese.text import fold, words

# In percent, of the letters of both. Less, and most pairs differ in the word that matters.
_ALIKE = 92
# Lines compared at once with all later ones: a few megabytes of scores.
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class Line:
    """A question as its entry has it; `key` is what it is compared by."""

    entry: Entry
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Twins:
    """Two questions and how alike they are in percent; 100 only where their keys are the same."""

    one: Line
    other: Line
    alike: int


def twins(entries: Iterable[Entry]) -> list[Twins]:
    """Pairs nearly the same in two entries, and pairs the same within one; the most alike first."""
    lines = [Line(entry, text, _plain(text)) for entry in entries for text in entry.questions()]
    # With their marks, since a single word has no more: "nhầm" is a slip, "nhảm" an insult.
    small = [Line(line.entry, line.text, _marked(line.text)) for line in lines if _canned(line)]
    found = [pair for pair in _across(lines) if not (_canned(pair.one) and _canned(pair.other))]
    within = _within([*(line for line in lines if not _canned(line)), *small])
    return sorted([*found, *_across(small), *within], key=lambda pair: -pair.alike)


def _within(lines: Iterable[Line]) -> Iterator[Twins]:
    first: dict[tuple[str, str], Line] = {}
    for line in lines:
        known = first.setdefault((line.entry.id, line.key), line)
        if known is not line:
            yield Twins(known, line, 100)


def _across(said: Iterable[Line]) -> Iterator[Twins]:
    first: dict[tuple[str, str], Line] = {}
    for line in said:
        first.setdefault((line.entry.id, line.key), line)
    lines = [*first.values()]
    for one, other, alike in _alike([line.key for line in lines]):
        if lines[one].entry.id != lines[other].entry.id:
            same = lines[one].key == lines[other].key
            yield Twins(lines[one], lines[other], 100 if same else min(alike, 99))


def _alike(lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The places of two lines that are alike, the earlier first, with how much."""
    # Sorted, since people put the same words in another order.
    keys = [" ".join(sorted(line.split())) for line in lines]
    for start in range(0, len(keys), _BLOCK):
        scores = cdist(
            keys[start : start + _BLOCK],
            keys[start:],
            scorer=ratio,
            score_cutoff=_ALIKE,
            dtype=np.uint8,
            workers=-1,
        )
        for row, column in np.argwhere(np.triu(scores, 1)).tolist():
            yield start + row, start + column, int(scores[row, column])


def _canned(line: Line) -> bool:
    return line.entry.canned


def _plain(text: str) -> str:
    return fold(text) or text.casefold()  # a smiley has no words


def _marked(text: str) -> str:
    return " ".join(word.marked for word in words(text, polite=True)) or text.casefold()
