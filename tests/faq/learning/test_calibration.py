"""A score is the probability of being right, where there is enough to learn that from."""

from __future__ import annotations

import numpy as np
import pytest

from faq.learning.calibration import Calibration, Judged, agreeing, calibrated


def judged(
    features: list[float], right: list[bool], answerable: list[bool] | None = None
) -> Judged:
    return Judged(
        np.array(features, np.float32)[:, None],
        np.array(right),
        np.array(right if answerable is None else answerable),
    )


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float32)[:, None]


SEPARABLE = judged([0.9] * 100 + [0.1] * 100, [True] * 100 + [False] * 100)
# A score that is its own feature: 0 at 0.5, rising.
PLAIN = Calibration(*(np.array([at], np.float32) for at in (0.5, 0.1, 1.0)), base=0.0)


def test_what_is_told_apart_perfectly_is_scored_near_1_and_near_0():
    found = calibrated([SEPARABLE])
    assert found
    high, low = found.probability(column(0.9, 0.1))
    assert high > 0.95
    assert low < 0.05


def test_what_cannot_be_told_apart_is_scored_as_often_as_it_is_right():
    chance = np.random.default_rng(1)
    features = chance.normal(size=4000).tolist()
    right = (chance.random(4000) < 0.7).tolist()
    found = calibrated([judged(features, right, [True] * 4000)])
    assert found
    assert found.probability(column(-1, 0, 1)) == pytest.approx([0.7] * 3, abs=0.05)


def test_scores_lie_between_0_and_1_however_far_off_a_feature_is():
    scores = PLAIN.probability(column(-5, 0.5, 5))
    assert scores == pytest.approx([0, 0.5, 1], abs=1e-6)


def test_one_in_five_counts_as_not_answerable_however_many_there_are():
    # The feature says nothing, every answerable question is right: four in five are.
    for none in (20, 200, 2000):
        right = [True] * 200 + [False] * none
        found = calibrated([judged([0.5] * len(right), right)])
        assert found
        assert found.probability(column(0.5)) == pytest.approx([0.8], abs=0.02)


def test_sets_count_the_same_however_many_questions_they_have():
    always = judged([0.5] * 2000, [True] * 1999 + [False], [True] * 2000)
    never = judged([0.5] * 100, [False] * 100, [True] * 100)
    found = calibrated([always, never])
    assert found
    assert found.probability(column(0.5)) == pytest.approx([0.5], abs=0.02)


@pytest.mark.parametrize(
    "sets",
    [
        [],
        [judged([], [])],
        [judged([0.9] * 49 + [0.1] * 100, [True] * 49 + [False] * 100)],  # too few are right
        [judged([0.9] * 100, [True] * 100)],  # none is wrong
    ],
)
def test_too_little_teaches_nothing(sets: list[Judged]):
    assert calibrated(sets) is None


def test_sets_are_enough_together():
    half = judged([0.9] * 30 + [0.1] * 30, [True] * 30 + [False] * 30)
    assert calibrated([half]) is None
    assert calibrated([half, half]) is not None


def test_what_is_set_apart_shows_from_which_score_to_answer():
    own = judged([0.45] * 50, [False] * 50)  # none is answerable, each scored 0.38
    apart = judged([0.6] * 50 + [0.5] * 10, [True] * 50 + [False] * 10, [True] * 60)
    at = agreeing(PLAIN, own, apart)
    wrong, right = PLAIN.probability(column(0.5, 0.6)).tolist()
    assert wrong < at <= right


def test_the_banks_own_answerable_questions_do_not_say_from_which_score_to_answer():
    apart = judged([0.6] * 50, [True] * 50)
    none = judged([0.45] * 50, [False] * 50)
    own = judged([0.45] * 50 + [0.2] * 500, [False] * 50 + [True] * 500)
    assert agreeing(PLAIN, own, apart) == agreeing(PLAIN, none, apart)
