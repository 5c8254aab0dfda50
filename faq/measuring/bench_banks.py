"""Makes banks of other sizes from one bank, to measure the search on."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeVar

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from faq.entry import Entry, Variants
from faq.learning.embedder import Embedder, Vectors
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher
from faq.learning.training import spoken
from faq.vietnamese.noise import bare, noised

T = TypeVar("T")
Size = Literal["few", "whole", "many"]

_FEW = 10  # variants of an entry
MANY = 100_000  # variants of all entries together
_NOISE = 0.2  # length of what is added to a vector of length 1
_TRIES = 20  # for each variant: short ones can be mistyped in so many ways only
MADE_UP = (
    "The variants beyond the bank's own are made: mistyped by faq.noise, or joined of two halves. "
    "They are not embedded one by one, which would take an hour: each has the vector of the "
    "bank's own question that shares most words with it, plus a little noise. Questions that are "
    "asked are embedded by the model itself."
)


def bank(entries: Sequence[Entry], size: Size, many: int = MANY) -> list[Entry]:
    """The bank with ten variants an entry, as it is, or with so many variants."""
    asked_about = [entry for entry in entries if not entry.canned]
    if size == "whole" or not asked_about:
        return list(entries)
    each = -(-many // len(asked_about))
    change: Callable[[Entry], Entry] = _thinned if size == "few" else lambda e: grown(e, each)
    return [entry if entry.canned else change(entry) for entry in entries]


def variants(entries: Sequence[Entry]) -> int:
    """How many the entries have that are no small talk."""
    return sum(len(list(entry.variants)) for entry in entries if not entry.canned)


def grown(entry: Entry, count: int) -> Entry:
    """The entry with so many variants, as far as they can be made."""
    lines = list(entry.variants) or [entry.question.vi]
    known = dict.fromkeys(lines)
    for made in _made(lines, count * _TRIES):
        if len(known) >= count:
            break
        known.setdefault(made)
    return entry.model_copy(update={"variants": Variants.model_construct(vi=tuple(known), en=())})


def evenly(things: Sequence[T], count: int) -> list[T]:
    """At most so many of them, from everywhere."""
    count = min(count, len(things))
    return [things[at * len(things) // count] for at in range(count)]


def retyped(entries: Sequence[Entry], count: int) -> list[str]:
    """Questions of the bank as hurried citizens type them: without marks, in chat spellings."""
    lines = [line for entry in entries if not entry.canned for line in entry.questions()]
    chosen = evenly(lines, count)
    return [noised(line, at) if at % 2 else bare(line) for at, line in enumerate(chosen)]


@dataclass(slots=True)
class MadeUp:
    """Gives texts the vectors of the bank's own questions that they resemble, plus noise.

    It bears the name of the real model, so that what was learned with it is found with that.
    """

    name: str
    words: TfidfVectorizer
    known: Vectors  # counts of words; a sparse matrix
    vectors: Vectors

    @classmethod
    def of(cls, model: Embedder, entries: Sequence[Entry]) -> MadeUp:
        asked_about = [entry for entry in entries if not entry.canned]
        shelf = Shelf(None)
        texts = spoken(Teacher(model, shelf).lesson(asked_about))
        words = TfidfVectorizer(token_pattern=r"[^\W_]+")
        known = words.fit_transform(texts)
        return cls(model.name, words, known.T, shelf.vectors(model, texts))

    def embed(self, texts: Sequence[str]) -> Vectors:
        nearest = np.asarray((self.words.transform(texts) @ self.known).argmax(axis=1)).ravel()
        noise = np.stack([_noise(text, self.vectors.shape[1]) for text in texts])
        moved = self.vectors[nearest] + noise
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)


def _thinned(entry: Entry) -> Entry:
    vi, en = entry.variants.vi, entry.variants.en
    kept = evenly([("vi", line) for line in vi] + [("en", line) for line in en], _FEW)
    few = Variants.model_construct(
        vi=tuple(line for language, line in kept if language == "vi"),
        en=tuple(line for language, line in kept if language == "en"),
    )
    return entry.model_copy(update={"variants": few})


def _made(lines: Sequence[str], tries: int) -> Iterator[str]:
    """Lines of two halves, every other one mistyped; the same for the same lines."""
    chance = random.Random(" ".join(lines))
    for seed in range(tries):
        head, tail = chance.choice(lines).split(), chance.choice(lines).split()
        joined = " ".join(head[: -(-len(head) // 2)] + tail[len(tail) // 2 :])
        yield noised(joined if seed % 4 else " ".join(head), seed) if seed % 2 == 0 else joined


def _noise(text: str, size: int) -> Vectors:
    chance = np.random.default_rng(list(sha256(text.encode("utf-8", "replace")).digest()))
    noise = chance.standard_normal(size)
    return np.asarray(_NOISE * noise / np.linalg.norm(noise), np.float32)
