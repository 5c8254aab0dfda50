"""Gets a bank learned: from the shelf where it was learned before, else anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from faq.entry import Entry
from faq.learning.embedder import Embedder, Remote, Vectors
from faq.learning.learned import Learned, sharing
from faq.learning.shelf import Shelf, content_key
from faq.learning.training import MOST, Embed, Labelled, Lesson, learn

__all__ = ["Labelled", "Teacher"]


@dataclass(frozen=True, slots=True)
class Teacher:
    """A model of meaning, a place to keep things, labelled questions of a foreign bank."""

    embedder: Embedder | None
    shelf: Shelf
    val: tuple[Labelled, ...] = ()
    most: int = MOST

    @property
    def embed(self) -> Embed | None:
        return self._vectors if self.embedder else None

    def learned(self, entries: Sequence[Entry]) -> Learned | None:
        """What there is to know of a bank; None of an empty one."""
        if not entries:
            return None
        key, lesson = self._key(entries), self.lesson(entries)
        kept = self.shelf.learned(key)
        if kept is None:
            kept = learn(lesson, self.embed)
            self.shelf.keep(key, kept)
        return kept

    def kept(self, entries: Sequence[Entry]) -> bool:
        """Whether the shelf holds what there is to know of a bank, and its spare."""
        spare = self._of_spare
        own = not entries or self.shelf.holds(self._key(entries))
        return own and (spare is None or spare.kept(entries))

    def spare(self, entries: Sequence[Entry], learned: Learned | None) -> Learned | None:
        """The same without the meaning: it does where that is plain, or its model is away."""
        if learned is None or self._of_spare is None:
            return None
        spare = self._of_spare.learned(entries)
        return spare and sharing(spare, learned)

    @property
    def _of_spare(self) -> Teacher | None:
        if self.embedder is None or (self.val and not isinstance(self.embedder, Remote)):
            return None
        return replace(self, embedder=None)

    def _key(self, entries: Sequence[Entry]) -> str:
        lesson, name = self.lesson(entries), self.embedder.name if self.embedder else ""
        asked = [
            (e.id, sorted(e.questions()), e.answer.vi, e.dated, sorted(e.parts.items()))
            for e in entries
        ]
        return content_key(name, self.most, spellings(), asked, lesson.nothing, lesson.apart)

    def lesson(self, entries: Sequence[Entry]) -> Lesson:
        if not self.val:
            return Lesson(entries, not_answerable(), (), self.most)
        nothing = [question for question, id in self.val if id is None]
        apart = [(q, id) for q, id in self.val if id is not None]
        return Lesson(entries, nothing, apart, self.most)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        assert self.embedder is not None
        return self.shelf.vectors(self.embedder, texts)


@cache
def spellings() -> str:
    """What editors wrote down of chat spellings: with others, questions have other words."""
    return (files("faq") / "data" / "words.yaml").read_text(encoding="utf-8")


@cache
def not_answerable() -> tuple[str, ...]:
    """Shipped questions that no entry answers."""
    text = (files("faq") / "data" / "negatives.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line)["q"] for line in text.splitlines())
