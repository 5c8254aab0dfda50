"""Finds the entries that a question means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal

import numpy as np

from faq.entry import Entry, Status
from faq.learning.amending import amended
from faq.learning.embedder import Embedder, EmbedderFailed, Vectors, in_process
from faq.learning.evidence import Evidence
from faq.learning.learned import Learned
from faq.learning.sentence import Sentence, prepared, unprepared
from faq.learning.shelf import Shelf
from faq.learning.since import Since, same
from faq.learning.teacher import Labelled, Teacher
from faq.learning.training import MOST
from faq.meant.parts import Scores, parts, together
from faq.meant.smalltalk import SmallTalk
from faq.vietnamese.spelling import spelling

LONGEST = 4096  # characters of a message that are read

# What a wrong answer costs, and a choice offered in vain, beside a question handed over needlessly:
# it is right to answer where P(right) · 1 > P(wrong) · cost.
_WRONG, _VAIN = 5.0, 0.1
# A question that somebody wrote down word for word needs no further proof, unless two entries did.
_SAME, _SHARED = 0.99, 0.5
_DOUBT = 0.7  # the most for what says little, unless it is the very question of an entry
_READ = 8  # entries looked at more closely
# From here on letters and words alone have never named another entry than with the meaning, in
# both exams (1,160 questions) and in 300 mistyped ones: the model need not be asked.
_PLAIN = 0.97


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A message as it is read; no sentence where it has no words."""

    text: str
    sentence: Sentence | None = None
    same: Sequence[str] = ()


class Faq:
    """All entries that are not retired: built whole, then only read, from any thread.

    From a score of `sure` on an entry may be answered with; from `likely` on it may be offered.
    `whole` says that all of it was learned, from as many questions as ever are.
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
        self.whole = most >= MOST
        self._teacher = Teacher(model, shelf or Shelf(None), tuple(val), most)
        self._since: Since | None = None
        self._take(entries)
        self._learned = self._teacher.learned(self._asked_about)
        self._spare = self._teacher.spare(self._asked_about, self._learned)
        if self._learned and self._learned.calibration.sure:
            self.sure = self._learned.calibration.sure

    def changed(self, entries: Iterable[Entry]) -> Faq:
        """The same with other entries, ready soon: what it learned is amended, not made again."""
        faq = self._of(entries)
        faq._amend()
        return faq

    def standing(self, entries: Iterable[Entry]) -> Faq:
        """The same with other entries, ready at once: of what is new it knows the very words."""
        faq = self._of(entries)
        if self._learned is not None:
            faq._since = Since.between(self._learned, self._asked_about, faq._asked_about)
        return faq

    def _of(self, entries: Iterable[Entry]) -> Faq:
        faq = object.__new__(Faq)
        faq._teacher, faq.sure = self._teacher, self.sure
        faq.whole, faq._since = False, None
        faq._take(entries)
        faq._spare, faq._learned = self._spare, self._learned
        return faq

    def _amend(self) -> None:
        """Take the present entries into what was learned of others; learn where nothing was."""
        teacher, entries = self._teacher, self._asked_about
        if self._learned is None:
            self._learned = teacher.learned(entries)
            self._spare = teacher.spare(entries, self._learned)
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
        return self.search_all([text], limit)[0]

    def search_all(self, texts: Sequence[str], limit: int = 3) -> list[list[Match]]:
        """The same for messages that came together, in less time than one after the other."""
        asked = [self._read(text[:LONGEST]) for text in texts]
        scores: list[Scores] = [{} for _ in asked]
        new = [place for place, one in enumerate(asked) if one.sentence and not one.same]
        for place, judged in zip(new, self._judged([asked[place] for place in new]), strict=True):
            scores[place] = judged
        return [self._best(*both)[:limit] for both in zip(asked, scores, strict=True)]

    def evidence(self, text: str) -> Grounds | None:
        """What a search for that text rests on; None where there is nothing to weigh."""
        text = text[:LONGEST]
        asked = self._read(text)
        if self._learned is None or asked.sentence is None:
            return None
        learned, sentence = self._learned, prepared(self._learned.marks, text)
        if self._spare and not asked.same and _is_plain(self._weighed(self._spare, [asked])[0]):
            learned = self._spare
        return Grounds(learned, sentence, asked.same, self._vectors(learned, [sentence]))

    def _read(self, text: str) -> _Asked:
        typed = unprepared(text)
        if self._learned is None or not typed.words:
            return _Asked(text)
        if owners := same(self._learned, typed, self._since):
            return _Asked(text, typed, owners)
        sentence = prepared(self._learned.marks, text)
        return _Asked(text, sentence, same(self._learned, sentence, self._since))

    def _best(self, asked: _Asked, scores: Scores) -> list[Match]:
        if len(asked.same) == 1:
            return [Match(self._by_id[asked.same[0]], _SAME)]
        canned = self._small_talk.best(asked.text)
        found = [Match(*canned)] if canned else []
        meant = [*((id, _SHARED) for id in asked.same), *scores.items()]
        found += [Match(self._by_id[id], score) for id, score in meant if id in self._by_id]
        return sorted(found, key=lambda match: -match.score)  # of equals the first

    def _judged(self, asked: Sequence[_Asked]) -> list[Scores]:
        """What each means; the model of meaning is asked where letters and words leave doubt."""
        if self._learned is None or not asked:
            return []
        if self._spare is None:
            return self._weighed(self._learned, asked)
        judged = self._weighed(self._spare, asked)
        doubtful = [place for place, scores in enumerate(judged) if not _is_plain(scores)]
        with suppress(EmbedderFailed):
            meant = self._weighed(self._learned, [asked[place] for place in doubtful])
            for place, scores in zip(doubtful, meant, strict=True):
                judged[place] = scores
        return judged

    def _weighed(self, learned: Learned, asked: Sequence[_Asked]) -> list[Scores]:
        """The best entries of each message, by one evidence for all of them."""
        if not asked:
            return []
        sentences = [
            [one.sentence, *(prepared(learned.marks, part) for part in parts(one.text))]
            for one in asked
            if one.sentence
        ]
        every = list(chain.from_iterable(sentences))
        evidence = learned.evidence(every, self._vectors(learned, every))
        rows = iter([_scores(learned, evidence, row) for row in range(len(every))])
        return [self._together(group, list(islice(rows, len(group)))) for group in sentences]

    def _together(self, sentences: Sequence[Sentence], scores: Sequence[Scores]) -> Scores:
        """What a message means, by its whole (the first) and by its questions one by one."""
        most = _DOUBT if _says_little(sentences[0]) else 1.0
        meant = together(scores[0], scores[1:], self.sure)
        return {id: min(score, most) for id, score in meant.items()}

    def _vectors(self, learned: Learned, sentences: Sequence[Sentence]) -> Vectors | None:
        model = self._teacher.embedder
        if model is None or learned.views.vectors is None:
            return None
        return model.embed([one.spoken for one in sentences])


def _is_plain(scores: Scores) -> bool:
    return max(scores.values(), default=0.0) >= _PLAIN


def _scores(learned: Learned, evidence: Evidence, row: int) -> Scores:
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
