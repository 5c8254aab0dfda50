"""Finds the entries that a question means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from faq.entry import Entry, Status
from faq.learning.amending import amended
from faq.learning.embedder import Embedder, EmbedderFailed, Vectors, in_process
from faq.learning.evidence import Evidence
from faq.learning.learned import Learned
from faq.learning.sentence import Sentence, prepared, unprepared
from faq.learning.shelf import Shelf
from faq.learning.teacher import Labelled, Teacher
from faq.learning.training import MOST
from faq.parts import parts, together
from faq.smalltalk import SmallTalk
from faq.spelling import spelling

LONGEST = 4096  # characters of a message that are read

# What a wrong answer costs, and a choice offered in vain, beside a question handed over needlessly:
# it is right to answer where P(right) · 1 > P(wrong) · cost.
_WRONG, _VAIN = 5.0, 0.1
# A question that somebody wrote down word for word needs no further proof, unless two entries did.
_SAME, _SHARED = 0.99, 0.5
_DOUBT = 0.7  # the most for what says little, unless it is the very question of an entry
_READ = 8  # entries looked at more closely


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, with the probability that a message means it."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the score of a question rests on; `same` are the entries whose question it is."""

    learned: Learned
    sentence: Sentence
    same: Sequence[str]
    vectors: Vectors | None


class Faq:
    """All entries that are not retired: built whole, then only read, from any thread.

    From a score of `sure` on an entry may be answered with; from `likely` on it may be offered.
    """

    sure: float = _WRONG / (_WRONG + 1)
    likely: float = _VAIN / (_VAIN + 1)

    def __init__(
        self,
        entries: Iterable[Entry],
        *,
        embedder: Embedder | Literal["in process"] | None = "in process",
        shelf: Shelf | None = None,
        val: Sequence[Labelled] = (),
        most: int = MOST,
    ) -> None:
        """Learn from the entries, or take from the shelf what was learned from them before.

        `val` are labelled questions of a foreign bank: they set calibration and `sure`. The fewer
        questions at `most` are learned from, the sooner it is done.
        """
        model = in_process() if embedder == "in process" else embedder
        self._teacher = Teacher(model, shelf or Shelf(None), tuple(val), most)
        self._take(entries)
        self._learned = self._teacher.learned(self._asked_about)
        self._spare = self._teacher.spare(self._asked_about)
        if self._learned and self._learned.calibration.sure:
            self.sure = self._learned.calibration.sure

    def changed(self, entries: Iterable[Entry]) -> Faq:
        """The same with other entries, ready soon: what it learned is amended, not made again."""
        faq = object.__new__(Faq)
        faq._teacher, faq.sure = self._teacher, self.sure
        faq._take(entries)
        faq._spare, faq._learned = self._spare, self._learned
        faq._amend()
        return faq

    def _amend(self) -> None:
        """Take the present entries into what was learned of others; learn where nothing was."""
        teacher, entries = self._teacher, self._asked_about
        if self._learned is None:
            self._learned, self._spare = teacher.learned(entries), teacher.spare(entries)
            return
        self._learned = amended(self._learned, entries, teacher.embed, teacher.most)
        if self._spare is not None:
            self._spare = amended(self._spare, entries, None, teacher.most)

    def _take(self, entries: Iterable[Entry]) -> None:
        kept = [entry for entry in entries if entry.status is not Status.retired]
        self.entries = tuple(sorted(kept, key=lambda entry: entry.id))
        self._by_id = {entry.id: entry for entry in self.entries}
        self._asked_about = [entry for entry in self.entries if not entry.canned]
        self._small_talk = SmallTalk([entry for entry in self.entries if entry.canned])

    @property
    def meaning(self) -> str | None:
        """The model of meaning in use; None where only letters and words are weighed."""
        return self._teacher.embedder.name if self._teacher.embedder else None

    def entry(self, id: str) -> Entry | None:
        return self._by_id.get(id)

    def search(self, text: str, limit: int = 3) -> list[Match]:
        """The entries that a message may mean, best first."""
        text = text[:LONGEST]
        canned = self._small_talk.best(text)
        found = [Match(*canned)] if canned else []
        if self._learned is not None:
            found += self._meant(self._learned, text)
        return sorted(found, key=lambda match: -match.score)[:limit]  # of equals the first

    def evidence(self, text: str) -> Grounds | None:
        """What a search for that text rests on; None where there is nothing to weigh."""
        typed = unprepared(text[:LONGEST])
        if self._learned is None or not typed.words:
            return None
        sentence = prepared(self._learned.marks, text[:LONGEST])
        same = self._learned.same(typed) or self._learned.same(sentence)
        return Grounds(self._learned, sentence, same, self._vectors([sentence]))

    def _meant(self, learned: Learned, text: str) -> list[Match]:
        typed = unprepared(text)
        if not typed.words:
            return []
        if same := self._same(learned, typed):
            return same
        sentence = prepared(learned.marks, text)
        return self._same(learned, sentence) or self._judged(learned, sentence, text)

    def _same(self, learned: Learned, sentence: Sentence) -> list[Match]:
        ids = learned.same(sentence)
        return [Match(self._by_id[id], _SAME if len(ids) == 1 else _SHARED) for id in ids]

    def _judged(self, learned: Learned, sentence: Sentence, text: str) -> list[Match]:
        asked = [sentence, *(prepared(learned.marks, part) for part in parts(text))]
        learned, evidence = self._evidence(learned, asked)
        whole, *of_parts = (_scores(learned, evidence, row) for row in range(len(asked)))
        scores = together(whole, of_parts, self.sure)
        most = _DOUBT if _says_little(sentence) else 1.0
        return [Match(self._by_id[id], min(score, most)) for id, score in scores.items()]

    def _evidence(self, learned: Learned, asked: Sequence[Sentence]) -> tuple[Learned, Evidence]:
        """What speaks for each entry; without the meaning where its model does not answer."""
        try:
            return learned, learned.evidence(asked, self._vectors(asked))
        except EmbedderFailed:
            if self._spare is None:
                raise
            return self._spare, self._spare.evidence(asked, None)

    def _vectors(self, sentences: Sequence[Sentence]) -> Vectors | None:
        model = self._teacher.embedder
        return model.embed([one.spoken for one in sentences]) if model else None


def _scores(learned: Learned, evidence: Evidence, row: int) -> dict[str, float]:
    """The best entries of a text, each with the probability that it is meant."""
    places = np.argsort(-evidence.scores[row, :-1], kind="stable")[:_READ]
    features = evidence.of(row, len(places)).features(places)
    # Who is meant is for the regression to say; how sure that is, for the calibration.
    falling = np.minimum.accumulate(learned.calibration.probability(features))
    ids = [learned.entries[place] for place in places]
    return {id: float(score) for id, score in zip(ids, falling, strict=True)}


def _says_little(sentence: Sentence) -> bool:
    """A bare noun ("căn cước"), or no matter at all ("bao nhiêu tiền?")."""
    said = [word.plain for word in sentence.words]
    return len(said) <= 2 or not spelling().matters(said)
