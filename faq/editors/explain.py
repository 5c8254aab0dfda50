"""What speaks for and against the best entries of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from faq.engine import Faq, Grounds, Match
from faq.entry import Entry
from faq.learning.calibration import Calibration
from faq.learning.evidence import LEAD, SCORE, Evidence, Matrix, feature_names
from faq.learning.learned import Learned
from faq.learning.views import Alike

_BEST, _OFFERED = 3, 3
_READ = 5  # matches that a bot asks for, to have enough that are served


@dataclass(frozen=True, slots=True)
class Near:
    """The most alike known question in one view, where 1 is the same."""

    view: str
    alike: float
    line: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One entry beside the whole message; `pulls` are changes of the log odds, highest first."""

    probability: float
    score: float
    lead: float
    near: tuple[Near, ...]
    pulls: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A match with what it rests on; None for small talk, which is known by its phrases."""

    match: Match
    weighed: Weighed | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """`usual` is the probability of a best entry of which nothing is out of the ordinary."""

    read: str
    same: tuple[str, ...]
    words: int
    hardly_known: tuple[str, ...]
    accounts: tuple[Account, ...]
    unanswered: tuple[Near, ...]
    usual: float
    deed: str


def explain(faq: Faq, text: str, day: date) -> Explanation:
    """Why the search finds what it finds, and what a bot would do about it on that day."""
    found = faq.search(text, limit=_READ)
    done = deed(found, faq, day)
    grounds = faq.evidence(text)
    if grounds is None:
        accounts = tuple(Account(match, None) for match in found[:_BEST])
        return Explanation("", (), 0, (), accounts, (), 0.0, done)
    learned, words = grounds.learned, grounds.sentence.words
    weighing = _Weighing.of(grounds)
    return Explanation(
        read=grounds.sentence.spoken,
        same=tuple(grounds.same),
        words=len(words),
        hardly_known=tuple(word.typed for word in words if word.plain not in learned.common),
        accounts=tuple(Account(match, weighing.weighed(match.entry)) for match in found[:_BEST]),
        unanswered=weighing.near(len(learned.entries)),
        usual=1 / (1 + float(np.exp(-learned.calibration.base))),
        deed=done,
    )


def deed(found: Sequence[Match], faq: Faq, day: date) -> str:
    """What a bot does with such matches, when nothing was said before."""
    best = found[0] if found else None
    if best and best.score >= faq.sure:
        if best.entry.canned:
            return f"return the small talk of {best.entry.id}"
        if best.entry.served_on(day):
            return f"answer at once with {best.entry.id}"
        return (
            f"hand over to a person: {best.entry.id} is not served ({_unserved(best.entry, day)})"
        )
    likely = [match.entry for match in found if match.score >= faq.likely]
    served = [entry.id for entry in likely if not entry.canned and entry.served_on(day)]
    if served:
        return f'ask "did you mean" and offer {", ".join(served[:_OFFERED])}'
    if not found:
        return "hand over to a person, or ask for words where there are none: nothing is found"
    return f"hand over to a person: nothing it may offer reaches {faq.likely:.0%}"


def _unserved(entry: Entry, day: date) -> str:
    return f"out of its term on {day}" if not entry.holds_on(day) else entry.status.value


@dataclass(frozen=True, slots=True)
class _Weighing:
    """One question beside everything that was learned."""

    learned: Learned
    alike: Alike
    evidence: Evidence

    @classmethod
    def of(cls, grounds: Grounds) -> _Weighing:
        learned, asked = grounds.learned, [grounds.sentence]
        alike = learned.views.alike(asked, grounds.vectors)
        return cls(learned, alike, learned.evidence(asked, grounds.vectors))

    def weighed(self, entry: Entry) -> Weighed | None:
        if entry.id not in self.learned.entries:
            return None
        place = self.learned.entries.index(entry.id)
        names = feature_names(self.learned.views.names)
        features = self.evidence.features(np.array([place]))
        told = dict(zip(names, map(float, features[0]), strict=True))
        return Weighed(
            float(self.learned.calibration.probability(features)[0]),
            told[SCORE],
            told[LEAD],
            self.near(place),
            _pulls(self.learned.calibration, names, features[0]),
        )

    def near(self, place: int) -> tuple[Near, ...]:
        """The nearest question of the entry at that place, in each view."""
        starts = [*self.learned.starts, len(self.learned.lines)]
        own = slice(starts[place], starts[place + 1])
        lines = self.learned.lines[own]
        found = [
            Near(view, float(likeness[0, own].max()), lines[int(likeness[0, own].argmax())])
            for view, likeness in zip(self.learned.views.names, self.alike, strict=True)
        ]
        return tuple(near for near in found if near.line)  # an owner of none has an empty one


def _pulls(
    calibration: Calibration, names: Sequence[str], features: Matrix
) -> tuple[tuple[str, float], ...]:
    """By how much each feature moves the log odds away from those of the usual question."""
    moved = (features - calibration.mean) / calibration.scale * calibration.weights
    told = zip(names, map(float, moved), strict=True)
    return tuple(sorted(told, key=lambda pull: -pull[1]))
