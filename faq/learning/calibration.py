"""From evidence to the probability of being right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

# Of the messages that come, about one in five asks for what no entry answers.
_NOT_ANSWERABLE = 0.2
# Fewer right answers than this teach nothing.
_ENOUGH = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """Features of questions with the entry put first: was it right, could any have been?"""

    features: Matrix
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over features that are brought to one scale.

    `sure` is the score from which answering agreed best with questions set apart, if there were.
    """

    mean: Matrix
    scale: Matrix
    weights: Matrix
    base: float
    sure: float | None = None

    def probability(self, features: Matrix) -> Matrix:
        logit = (features - self.mean) / self.scale @ self.weights + self.base
        return np.asarray(1 / (1 + np.exp(-logit)), np.float32)


def calibrated(sets: list[Judged]) -> Calibration | None:
    """Learn from sets that count the same each; None where they have too little to teach."""
    # Here, since it takes 60 MB that a process does without which has nothing to learn.
    from sklearn.linear_model import LogisticRegression

    sets = [one for one in sets if len(one.right)]
    if sum(one.right.sum() for one in sets) < _ENOUGH:
        return None
    features = np.concatenate([one.features for one in sets])
    right = np.concatenate([one.right for one in sets])
    if right.all():
        return None
    counted = np.concatenate([_counted(one) for one in sets])
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=1.0, max_iter=1000)
    fitted.fit((features - mean) / scale, right, sample_weight=counted * len(right))
    weights = np.asarray(fitted.coef_[0], np.float32)
    return Calibration(mean, scale, weights, float(fitted.intercept_[0]))


def agreeing(calibration: Calibration, own: Judged, apart: Judged) -> float:
    """The score from which to answer, so that most of what is set apart is treated rightly.

    Questions that none answers are taken from the bank's own, where each was left out. Most
    right is where Matthews' correlation coefficient (1975) of answering and being right peaks.
    """
    none = ~own.answerable
    features = np.concatenate([apart.features, own.features[none]])
    judged = Judged(
        features,
        np.concatenate([apart.right, own.right[none]]),
        np.concatenate([apart.answerable, own.answerable[none]]),
    )
    scores, counted = calibration.probability(features), _counted(judged)
    tried = np.linspace(0.05, 0.95, 91)
    return float(max(tried, key=lambda at: _correlation(scores >= at, judged, counted)))


def _correlation(
    answered: NDArray[np.bool_], judged: Judged, counted: NDArray[np.float64]
) -> float:
    rightly = counted[answered & judged.right].sum()
    wrongly = counted[answered & ~judged.right].sum()
    missed = counted[~answered & judged.answerable].sum()
    refused = counted[~answered & ~judged.answerable].sum()
    sides = (rightly + wrongly) * (rightly + missed) * (refused + wrongly) * (refused + missed)
    return float((rightly * refused - wrongly * missed) / np.sqrt(sides or 1.0))


def _counted(judged: Judged) -> NDArray[np.float64]:
    """What each question counts: those that no entry answers have their share, all make 1."""
    answerable = judged.answerable
    share = 1 - _NOT_ANSWERABLE if 0 < answerable.sum() < len(answerable) else 1.0
    each = np.where(
        answerable,
        share / max(answerable.sum(), 1),
        (1 - share if share < 1 else 1.0) / max((~answerable).sum(), 1),
    )
    return np.asarray(each / each.sum())
