"""A model of meaning that knows words only, so that learning is tested wherever tests run."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from faq.learning.embedder import EmbedderFailed, Vectors

SIZE = 64


class Bags:
    """A text's vector is the sum of its words' random ones; `asked` remembers every text."""

    def __init__(self, name: str = "bags of words") -> None:
        self.name = name
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.array([_sum(text.split()) for text in texts], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


class Silent(Bags):
    """The same while its server is down."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderFailed(self.name)


def _sum(words: Sequence[str]) -> Vectors:
    return np.sum([_vector(word) for word in ("", *words)], axis=0)


def _vector(word: str) -> Vectors:
    chance = random.Random(word)
    return np.array([chance.gauss(0, 1) for _ in range(SIZE)], np.float32)
