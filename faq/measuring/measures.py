"""How far the scores of the search can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faq.measuring.exam import Prediction, share

THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions scored from `low` to below `high`; the last bin holds 1 too."""

    low: float
    high: float
    questions: int
    confidence: float | None  # their mean score
    right: float | None  # the share of them whose best match is the labelled entry

    @property
    def gap(self) -> float:
        """How far confidence is from truth; 0 without questions."""
        if self.confidence is None or self.right is None:
            return 0.0
        return abs(self.right - self.confidence)


@dataclass(frozen=True, slots=True)
class Point:
    """What comes of answering from a score of `threshold` on."""

    threshold: float
    coverage: float | None  # answered surely, of the answerable
    precision: float | None  # right, of these
    wrongly_answered: float | None  # answered surely, of what no entry answers


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """Confidences in rising order: of the answerable, the right ones of these, and the rest."""

    answerable: NDArray[np.float64]
    right: NDArray[np.float64]
    unanswerable: NDArray[np.float64]

    @classmethod
    def of(cls, made: Sequence[Prediction]) -> Scores:
        return cls(
            _rising(one.confidence for one in made if one.question.id is not None),
            _rising(one.confidence for one in made if one.right),
            _rising(one.confidence for one in made if one.question.id is None),
        )

    def at(self, threshold: float) -> Point:
        sure, right, wrong = (
            len(some) - int(np.searchsorted(some, threshold))
            for some in (self.answerable, self.right, self.unanswerable)
        )
        return Point(
            threshold,
            coverage=share(sure, len(self.answerable)),
            precision=share(right, sure),
            wrongly_answered=share(wrong, len(self.unanswerable)),
        )

    def curve(self) -> list[Point]:
        """A point for every score that occurs, highest first; without 0, which answers nothing."""
        observed = np.unique(np.concatenate([self.answerable, self.unanswerable]))[::-1]
        return [self.at(score) for score in observed[observed > 0].tolist()]

    def auroc(self) -> float | None:
        """The chance that an answerable question outscores an unanswerable one; ties count half."""
        if not len(self.answerable) or not len(self.unanswerable):
            return None
        below = np.searchsorted(self.unanswerable, self.answerable, side="left")
        below_or_tied = np.searchsorted(self.unanswerable, self.answerable, side="right")
        return float(np.mean(below + below_or_tied)) / 2 / len(self.unanswerable)


@dataclass(frozen=True, slots=True)
class Confusion:
    """Questions of one entry for which the search preferred another; None is no entry."""

    labelled: str | None
    best: str | None
    predictions: tuple[Prediction, ...]

    @property
    def sure(self) -> int:
        return sum(one.outcome == "sure" for one in self.predictions)

    def to_dict(self) -> dict[str, Any]:
        said = [
            {"q": one.question.q, "score": round(one.confidence, 4), "outcome": one.outcome}
            for one in self.predictions
        ]
        return {
            "labelled": self.labelled,
            "best": self.best,
            "count": len(said),
            "sure": self.sure,
            "questions": said,
        }


@dataclass(frozen=True, slots=True)
class Measures:
    """All of them; `chosen` is the point in use, and among the round ones of `coverage` too."""

    ece: float | None
    auroc: float | None
    bins: tuple[Bin, ...]
    chosen: Point
    coverage: tuple[Point, ...]
    curve: tuple[Point, ...]
    confusions: tuple[Confusion, ...]

    @classmethod
    def of(cls, made: Sequence[Prediction], sure: float) -> Measures:
        bins, scores = reliability(made), Scores.of(made)
        return cls(
            ece=calibration_error(bins),
            auroc=scores.auroc(),
            bins=bins,
            chosen=scores.at(sure),
            coverage=tuple(scores.at(one) for one in sorted({*THRESHOLDS, sure})),
            curve=tuple(scores.curve()),
            confusions=tuple(confusions(made)),
        )

    def to_dict(self) -> dict[str, Any]:
        return {
            "ece": self.ece,
            "auroc": self.auroc,
            "bins": [asdict(one) for one in self.bins],
            "chosen": asdict(self.chosen),
            "coverage": [asdict(one) for one in self.coverage],
            "curve": [asdict(one) for one in self.curve],
            "confusions": [one.to_dict() for one in self.confusions],
        }


def reliability(made: Iterable[Prediction]) -> tuple[Bin, ...]:
    """Ten bins of equal width over all questions.

    What no entry answers is never right. Nor is a question without a match: it promised nothing,
    so that a confidence of 0 is kept to the letter, whether or not an entry would have answered.
    """
    held: list[list[Prediction]] = [[] for _ in range(_BINS)]
    for one in made:
        held[min(int(one.confidence * _BINS), _BINS - 1)].append(one)
    return tuple(_bin(place, some) for place, some in enumerate(held))


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: the mean gap, each bin weighed by its questions."""
    whole = sum(one.questions for one in bins)
    return sum(one.questions * one.gap for one in bins) / whole if whole else None


def confusions(made: Iterable[Prediction]) -> list[Confusion]:
    """Wrong pairs of entries, most frequent first, then those answered surely.

    Some entry is best for what none answers too: such a question counts if it was answered surely.
    """
    pairs: dict[tuple[str | None, str | None], list[Prediction]] = {}
    for one in made:
        if not one.right and (one.question.id is not None or one.outcome == "sure"):
            pairs.setdefault((one.question.id, one.best), []).append(one)
    found = [Confusion(*pair, tuple(some)) for pair, some in pairs.items()]
    return sorted(found, key=lambda one: (-len(one.predictions), -one.sure))


def _rising(confidences: Iterable[float]) -> NDArray[np.float64]:
    return np.sort(np.fromiter(confidences, np.float64))


def _bin(place: int, some: Sequence[Prediction]) -> Bin:
    count = len(some)
    return Bin(
        low=place / _BINS,
        high=(place + 1) / _BINS,
        questions=count,
        confidence=sum(one.confidence for one in some) / count if some else None,
        right=sum(one.right for one in some) / count if some else None,
    )
