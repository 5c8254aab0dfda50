"""What was learned from a bank: read only, so that any thread may ask it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from faq.learning.calibration import Calibration
from faq.learning.embedder import Vectors
from faq.learning.evidence import Evidence, nearest_of
from faq.learning.sentence import Sentence
from faq.learning.views import Views
from faq.vietnamese.marks import Marks


@dataclass(frozen=True)
class Learned:
    """Known questions in the order of their entries, then those that no entry answers.

    `lines` are the questions as they stand in the bank, `forms` the same plain and marked (see
    Word); `starts` are the places of each entry's first one. `weights` lead from likeness to
    the known questions to scores of the entries; `common` are words that several of them say.
    """

    marks: Marks
    entries: tuple[str, ...]
    lines: tuple[str, ...]
    forms: tuple[tuple[str, str], ...]
    starts: NDArray[np.intp]
    views: Views
    weights: NDArray[np.float32]
    common: frozenset[str]
    calibration: Calibration

    def evidence(self, sentences: Sequence[Sentence], vectors: Vectors | None) -> Evidence:
        alike = self.views.alike(sentences, vectors)
        return Evidence(
            self.views.weighed(alike) @ self.weights,
            nearest_of(alike, self.starts),
            *measured(sentences, self.common),
        )

    def same(self, sentence: Sentence) -> list[str]:
        """The entries of which the sentence is a question, best those where its marks agree."""
        places = self._places.get(sentence.plain, [])
        agreeing = [place for place in places if self.forms[place][1] == sentence.marked]
        owners = {int(np.searchsorted(self.starts, p, "right")) - 1 for p in agreeing or places}
        return [self.entries[owner] for owner in sorted(owners) if owner < len(self.entries)]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where the known questions stand, by their plain form."""
        places: dict[str, list[int]] = {}
        for place, (plain, _) in enumerate(self.forms):
            places.setdefault(plain, []).append(place)
        return places


def sharing(spare: Learned, learned: Learned) -> Learned:
    """What was learned without the meaning, beside what was learned of the same lines with it.

    Both count letters and words alike, which need not be kept twice.
    """
    if spare.lines != learned.lines:
        return spare
    views = replace(learned.views, centre=None, vectors=None)
    return replace(
        spare, marks=learned.marks, lines=learned.lines, forms=learned.forms, views=views
    )


def measured(
    sentences: Sequence[Sentence], common: frozenset[str]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How many words each sentence has, and the share of them that the bank hardly knows."""
    lengths = [len(sentence.words) for sentence in sentences]
    foreign = [
        sum(word.plain not in common for word in sentence.words) / max(len(sentence.words), 1)
        for sentence in sentences
    ]
    return np.array(lengths, np.float32), np.array(foreign, np.float32)
