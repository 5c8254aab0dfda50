"""Gets a bank learned: from the shelf where it was learned before, else anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from faq.entry import Entry
from faq.learning.embedder import Embedder, Vectors
from faq.learning.learned import Learned
from faq.learning.shelf import Shelf, content_key
from faq.learning.training import Embed, Labelled, Lesson, learn

__all__ = ["Labelled", "Teacher"]


@dataclass(frozen=True, slots=True)
class Teacher:
    """A model of meaning, a place to keep things, labelled questions of a foreign bank."""

    embedder: Embedder | None
    shelf: Shelf
    val: tuple[Labelled, ...] = ()

    @property
    def embed(self) -> Embed | None:
        return self._vectors if self.embedder else None

    def learned(self, entries: Sequence[Entry]) -> Learned | None:
        """What there is to know of a bank; None of an empty one."""
        if not entries:
            return None
        lesson = self.lesson(entries)
        name = self.embedder.name if self.embedder else ""
        asked = [(e.id, sorted(e.questions()), e.answer.vi, e.dated, e.parts) for e in entries]
        key = content_key(name, asked, lesson.nothing, lesson.apart)
        kept = self.shelf.learned(key)
        if kept is None:
            kept = learn(lesson, self.embed)
            self.shelf.keep(key, kept)
        return kept

    def lesson(self, entries: Sequence[Entry]) -> Lesson:
        if not self.val:
            return Lesson(entries, not_answerable(), ())
        nothing = [question for question, id in self.val if id is None]
        return Lesson(entries, nothing, [(q, id) for q, id in self.val if id is not None])

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        assert self.embedder is not None
        return self.shelf.vectors(self.embedder, texts)


@cache
def not_answerable() -> tuple[str, ...]:
    """Shipped questions that no entry answers."""
    text = (files("faq") / "data" / "negatives.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line)["q"] for line in text.splitlines())
