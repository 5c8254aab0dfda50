"""What speaks for each entry, and for none, when a question is compared with all known ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.learning.views import Alike

Matrix = NDArray[np.float32]


SCORE, LEAD = "score of the regression", "lead of its score over the next entry"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row a question, a column an entry, the last one for "none of them".

    `scores` are what the regression tells, about 1 for who is meant; `nearest` holds, for each
    view, how alike the nearest question of each entry is; `length` counts words, `foreign` is the
    share of them that the bank hardly knows.
    """

    scores: Matrix
    nearest: list[Matrix]
    length: Matrix
    foreign: Matrix

    def features(self, places: NDArray[np.intp]) -> Matrix:
        """What tells whether the entry at each row's place is meant: a row of numbers each."""
        rows = np.arange(len(places))
        told = [self.scores[rows, places], _lead(self.scores, places), self.scores[:, -1]]
        for near in self.nearest:
            own = near[rows, places]
            told += [own, _lead(near, places), own - near[:, -1]]
        return np.column_stack([*told, np.log(np.maximum(self.length, 1)), self.foreign])

    def best(self) -> NDArray[np.intp]:
        return np.asarray(np.argmax(self.scores[:, :-1], axis=1), np.intp)

    def of(self, row: int, times: int) -> Evidence:
        """The evidence of one question, as often as entries are to be judged."""
        again = np.full(times, row)
        nearest = [near[again] for near in self.nearest]
        return Evidence(self.scores[again], nearest, self.length[again], self.foreign[again])


def feature_names(views: Sequence[str]) -> list[str]:
    """What each number of `Evidence.features` tells, in the same order."""
    told = [SCORE, LEAD, "score of there being no answer"]
    for view in views:
        alike = f"likeness in {view}"
        told += [alike, f"lead in {view}", f"{alike} beyond that of questions without an answer"]
    return [*told, "length of the question", "share of words the bank hardly knows"]


def nearest_of(alike: Alike, starts: NDArray[np.intp]) -> list[Matrix]:
    """The most alike of each entry's questions, which lie together from `starts` on."""
    return [np.maximum.reduceat(likeness, starts, axis=1) for likeness in alike]


def _lead(scores: Matrix, places: NDArray[np.intp]) -> Matrix:
    """By how much the entry at each row's place is ahead of the best other entry."""
    others = scores[:, :-1].copy()
    rows = np.arange(len(places))
    own = others[rows, places]
    others[rows, places] = -np.inf
    best = others.max(axis=1, initial=-np.inf)  # a bank may have lost its last entry
    return np.asarray(own - np.where(np.isfinite(best), best, 0), np.float32)
