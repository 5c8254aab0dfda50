"""How alike questions are to every known one: in meaning, in letters and in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from faq.learning.embedder import EmbedderFailed, Vectors
from faq.learning.features import Features
from faq.learning.sentence import Sentence

Alike = list[NDArray[np.float32]]  # a matrix a view: questions by known questions, up to 1

# What each view counts beside the others, and how soon less likeness counts for nothing: found by
# leaving out every shipped question in turn.
_WEIGHTS = {"meaning": 1.0, "letters": 0.4, "words": 0.4}
_FALLS = {"meaning": 1.5, "letters": 1.0, "words": 1.0}
_TOGETHER = 512  # questions compared at once


@dataclass(frozen=True, slots=True)
class Views:
    """Known questions, ready to be compared with; without vectors the meaning is not weighed."""

    letters: Features
    words: Features
    known: tuple[csr_matrix, csr_matrix]  # features by questions, in letters and in words
    centre: Vectors | None
    vectors: Vectors | None

    @classmethod
    def of(cls, sentences: Sequence[Sentence], vectors: Vectors | None) -> Views:
        """Views of known questions; the more a feature is spread over them, the less it counts."""
        letters, words = Features.of(letter_grams, sentences), Features.of(word_pairs, sentences)
        known = (csr_matrix(letters.weighed(sentences).T), csr_matrix(words.weighed(sentences).T))
        if vectors is None:
            return cls(letters, words, known, None, None)
        # Vectors of E5 all lie in one narrow cone; around their centre they differ.
        centre = vectors.mean(axis=0)
        return cls(letters, words, known, centre, _around(vectors, centre))

    @property
    def names(self) -> list[str]:
        return [name for name in _WEIGHTS if name != "meaning" or self.vectors is not None]

    def alike(self, sentences: Sequence[Sentence], vectors: Vectors | None) -> Alike:
        """How alike each sentence is to each known one, a matrix a view."""
        views: Alike = []
        if self.vectors is not None and vectors is not None:
            views.append(self.centred(vectors) @ self.vectors.T)
        for features, known in zip((self.letters, self.words), self.known, strict=True):
            views.append(_products(features.weighed(sentences), known))
        return views

    def blocks(
        self, sentences: Sequence[Sentence], vectors: Vectors | None
    ) -> Iterator[tuple[slice, Alike]]:
        """The same for many sentences, a block of rows at a time."""
        for start in range(0, len(sentences), _TOGETHER):
            rows = slice(start, start + _TOGETHER)
            yield rows, self.alike(sentences[rows], None if vectors is None else vectors[rows])

    def centred(self, vectors: Vectors) -> Vectors:
        """Vectors as the known ones are kept; raise EmbedderFailed if another model made them."""
        if self.centre is None:
            return vectors
        if vectors.shape[1] != len(self.centre):
            raise EmbedderFailed(f"vectors of {vectors.shape[1]} numbers, not {len(self.centre)}")
        return _around(vectors, self.centre)

    def weighed(self, alike: Alike) -> NDArray[np.float32]:
        """One kernel of all views: exp(fall · (likeness - 1)), weighed and added."""
        total = np.zeros_like(alike[0])
        for name, likeness in zip(self.names, alike, strict=True):
            total += _WEIGHTS[name] * np.exp(_FALLS[name] * (likeness - 1))
        return total


def letter_grams(sentence: Sentence) -> list[str]:
    """Two to five neighbouring letters within each word, without marks."""
    grams: list[str] = []
    for word in sentence.words:
        padded = f" {word.plain} "
        for size in range(2, min(5, len(padded)) + 1):
            grams += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return grams


def word_pairs(sentence: Sentence) -> list[str]:
    """Words with their marks, and each with the next: two syllables often make one word."""
    said = [word.marked for word in sentence.words]
    return said + [f"{first} {second}" for first, second in pairwise(said)]


def _products(said: csr_matrix, known: csr_matrix) -> NDArray[np.float32]:
    """`said @ known`, dense: in half the time, since nearly everything shares some letters."""
    places, columns = np.unique(said.indices, return_inverse=True)
    dense = csr_matrix((said.data, columns, said.indptr), (said.shape[0], len(places))).toarray()
    return np.ascontiguousarray(dense @ known[places])


def _around(vectors: Vectors, centre: Vectors) -> Vectors:
    moved = vectors - centre
    return np.asarray(moved / (np.linalg.norm(moved, axis=1, keepdims=True) + 1e-9), np.float32)
