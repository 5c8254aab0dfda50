"""Weighs the rare words that a question shares with everything one entry says."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Evidence = NDArray[np.float64]

# How soon another question with the same word adds little (the k of BM25).
_ENOUGH = 1.2
# What a word of the answer counts beside one of the questions.
_ANSWER = 0.3


@dataclass(frozen=True, slots=True)
class Traits:
    """What characterises an entry: a set of features for each question, one for the answer."""

    questions: Sequence[Collection[str]]
    answer: Collection[str] = ()


class Index:
    """BM25 over entries, as a share of what an entry that says all of the question would get."""

    def __init__(self, traits: Sequence[Traits]) -> None:
        counts = _counts(traits)
        self._size = len(traits)
        self._places = {feature: place for place, feature in enumerate(counts)}
        self._unknown = math.log((self._size + 1) / 0.5)
        self._rarity = np.array([_rarity(spread, self._size) for spread in counts.values()])
        self._starts = np.cumsum([0, *(len(spread) for spread in counts.values())])
        self._entries = np.array([e for spread in counts.values() for e in spread], np.int32)
        said = np.array([n for spread in counts.values() for n in spread.values()])
        lengths = np.diff(self._starts)
        self._weights = np.repeat(self._rarity, lengths) * said / (said + _ENOUGH)

    def evidence(self, features: Iterable[str]) -> Evidence:
        """For every entry, how much of the features' weight it explains, from 0 to 1."""
        asked = set(features)
        # Sorted, so that sums are the same to the last bit whenever and wherever they are made.
        known = np.array(sorted(self._places[f] for f in asked if f in self._places), np.intp)
        whole = self._rarity[known].sum() + self._unknown * (len(asked) - len(known))
        if not len(known):
            return np.zeros(self._size)
        spans = [np.arange(self._starts[place], self._starts[place + 1]) for place in known]
        postings = np.concatenate(spans)
        found = np.bincount(self._entries[postings], self._weights[postings], self._size)
        return np.asarray(found / whole)


def _counts(traits: Sequence[Traits]) -> dict[str, dict[int, float]]:
    """Per feature and entry, how many questions have it; an answer adds to features so known."""
    counts: dict[str, dict[int, float]] = {}
    for entry, trait in enumerate(traits):
        for question in trait.questions:
            for feature in sorted(set(question)):
                spread = counts.setdefault(feature, {})
                spread[entry] = spread.get(entry, 0) + 1
    for entry, trait in enumerate(traits):
        for feature in counts.keys() & set(trait.answer):
            counts[feature][entry] = counts[feature].get(entry, 0) + _ANSWER
    return counts


def _rarity(spread: Mapping[int, float], size: int) -> float:
    asked = sum(1 for count in spread.values() if count >= 1)
    return math.log((size + 1) / (asked + 0.5))
