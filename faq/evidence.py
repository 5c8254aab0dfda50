"""What speaks for each topic, given the words of a question."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist

from faq.entry import DatedText, Entry, Said
from faq.index import Evidence, Index, Traits
from faq.text import Word, words

# How much each evidence weighs: found by leaving out every shipped variant in turn, and a misspelt
# copy of it, and asking which weights find its entry again (logistic regression).
_WORDS, _MARKS, _LETTERS, _NEAREST = 9.4, 7.7, 13.9, 6.1
# A question that somebody wrote down word for word needs no further proof: this outweighs the rest.
EXACT = 40.0
# A message shows how it is marked when this share of its words bears marks.
_MARKED = 0.3

Sentence = Sequence[Word]


class Topics:
    """The questions and answers of entries, ready to be compared with."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._size = len(entries)
        asked = [[words(line) for line in entry.questions()] for entry in entries]
        answered = [words(_answer(entry)) for entry in entries]
        self._words = _index(asked, answered, _pairs)
        self._letters = _index(asked, answered, _grams)
        # Every word, without marks, that an entry's questions or answer say.
        self.vocabularies = [
            frozenset(word.plain for line in (*lines, answer) for word in line)
            for lines, answer in zip(asked, answered, strict=True)
        ]
        self._marks = _index(asked, [() for _ in asked], _marked_pairs)
        said = {(_line(question), owner) for owner, lines in enumerate(asked) for question in lines}
        self._lines = [line for line, _ in sorted(said)]
        self._owners = np.array([owner for _, owner in sorted(said)], np.intp)

    def evidence(self, asked: Sentence) -> Evidence:
        """For every entry, all that speaks for it, weighed."""
        plain = self._words.evidence(_pairs(asked))
        bearing = sum(word.plain != word.marked for word in asked)
        marked = bearing >= _MARKED * len(asked)
        marks = self._marks.evidence(_marked_pairs(asked)) if marked else plain
        letters = self._letters.evidence(_grams(asked))
        nearest, exact = self._nearest(_line(asked))
        return np.asarray(
            _WORDS * plain
            + _MARKS * marks
            + _LETTERS * letters
            + _NEAREST * nearest
            + EXACT * exact
        )

    def _nearest(self, line: str) -> tuple[Evidence, Evidence]:
        """How alike each entry's nearest question is, and whether it is the very same."""
        alike = cdist([line], self._lines, scorer=token_set_ratio)[0] / 100
        same = np.array([known == line for known in self._lines])
        return self._best(alike), self._best(same)

    def _best(self, of_lines: Evidence) -> Evidence:
        best = np.zeros(self._size)
        np.maximum.at(best, self._owners, of_lines)
        return best


def _index(
    asked: Sequence[Sequence[Sentence]],
    answered: Sequence[Sentence],
    features: Callable[[Sentence], Collection[str]],
) -> Index:
    pairs = zip(asked, answered, strict=True)
    return Index([Traits([features(q) for q in qs], features(answer)) for qs, answer in pairs])


def _answer(entry: Entry) -> str:
    texts: list[Said | DatedText] = [entry.answer, *entry.parts.values(), *entry.dated]
    return "\n".join(line for text in texts for line in (text.vi, text.en))


def _line(said: Sentence) -> str:
    return " ".join(word.plain for word in said)


def _pairs(said: Sentence) -> set[str]:
    return _with_neighbours([word.plain for word in said])


def _marked_pairs(said: Sentence) -> set[str]:
    return _with_neighbours([word.marked for word in said])


def _with_neighbours(said: Sequence[str]) -> set[str]:
    # Two syllables make one word in Vietnamese more often than not.
    return set(said) | {f"{first} {second}" for first, second in pairwise(said)}


def _grams(said: Sentence) -> set[str]:
    line = f" {_line(said)} "
    return {line[at : at + size] for size in (3, 4, 5) for at in range(len(line) - size + 1)}
