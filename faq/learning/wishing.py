"""What the recogniser of wishes learns: weights of letters and words, one column a wish."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import chain, pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from faq.vietnamese.text import words

Matrix = NDArray[np.float32]
Example = tuple[str, str]  # a text, and the wish it is

_FILE = "wishes.npz"
# Features are counted in so many places by their hash; two that share one seldom meet.
_PLACES = 1 << 15
_LONGEST = 400  # characters: what people want of the talk they say at the beginning or the end
_PIECES = (2, 3, 4, 5)  # letters of a piece of a word
_C = 20.0  # how little the weights are held back; found by cross-validation on the examples


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A linear model: `ids` are the wishes in the order of its columns; `key` says of what."""

    ids: tuple[str, ...]
    weights: Matrix
    base: Matrix
    key: str

    def probabilities(self, text: str) -> Matrix:
        """How likely the text is each of the wishes; they add up to 1."""
        places, values = features(text)
        logits = values @ self.weights[places] + self.base
        powers = np.exp(logits - logits.max())
        return np.asarray(powers / powers.sum(), np.float32)


def features(text: str) -> tuple[NDArray[np.int64], Matrix]:
    """The places of what is said in a text, with weights of length 1 in all."""
    said = words(_ends(text), polite=True)
    plain = [word.plain for word in said]
    marked = [word.marked for word in said if word.marked != word.plain]
    found = sorted({crc32(one.encode()) % _PLACES for one in _named(plain, marked)})
    places = np.array(found or [0], np.int64)
    return places, np.full(len(places), 1 / np.sqrt(len(places)), np.float32)


def _named(plain: Sequence[str], marked: Sequence[str]) -> Iterable[str]:
    framed = ["^", *plain, "$"]
    pairs = pairwise(framed)
    threes = zip(framed, framed[1:], framed[2:], strict=False)
    line = f" {' '.join(plain)} "
    pieces = (f"l {line[at : at + size]}" for size in _PIECES for at in range(len(line) - size + 1))
    return chain(
        (f"w {word}" for word in plain),
        (f"m {word}" for word in marked),
        (f"2 {' '.join(pair)}" for pair in pairs),
        (f"3 {' '.join(three)}" for three in threes),
        pieces,
        [f"length {min(len(plain), 30) // 3}"],
    )


def _ends(text: str) -> str:
    half = _LONGEST // 2
    return text if len(text) <= _LONGEST else f"{text[:half]} {text[-half:]}"


def learn(examples: Sequence[Example], weights: Sequence[float]) -> Weights:
    """Fit a multinomial logistic regression to examples, which count as their weights say."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [features(text) for text, _ in examples]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([places for places, _ in rows]),
            ends,
        ),
        shape=(len(rows), _PLACES),
    )
    fitted = LogisticRegression(C=_C, max_iter=400)
    fitted.fit(matrix, [wish for _, wish in examples], sample_weight=list(weights))
    return Weights(
        tuple(map(str, fitted.classes_)),
        np.asarray(fitted.coef_.T, np.float32),
        np.asarray(fitted.intercept_, np.float32),
        content_key(examples),
    )


def content_key(examples: Iterable[Example]) -> str:
    """What tells one set of examples from another."""
    lines = "\n".join(sorted(f"{wish}\t{text}" for text, wish in examples))
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def ship(learned: Weights) -> Path:
    """Write the weights into the package, in 8 bits: they come with the program."""
    scale = np.abs(learned.weights).max(axis=0) / 127
    with as_file(files("faq") / "data" / _FILE) as path:
        np.savez_compressed(
            path,
            ids=np.array(learned.ids),
            weights=np.round(learned.weights / scale).astype(np.int8),
            scale=scale,
            base=learned.base,
            key=np.array(learned.key),
        )
        return path


def shipped() -> Weights:
    """The weights that come with the program."""
    with as_file(files("faq") / "data" / _FILE) as path, np.load(path, allow_pickle=False) as kept:
        weights = kept["weights"].astype(np.float32) * kept["scale"]
        return Weights(tuple(map(str, kept["ids"])), weights, kept["base"], str(kept["key"]))
