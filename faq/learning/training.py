"""Learns from a bank which entry a question means, and how sure that is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from faq.entry import DatedText, Entry, Said
from faq.learning.calibration import Calibration, Judged, agreeing, calibrated
from faq.learning.embedder import Vectors
from faq.learning.evidence import Evidence, nearest_of
from faq.learning.learned import Learned, measured
from faq.learning.ridge import RIDGE, solve
from faq.learning.sentence import Sentence, prepared
from faq.learning.usual import USUAL
from faq.learning.views import Views
from faq.vietnamese.marks import Marks
from faq.vietnamese.text import words

Labelled = tuple[str, str | None]  # a question, and the id of its entry if one answers it

# More questions are not learned from: their kernel would not fit into a small machine's memory.
MOST = 12_000
_COMMON = 3  # questions that say a word the bank knows
_SENTENCE = re.compile(r"[\n.;:?!]+")
_MARKED = 0.4  # share of words with marks from which a line shows how words are marked

Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from: entries with their questions, and questions that none answers."""

    entries: Sequence[Entry]
    nothing: Sequence[str]
    apart: Sequence[Labelled]  # questions set apart, to see how good the rest is
    most: int  # questions that are learned from


@dataclass(frozen=True, slots=True)
class _Rows:
    """Known questions in the order of their owners; the last owner is "none"."""

    lines: tuple[str, ...]
    sentences: list[Sentence]
    owners: NDArray[np.intp]

    @property
    def starts(self) -> NDArray[np.intp]:
        return np.flatnonzero(np.diff(self.owners, prepend=-1))


def learn(lesson: Lesson, embed: Embed | None) -> Learned:
    """Learn everything; `embed` gives vectors of texts, without it meaning is not weighed."""
    marks = _marks(lesson)
    rows = _rows(lesson, marks)
    vectors = None if embed is None else embed([s.spoken for s in rows.sentences])
    views = Views.of(rows.sentences, vectors)
    common = _common(rows.sentences)
    kernel, nearest = _compared(rows, views, vectors)
    count = len(lesson.entries) + 1
    targets = np.zeros((len(rows.owners), count), np.float32)
    targets[np.arange(len(rows.owners)), rows.owners] = 1
    weights, left_out = solve(kernel, targets, RIDGE)
    ids = tuple(entry.id for entry in lesson.entries)
    learned = Learned(
        marks,
        ids,
        rows.lines,
        tuple((sentence.plain, sentence.marked) for sentence in rows.sentences),
        rows.starts,
        views,
        weights,
        common,
        USUAL[len(views.names)],
    )
    own = Evidence(left_out, nearest, *measured(rows.sentences, common))
    own_judged = _judged(own, rows.owners, count - 1)
    return replace(learned, calibration=_calibration(learned, own_judged, lesson, embed))


def spoken(lesson: Lesson) -> list[str]:
    """What `learn` asks to embed of the known questions."""
    return [sentence.spoken for sentence in _rows(lesson, _marks(lesson)).sentences]


def _calibration(learned: Learned, own: Judged, lesson: Lesson, embed: Embed | None) -> Calibration:
    places = {id: place for place, id in enumerate(learned.entries)}
    asked = [(q, id) for q, id in lesson.apart if id is None or id in places]
    if not asked:
        return calibrated([own]) or learned.calibration
    sentences = [prepared(learned.marks, question) for question, _ in asked]
    vectors = None if embed is None else embed([s.spoken for s in sentences])
    owners = np.array([len(places) if id is None else places[id] for _, id in asked], np.intp)
    apart = _judged(learned.evidence(sentences, vectors), owners, len(places))
    found = calibrated([own, apart]) or learned.calibration
    return replace(found, sure=agreeing(found, own, apart))


def _judged(evidence: Evidence, owners: NDArray[np.intp], none: int) -> Judged:
    best = evidence.best()
    return Judged(evidence.features(best), best == owners, owners != none)


def _marks(lesson: Lesson) -> Marks:
    """The language of the bank: its questions, its answers, and well-marked other questions."""
    asked = chain.from_iterable(entry.questions() for entry in lesson.entries)
    answered = chain.from_iterable(_SENTENCE.split(_answer(entry)) for entry in lesson.entries)
    spoken = [words(line, polite=True) for line in chain(asked, answered)]
    other = [words(line, polite=True) for line in _nothing(lesson)]
    marked = [
        line for line in other if sum(w.plain != w.marked for w in line) > _MARKED * len(line)
    ]
    return Marks.of(chain(spoken, marked))


def _answer(entry: Entry) -> str:
    texts: list[Said | DatedText] = [entry.answer, *entry.parts.values(), *entry.dated]
    return "\n".join(text.vi for text in texts)


def _rows(lesson: Lesson, marks: Marks) -> _Rows:
    shelves = questions(lesson.entries, lesson.most)
    said = [[(line, prepared(marks, line)) for line in lines] for lines in shelves]
    own = {sentence.plain for lines in said for _, sentence in lines}
    other = [(line, prepared(marks, line)) for line in _nothing(lesson)]
    said.append([(line, sentence) for line, sentence in other if sentence.plain not in own])
    said = [
        lines or [("", Sentence((), ""))] for lines in said
    ]  # each owner has a row, if an empty one
    pairs = list(chain.from_iterable(said))
    owners = np.repeat(np.arange(len(said)), [len(lines) for lines in said])
    return _Rows(tuple(line for line, _ in pairs), [s for _, s in pairs], owners)


def questions(entries: Sequence[Entry], most: int) -> list[Sequence[str]]:
    """What is learned from of each entry's questions, the same share of all."""
    each = max(1, most // (len(entries) + 1))
    return [_chosen(entry, each) for entry in entries]


def _nothing(lesson: Lesson) -> Sequence[str]:
    """No more than the bank has questions of its own: more would drown them."""
    own = sum(len(entry.questions()) for entry in lesson.entries)
    return _spread(sorted(set(lesson.nothing)), min(own, lesson.most // 2))


def _chosen(entry: Entry, most: int) -> list[str]:
    """Its own question, which people are shown and may repeat, and its variants taken evenly."""
    own = dict.fromkeys((entry.question.vi, entry.question.en))
    variants = sorted(set(entry.variants) - own.keys())
    return sorted([*own, *_spread(variants, most - len(own))][:most])


def _spread(lines: Sequence[str], most: int) -> Sequence[str]:
    """At most so many of the lines, taken evenly."""
    return lines[:: max(1, -(-len(lines) // max(1, most)))]


def _common(sentences: Sequence[Sentence]) -> frozenset[str]:
    counted = Counter(
        chain.from_iterable({w.plain for w in sentence.words} for sentence in sentences)
    )
    return frozenset(word for word, count in counted.items() if count >= _COMMON)


def _compared(
    rows: _Rows, views: Views, vectors: Vectors | None
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """The kernel of all known questions, and how alike each one's nearest others are."""
    count, starts = len(rows.owners), rows.starts
    kernel = np.empty((count, count), np.float32)
    nearest = [np.empty((count, len(starts)), np.float32) for _ in views.names]
    for block, alike in views.blocks(rows.sentences, vectors):
        kernel[block] = views.weighed(alike)
        places = np.arange(count)[block]
        for likeness in alike:
            likeness[places - block.start, places] = -1  # itself is no other question
        for near, found in zip(nearest, nearest_of(alike, starts), strict=True):
            near[block] = found
    return kernel, nearest
