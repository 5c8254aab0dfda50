"""Recognises messages that are nothing but small talk."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from faq.entry import Entry
from faq.vietnamese.spelling import Phrase, spelling
from faq.vietnamese.text import plain

# As alike as "cảm ơn ad" and "cám ơn a": less, and a message may be about something.
_ALIKE = 0.85
# Longer messages, in characters, say more than hello.
_LONGEST = 160
# The share of a message that known phrases must make up; light words such as "em" fill the rest.
_PHRASED = 0.4


class SmallTalk:
    """The canned entries: each is meant only by messages that ask for nothing else."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        said = {(plain(line), place) for place, e in enumerate(entries) for line in e.questions()}
        known = sorted(pair for pair in said if pair[0])
        self._lines = [line for line, _ in known]
        self._owners = [place for _, place in known]
        light = spelling().light
        self._phrases: dict[Phrase, int] = {
            words: place
            for line, place in known
            if not light.issuperset(words := tuple(line.split()))
        }

    def best(self, text: str) -> tuple[Entry, float] | None:
        """The canned entry that the whole message means, with how alike they are up to 1."""
        message = plain(text[: 2 * _LONGEST])
        if not message or not self._lines or len(message) > _LONGEST:
            return None
        alike = cdist([message], self._lines, scorer=ratio)[0] / 100
        nearest = int(np.argmax(alike))
        covering = self._covering(tuple(message.split()))
        if alike[nearest] < 1 and covering is not None:
            return self._entries[covering], 1.0
        if alike[nearest] < _ALIKE:
            return None
        return self._entries[self._owners[nearest]], float(alike[nearest])

    def _covering(self, words: Phrase) -> int | None:
        """The entry with the longest phrase in a message of known phrases and light words only."""
        light = spelling().light
        covered: list[Phrase | None] = [(), *([None] * len(words))]  # phrases up to each place
        for at, so_far in enumerate(covered[:-1]):
            so_far = covered[at]
            if so_far is None:
                continue
            if words[at] in light:
                covered[at + 1] = _fuller(covered[at + 1], so_far)
            for end in range(at + 1, len(words) + 1):
                if words[at:end] in self._phrases:
                    covered[end] = _fuller(covered[end], (*so_far, " ".join(words[at:end])))
        phrases = [tuple(phrase.split()) for phrase in covered[-1] or ()]
        if sum(map(len, phrases)) < max(1, _PHRASED * len(words)):
            return None
        return self._phrases[max(phrases, key=lambda phrase: (len(phrase), phrase))]


def _fuller(one: Phrase | None, other: Phrase) -> Phrase:
    """Whichever covers more words, by fewer phrases."""

    def covered(phrases: Phrase) -> tuple[int, int]:
        return sum(len(phrase.split()) for phrase in phrases), -len(phrases)

    return other if one is None or covered(other) > covered(one) else one
