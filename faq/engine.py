"""Finds the entries that a question means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.entry import Entry, Status
from faq.evidence import EXACT, Topics
from faq.index import Evidence
from faq.smalltalk import SmallTalk
from faq.spelling import spelling
from faq.text import words

LONGEST = 4096  # characters of a message that are read

# From evidence to a score: its total, its lead over the next entry, and the message's length, since
# two words agree by accident sooner than ten. Found by leaving out every shipped question in turn,
# with questions that no entry answers beside them (logistic regression).
_TOTAL, _LEAD, _LENGTH, _BASE = 0.20, 0.61, 0.34, -4.16
# More evidence than this only tells that the words are common in the bank, as "căn cước" alone is.
_ENOUGH = 18.0
_LONG = 25  # words
_DOUBT = 0.7  # the most for what says little, unless it is the very question of an entry
_FOREIGN = 2  # words: a single one may be misspelt


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, with how sure it is that a message means it, from 0 to 1."""

    entry: Entry
    score: float


class Faq:
    """All entries that are not retired: built whole, then only read, from any thread.

    From a score of `sure` on an entry may be answered with; from `likely` on it may be offered.
    """

    sure = 0.8
    likely = 0.18

    def __init__(self, entries: Iterable[Entry]) -> None:
        kept = [entry for entry in entries if entry.status is not Status.retired]
        self.entries = tuple(sorted(kept, key=lambda entry: entry.id))
        self._by_id = {entry.id: entry for entry in self.entries}
        self._asked_about = [entry for entry in self.entries if not entry.canned]
        self._topics = Topics(self._asked_about)
        self._small_talk = SmallTalk([entry for entry in self.entries if entry.canned])

    def entry(self, id: str) -> Entry | None:
        return self._by_id.get(id)

    def search(self, text: str, limit: int = 3) -> list[Match]:
        """The entries that a message may mean, best first."""
        text = text[:LONGEST]
        canned = self._small_talk.best(text)
        found = [Match(*canned)] if canned else []
        asked = words(text)
        if asked and self._asked_about:
            evidence = self._topics.evidence(asked)
            scores = _scores(evidence, len(asked))
            doubted = self._doubted([word.plain for word in asked]) & (evidence < EXACT)
            scores = np.where(doubted, np.minimum(scores, _DOUBT), scores)
            best = np.argsort(-scores, kind="stable")[:limit]
            found += [Match(self._asked_about[place], float(scores[place])) for place in best]
        return sorted(found, key=lambda match: (-match.score, match.entry.id))[:limit]

    def _doubted(self, asked: Sequence[str]) -> NDArray[np.bool_]:
        """Which entries a message may touch without meaning them."""
        matters = spelling().matters(asked)
        if len(asked) <= 2 or not matters:  # a bare noun ("căn cước"), or none ("bao nhiêu tiền?")
            return np.full(len(self._asked_about), True)
        # Most of what it names is foreign to the entry: "mất bằng đại học" is no driving licence.
        known = np.array([len(matters & said) for said in self._topics.vocabularies])
        return (len(matters) - known >= _FOREIGN) & (2 * known < len(matters))


def _scores(total: Evidence, length: int) -> Evidence:
    second, first = np.sort(np.append(total, 0.0))[-2:]
    lead = total - np.where(total == first, second, first)
    told = _TOTAL * np.minimum(total, _ENOUGH) + _LEAD * lead
    logit = told + _LENGTH * np.log(min(length, _LONG)) + _BASE
    return np.asarray(1 / (1 + np.exp(-logit)))
