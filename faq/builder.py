"""Builds the search over a bank: soon, and then as well as it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faq.engine import Faq
from faq.entry import Entry
from faq.learning.apart import learn_apart
from faq.learning.embedder import Embedder, EmbedderFailed
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher
from faq.learning.training import MOST

# From so many questions letters and words are learned in a few seconds.
_FEW = 2400


@dataclass(frozen=True, slots=True)
class Builder:
    """With one model of meaning, or none, and one place to keep what was learned."""

    embedder: Embedder | None
    shelf: Shelf

    def soon(self, entries: Sequence[Entry], before: Faq | None = None) -> Faq:
        """What can answer within seconds.

        That is the whole if it is on the shelf, else `before` with its changed entries taken in;
        without one, letters and words of a part of the questions.
        """
        if Teacher(self.embedder, self.shelf).kept(_asked(entries)):
            return self.whole(entries)
        try:
            if before is not None and before.meaning == self._name:
                return before.changed(entries)
        except EmbedderFailed:
            pass  # the new questions wait for the model; the old ones need not
        return self._built(entries, None, _FEW)

    def whole(self, entries: Sequence[Entry]) -> Faq:
        """Everything learned from all questions; raise EmbedderFailed."""
        return self._built(entries, self.embedder, MOST)

    def _built(self, entries: Sequence[Entry], embedder: Embedder | None, most: int) -> Faq:
        """Learned elsewhere and taken from the shelf, if there is one."""
        teacher, asked = Teacher(embedder, self.shelf, most=most), _asked(entries)
        if self.shelf.keeps and not teacher.kept(asked):
            learn_apart(teacher, asked)
        return Faq(entries, embedder=embedder, shelf=self.shelf, most=most)

    @property
    def _name(self) -> str | None:
        return self.embedder.name if self.embedder else None


def _asked(entries: Sequence[Entry]) -> list[Entry]:
    """What is learned, in its order."""
    return sorted((entry for entry in entries if not entry.canned), key=lambda entry: entry.id)
