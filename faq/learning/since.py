"""What entries ask now that they did not when it was learned: known word for word at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from faq.entry import Entry
from faq.learning.learned import Learned
from faq.learning.sentence import Sentence, prepared

_Known = frozenset[tuple[str, str]]  # a question in its plain form, with the entry it means


@dataclass(frozen=True, slots=True)
class Since:
    """Questions that entries have gained and lost since a search learned of them.

    `there` are the entries there are now; what is gone is no longer meant by anything.
    """

    there: frozenset[str]
    gained: Mapping[str, frozenset[str]]
    lost: _Known

    @classmethod
    def between(cls, learned: Learned, before: Sequence[Entry], now: Sequence[Entry]) -> Since:
        """What has changed, in time that grows with the changes alone."""
        then, today = _lines(before), _lines(now)
        gained: dict[str, frozenset[str]] = {}
        for plain, id in _known(learned, today - then):
            gained[plain] = gained.get(plain, frozenset()) | {id}
        ids = frozenset(entry.id for entry in now)
        return cls(ids, gained, _known(learned, then - today))


def same(learned: Learned, sentence: Sentence, since: Since | None) -> list[str]:
    """The entries of which the sentence is a question now."""
    known = learned.same(sentence)
    if since is None:
        return known
    plain = sentence.plain
    kept = {id for id in known if (plain, id) not in since.lost}
    return sorted((kept | since.gained.get(plain, frozenset())) & since.there)


def _lines(entries: Sequence[Entry]) -> set[tuple[str, str]]:
    return {(line, entry.id) for entry in entries for line in entry.questions()}


def _known(learned: Learned, lines: set[tuple[str, str]]) -> _Known:
    return frozenset((prepared(learned.marks, line).plain, id) for line, id in lines)
