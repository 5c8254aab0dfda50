"""A question made ready to be compared with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from faq.vietnamese.marks import Marks
from faq.vietnamese.text import Word, language, words

T = TypeVar("T")

# Words and letters of a message that are read: no message may keep the others waiting.
_FIRST, _LAST, _LETTERS = 20, 36, 320


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words, and how it is spoken: what a model of meaning reads."""

    words: Sequence[Word]
    spoken: str

    @property
    def plain(self) -> str:
        return " ".join(word.plain for word in self.words)

    @property
    def marked(self) -> str:
        return " ".join(word.marked for word in self.words)


def prepared(marks: Marks, text: str) -> Sentence:
    """A question with the marks and spellings its words most likely have; English as it is."""
    if language(text) == "en":
        return Sentence(_cut(words(text, polite=True)), _spoken(_cut(text.split())))
    restored = marks.restored(_cut(words(text)))
    return Sentence(restored, _spoken([word.typed for word in restored]))


def _spoken(said: Sequence[str]) -> str:
    return " ".join(said)[-_LETTERS:]


def _cut(said: list[T]) -> list[T]:
    """Of a long story the beginning and the end, where people put their question."""
    return said if len(said) <= _FIRST + _LAST else said[:_FIRST] + said[-_LAST:]


def unprepared(text: str) -> Sentence:
    """A question as it is typed, which is enough to know it again."""
    return Sentence(words(text, polite=language(text) == "en"), text)
