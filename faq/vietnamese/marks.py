"""Gives words back the marks that citizens leave out, from the bank's own language."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from faq.vietnamese.syllable import is_syllable
from faq.vietnamese.text import Word

# A pair of words counts in full only beside so many readings of its first word (Dirichlet prior).
_PRIOR = 2.0
# What it costs to read marks into a bare word of a message whose other words all bear theirs.
_BARE = -6.0
# Words shorter than this have too many neighbours to be guessed when misspelt.
_GUESSED = 4
_NEIGHBOURS = 4
_MISSPELT = -3.0  # log probability of a slip of the finger
_START = ""

_Path = tuple[float, tuple[str, ...]]  # log probability of a reading so far, and its words


@dataclass(frozen=True)
class Marks:
    """A bigram model of marked words: how often each is said, and each behind another.

    `typed` is how a marked word is written, `readings` lists the marked words of a plain one.
    """

    single: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    typed: Mapping[str, str]
    readings: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, lines: Iterable[Sequence[Word]]) -> Marks:
        """Count the words of well-written lines."""
        said = [line for line in lines if line]
        starting = [[_START, *(word.marked for word in line)] for line in said]
        written: dict[str, Counter[str]] = {}
        readings: dict[str, set[str]] = {}
        for word in chain.from_iterable(said):
            written.setdefault(word.marked, Counter())[word.typed] += 1
            readings.setdefault(word.plain, set()).add(word.marked)
        return cls(
            Counter(chain.from_iterable(starting)),
            Counter(chain.from_iterable(map(pairwise, starting))),
            {marked: max(sorted(n), key=n.__getitem__) for marked, n in sorted(written.items())},
            {plain: sorted(found) for plain, found in sorted(readings.items())},
        )

    def restored(self, words: Sequence[Word]) -> list[Word]:
        """The words as the bank would write them, the most probable reading of the line."""
        bearing = sum(word.plain != word.marked for word in words) / max(len(words), 1)
        paths: list[_Path] = [(0.0, (_START,))]
        for word in words:
            paths = self._extended(paths, self._candidates(word, bearing * _BARE))
        best = max(paths)[1][1:]
        return [self._word(old, marked) for old, marked in zip(words, best, strict=True)]

    def _extended(
        self, paths: Sequence[_Path], candidates: Sequence[tuple[str, float]]
    ) -> list[_Path]:
        """The best path to each candidate (Viterbi)."""
        said = [path for _, path in paths]
        last = [path[-1] for path in said]
        scores = [score - self._log_said(path[-1]) for score, path in paths]
        longer = []
        for reading, doubt in candidates:
            seen, unseen = self._log_pairs.get(reading, {}), self._log_unseen(reading)
            reached = [s + seen.get(word, unseen) for s, word in zip(scores, last, strict=True)]
            score, before = max(zip(reached, said, strict=True))
            longer.append((score + doubt, (*before, reading)))
        return longer

    def _candidates(self, word: Word, bare: float) -> list[tuple[str, float]]:
        """What a word may be, with the log probability of having been typed like this."""
        known = self.readings.get(word.plain)
        if word.marked in self.typed and word.marked != word.plain:
            return [(word.marked, 0.0)]
        if known:
            return [(reading, 0.0 if reading == word.marked else bare) for reading in known]
        if len(word.plain) < _GUESSED or is_syllable(word.plain) or not word.plain.isalpha():
            return [(word.marked, 0.0)]
        near = extract(
            word.plain, self._guessed, scorer=OSA.distance, score_cutoff=1, limit=_NEIGHBOURS
        )
        guesses = [(r, _MISSPELT) for plain, _, _ in near for r in self.readings[plain]]
        return guesses or [(word.marked, 0.0)]

    def _log_said(self, before: str) -> float:
        """What the counts of pairs with this first word are to be divided by."""
        return math.log(self.single.get(before, 0) + _PRIOR)

    def _log_unseen(self, reading: str) -> float:
        """A word behind one that it was never seen behind: how often it is said at all."""
        return math.log(self._prior(reading))

    @cached_property
    def _log_pairs(self) -> Mapping[str, Mapping[str, float]]:
        """Words behind those that they were seen behind."""
        logs: dict[str, dict[str, float]] = {}
        for (before, reading), count in self.pairs.items():
            logs.setdefault(reading, {})[before] = math.log(count + self._prior(reading))
        return logs

    def _prior(self, reading: str) -> float:
        return _PRIOR * (self.single.get(reading, 0) + 0.1) / self._total

    @cached_property
    def _total(self) -> int:
        return sum(self.single.values()) + 1

    @cached_property
    def _guessed(self) -> list[str]:
        return [plain for plain in self.readings if len(plain) >= _GUESSED - 1 and plain.isalpha()]

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {marked: plain for plain, found in self.readings.items() for marked in found}

    def _word(self, old: Word, marked: str) -> Word:
        return Word(self._plain.get(marked, old.plain), marked, self.typed.get(marked, old.typed))
