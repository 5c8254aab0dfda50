"""Takes a few changed questions into what was learned, without learning all of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from faq.entry import Entry
from faq.learning.embedder import Vectors
from faq.learning.learned import Learned
from faq.learning.ridge import RIDGE, solve
from faq.learning.sentence import Sentence, prepared
from faq.learning.training import MOST, Embed, questions
from faq.learning.views import Views

# Old questions that are fitted again beside new ones: the most alike, and some of all.
_NEAR, _EVEN = 500, 500


@dataclass(frozen=True, slots=True)
class _Row:
    """A question with its owner's place in the new order, and where it stood before."""

    owner: int
    line: str
    before: int | None


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """Places of old questions, with the new ones and their owners behind them."""

    kept: NDArray[np.intp]
    gone: NDArray[np.intp]
    new: NDArray[np.intp]
    owners: NDArray[np.intp]


def amended(
    learned: Learned, entries: Sequence[Entry], embed: Embed | None, most: int = MOST
) -> Learned:
    """What was learned, with entries changed, added and removed.

    New questions are fitted together with some of the old ones, which make room for them and for
    what is gone; the rest stays. Good until the whole is learned again. `most` is what it was
    learned with.
    """
    rows = _rows(learned, entries, most)
    new = [row for row in rows if row.before is None]
    sentences = [prepared(learned.marks, row.line) for row in new]
    count = len(learned.lines)
    kept = np.array([row.before for row in rows if row.before is not None], np.intp)
    change = _Change(
        kept,
        np.setdiff1d(np.arange(count), kept),
        np.arange(count, count + len(new)),
        np.array([row.owner for row in new], np.intp),
    )
    vectors = embed([s.spoken for s in sentences]) if embed and new else None
    views = _joined(learned.views, sentences, vectors) if new else learned.views
    weights = _fitted(views, _columns(learned, entries, len(new)), change)
    order = np.argsort(
        [*(r.owner for r in rows if r.before is not None), *(r.owner for r in new)], kind="stable"
    )
    places = np.concatenate([change.kept, change.new])[order]
    forms = [*learned.forms, *((sentence.plain, sentence.marked) for sentence in sentences)]
    owners = np.sort([row.owner for row in rows])
    return replace(
        learned,
        entries=tuple(entry.id for entry in entries),
        lines=tuple(row.line for row in rows),
        forms=tuple(forms[place] for place in places),
        starts=np.flatnonzero(np.diff(owners, prepend=-1)),
        views=_taken(views, places),
        weights=weights[places],
    )


def _rows(learned: Learned, entries: Sequence[Entry], most: int) -> list[_Row]:
    """Every question of the new bank, old ones of an owner in front of its new ones."""
    ends = [*learned.starts[1:], len(learned.lines)]
    names = [*learned.entries, None]
    stood: dict[str | None, dict[str, int]] = {
        name: {learned.lines[at]: at for at in range(start, end)}
        for name, start, end in zip(names, learned.starts, ends, strict=True)
    }
    rows = [
        _Row(owner, line, stood.get(entry.id, {}).get(line))
        for owner, (entry, lines) in enumerate(zip(entries, questions(entries, most), strict=True))
        for line in lines
    ]
    rows += [_Row(len(entries), line, at) for line, at in stood[None].items()]
    return sorted(rows, key=lambda row: (row.owner, row.before is None, row.before or 0, row.line))


def _columns(learned: Learned, entries: Sequence[Entry], new: int) -> NDArray[np.float32]:
    """The weights with a column for each entry of the new order, and rows for new questions."""
    places = {id: place for place, id in enumerate(learned.entries)}
    columns = [places.get(entry.id) for entry in entries]
    count = len(learned.lines)
    weights = np.zeros((count + new, len(entries) + 1), np.float32)
    for column, before in enumerate([*columns, len(learned.entries)]):
        if before is not None:
            weights[:count, column] = learned.weights[:, before]
    return weights


def _fitted(views: Views, weights: NDArray[np.float32], change: _Change) -> NDArray[np.float32]:
    """The weights once new questions have theirs and some of the kept ones make up for it.

    All others held fast, these weights are exact. Without the kept ones a new entry would draw
    their questions to itself, and what is gone would be missed.
    """
    moved = np.concatenate([change.new, change.gone])
    if not len(moved):
        return weights
    alike = _kernel(views, moved, change.kept)
    some = np.union1d(
        np.argsort(-alike.max(axis=0), kind="stable")[:_NEAR],
        np.arange(0, len(change.kept), max(1, len(change.kept) // _EVEN)),
    )
    lacking = -alike[: len(change.new)] @ weights[change.kept]
    lacking[np.arange(len(change.new)), change.owners] += 1
    missed = alike[len(change.new) :, some].T @ weights[change.gone]
    fitted = np.concatenate([change.new, change.kept[some]])
    more, _ = solve(_kernel(views, fitted, fitted), np.concatenate([lacking, missed]), RIDGE)
    weights[fitted] += more
    return weights


def _kernel(
    views: Views, places: NDArray[np.intp], others: NDArray[np.intp]
) -> NDArray[np.float32]:
    """How alike known questions are to other known ones."""
    one, other = _taken(views, places), _taken(views, others)
    alike = [(mine.T @ known).toarray() for mine, known in zip(one.known, other.known, strict=True)]
    if one.vectors is not None and other.vectors is not None:
        alike.insert(0, one.vectors @ other.vectors.T)
    return views.weighed(alike)


def _taken(views: Views, places: NDArray[np.intp]) -> Views:
    """The views of some of the known questions, in that order."""
    letters, words = (csr_matrix(known[:, places]) for known in views.known)
    vectors = None if views.vectors is None else views.vectors[places]
    return replace(views, known=(letters, words), vectors=vectors)


def _joined(views: Views, sentences: Sequence[Sentence], vectors: Vectors | None) -> Views:
    letters, words = (
        csr_matrix(hstack([known, features.weighed(sentences).T]))
        for known, features in zip(views.known, (views.letters, views.words), strict=True)
    )
    if vectors is None or views.vectors is None:
        return replace(views, known=(letters, words))
    moved = np.concatenate([views.vectors, views.centred(vectors)])
    return replace(views, known=(letters, words), vectors=moved)
