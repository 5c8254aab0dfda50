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
from faq.learning.training import Embed
from faq.learning.views import Views


@dataclass(frozen=True, slots=True)
class _Row:
    """A question with its owner's place in the new order, and where it stood before."""

    owner: int
    line: str
    before: int | None


def amended(learned: Learned, entries: Sequence[Entry], embed: Embed | None) -> Learned:
    """What was learned, with entries changed, added and removed.

    The new questions are fitted to what the old ones leave unexplained; what the old ones know
    of each other stays. Good until the whole is learned again.
    """
    rows = _rows(learned, entries)
    old = np.array([row.before for row in rows if row.before is not None], np.intp)
    new = [row for row in rows if row.before is None]
    views = _taken(learned.views, old)
    weights = _columns(learned, entries)[old]
    sentences = [prepared(learned.marks, row.line) for row in new]
    if new:
        vectors = None if embed is None else embed([s.spoken for s in sentences])
        fitted = _fitted(views, weights, new, sentences, vectors)
        views = _joined(views, sentences, vectors)
        weights = np.concatenate([weights, fitted])
    order = np.argsort(
        [*(r.owner for r in rows if r.before is not None), *(r.owner for r in new)], kind="stable"
    )
    forms = [learned.forms[place] for place in old] + [(s.plain, s.marked) for s in sentences]
    owners = np.sort([row.owner for row in rows])
    return replace(
        learned,
        entries=tuple(entry.id for entry in entries),
        lines=tuple(row.line for row in rows),
        forms=tuple(forms[place] for place in order),
        starts=np.flatnonzero(np.diff(owners, prepend=-1)),
        views=_taken(views, order),
        weights=weights[order],
    )


def _rows(learned: Learned, entries: Sequence[Entry]) -> list[_Row]:
    """Every question of the new bank, old ones of an owner in front of its new ones."""
    ends = [*learned.starts[1:], len(learned.lines)]
    names = [*learned.entries, None]
    stood: dict[str | None, dict[str, int]] = {
        name: {learned.lines[at]: at for at in range(start, end)}
        for name, start, end in zip(names, learned.starts, ends, strict=True)
    }
    rows = [
        _Row(owner, line, stood.get(entry.id, {}).get(line))
        for owner, entry in enumerate(entries)
        for line in sorted(set(entry.questions()))
    ]
    rows += [_Row(len(entries), line, at) for line, at in stood[None].items()]
    return sorted(rows, key=lambda row: (row.owner, row.before is None, row.before or 0, row.line))


def _columns(learned: Learned, entries: Sequence[Entry]) -> NDArray[np.float32]:
    """The weights with a column for each entry of the new order, empty for a new one."""
    places = {id: place for place, id in enumerate(learned.entries)}
    columns = [places.get(entry.id) for entry in entries]
    weights = np.zeros((len(learned.lines), len(entries) + 1), np.float32)
    for column, before in enumerate([*columns, len(learned.entries)]):
        if before is not None:
            weights[:, column] = learned.weights[:, before]
    return weights


def _fitted(
    views: Views,
    weights: NDArray[np.float32],
    new: Sequence[_Row],
    sentences: Sequence[Sentence],
    vectors: Vectors | None,
) -> NDArray[np.float32]:
    targets = np.zeros((len(new), weights.shape[1]), np.float32)
    targets[np.arange(len(new)), [row.owner for row in new]] = 1
    explained = views.weighed(views.alike(sentences, vectors)) @ weights
    own = _joined(_taken(views, np.array([], np.intp)), sentences, vectors)
    kernel = own.weighed(own.alike(sentences, vectors))
    return solve(kernel, targets - explained, RIDGE)[0]


def _taken(views: Views, places: NDArray[np.intp]) -> Views:
    """The views of some of the known questions, in that order."""
    letters, words = (csr_matrix(known[:, places]) for known in views.known)
    vectors = None if views.vectors is None else views.vectors[places]
    return replace(views, known=(letters, words), vectors=vectors)


def _joined(views: Views, sentences: Sequence[Sentence], vectors: Vectors | None) -> Views:
    letters, words = (
        csr_matrix(hstack([known, vectorizer.transform(sentences).T]))
        for known, vectorizer in zip(views.known, (views.letters, views.words), strict=True)
    )
    if vectors is None or views.vectors is None:
        return replace(views, known=(letters, words))
    moved = np.concatenate([views.vectors, views.centred(vectors)])
    return replace(views, known=(letters, words), vectors=moved)
