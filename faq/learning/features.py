"""Features of questions, each counting the more the fewer questions share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from faq.learning.sentence import Sentence

Extract = Callable[[Sentence], list[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Weighs features by tf-idf, as scikit-learn's TfidfVectorizer does with sublinear_tf.

    A feature said n times weighs (1 + ln n) · idf, and a question's weights have length 1. Our own,
    since importing that library takes 60 MB, a sixth of what a whole process does.
    """

    extract: Extract
    places: Mapping[str, int]
    idf: NDArray[np.float32]

    @classmethod
    def of(cls, extract: Extract, sentences: Sequence[Sentence]) -> Features:
        """Those of some questions: idf is 1 + ln((1 + questions) / (1 + questions that say it))."""
        saying = Counter(chain.from_iterable(set(extract(sentence)) for sentence in sentences))
        names = sorted(saying)
        shared = np.array([saying[name] for name in names])
        idf = 1 + np.log((1 + len(sentences)) / (1 + shared))
        return cls.named(extract, names, idf.astype(np.float32))

    @classmethod
    def named(cls, extract: Extract, names: Sequence[str], idf: NDArray[np.float32]) -> Features:
        """Those that were found before, by their names in order."""
        return cls(extract, {name: place for place, name in enumerate(names)}, idf)

    @property
    def names(self) -> list[str]:
        return list(self.places)

    def weighed(self, sentences: Sequence[Sentence]) -> csr_matrix:
        """A row a sentence, a column a feature; what is not known counts for nothing."""
        places: list[int] = []
        counts: list[int] = []
        ends = [0]
        for sentence in sentences:
            known = map(self.places.get, self.extract(sentence))
            said = Counter(place for place in known if place is not None)
            places += said
            counts += said.values()
            ends.append(len(places))
        weights = (1 + np.log(np.array(counts, np.float32))) * self.idf[places]
        rows = np.repeat(np.arange(len(sentences)), np.diff(ends))
        lengths = np.sqrt(np.bincount(rows, weights**2, len(sentences)))
        shape = (len(sentences), len(self.places))
        return csr_matrix(((weights / lengths[rows]).astype(np.float32), places, ends), shape=shape)
