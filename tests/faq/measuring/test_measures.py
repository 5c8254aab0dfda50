"""The measures agree with small cases worked out by hand."""

from __future__ import annotations

import pytest

from faq.measuring.exam import Outcome, Prediction, Question
from faq.measuring.measures import (
    THRESHOLDS,
    Measures,
    Point,
    Scores,
    calibration_error,
    confusions,
    reliability,
)


def made(id: str | None, best: str | None, score: float = 0.9, q: str = "?") -> Prediction:
    outcome: Outcome = "sure" if score >= 0.8 else "likely"
    return Prediction(Question(q, id), ((best, score),) if best else (), outcome)


SIX = [
    made("a", "a", 0.9),
    made("a", "b", 0.8),
    made("b", "b", 0.6),
    made("c", "c", 0.3),
    made(None, "a", 0.6),
    made(None, "b", 0.1),
]


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_questions():
    bins = reliability([made("a", "a", 0.95), made("a", "b", 0.85), made("a", "a", 0.85)])
    assert [(one.questions, one.right) for one in bins if one.questions] == [(2, 0.5), (1, 1.0)]
    # |0.5 - 0.85| of two questions and |1 - 0.95| of one
    assert calibration_error(bins) == pytest.approx((2 * 0.35 + 0.05) / 3)


def test_bins_are_tenths_that_hold_their_lower_end_and_the_last_one_also_1():
    bins = reliability([made("a", "a", place / 10) for place in range(11)])
    assert [one.questions for one in bins] == [1] * 9 + [2]
    assert [bins[3].low, bins[3].high] == [0.3, 0.4]


def test_an_empty_bin_has_neither_confidence_nor_share():
    (first, *_) = reliability([made("a", "a", 0.5)])
    assert (first.questions, first.confidence, first.right, first.gap) == (0, None, None, 0)


@pytest.mark.parametrize("id", ["a", None])
def test_a_question_without_a_match_promised_nothing_and_kept_it(id: str | None):
    (first, *_) = bins = reliability([made(id, None)])
    assert (first.questions, first.confidence, first.right) == (1, 0, 0)
    assert calibration_error(bins) == 0


def test_what_no_entry_answers_is_never_right():
    assert calibration_error(reliability([made(None, "a", 0.7)])) == pytest.approx(0.7)


def test_small_talk_in_return_has_no_confidence():
    one = Prediction(Question("hello", None), (("greeting", 1.0),), "none", small_talk=True)
    assert one.confidence == 0
    assert calibration_error(reliability([one])) == 0
    assert Scores.of([one]).curve() == []


def test_auroc_counts_won_pairs_and_half_of_the_ties():
    # answerable 0.9 0.8 0.6 0.3 against 0.6 0.1: of 8 pairs 6 won, 1 tied, 1 lost
    assert Scores.of(SIX).auroc() == 6.5 / 8


@pytest.mark.parametrize("some", [SIX[:4], SIX[4:], []])
def test_auroc_needs_questions_of_both_kinds(some: list[Prediction]):
    assert Scores.of(some).auroc() is None


def test_coverage_and_precision_at_a_threshold():
    scores = Scores.of(SIX)
    assert scores.at(0.6) == Point(0.6, coverage=0.75, precision=0.6667, wrongly_answered=0.5)
    assert scores.at(0.85) == Point(0.85, coverage=0.25, precision=1, wrongly_answered=0)
    assert scores.at(0.95) == Point(0.95, coverage=0, precision=None, wrongly_answered=0)


def test_without_questions_of_a_kind_their_shares_are_unknown():
    assert Scores.of(SIX[4:]).at(0.5) == Point(0.5, None, None, 0.5)
    assert Scores.of(SIX[:4]).at(0.5).wrongly_answered is None


def test_the_curve_has_a_point_for_every_observed_score_from_the_highest():
    curve = Scores.of(SIX).curve()
    assert [one.threshold for one in curve] == [0.9, 0.8, 0.6, 0.3, 0.1]
    assert [one.coverage for one in curve] == [0.25, 0.5, 0.75, 1, 1]
    assert [one.precision for one in curve] == [1, 0.5, 0.6667, 0.75, 0.75]
    assert [one.wrongly_answered for one in curve] == [0, 0, 0.5, 0.5, 1]


def test_confusions_are_wrong_pairs_most_frequent_first_with_their_questions():
    found = confusions(
        [
            made("a", "c", 0.9, "sure"),
            made("a", "b", 0.5, "one"),
            made("a", "a", 0.9, "right"),
            made("a", "b", 0.4, "two"),
            made("b", "a", 0.5, "other way"),
            made("z", None, 0.0, "nothing"),
        ]
    )
    told = [(one.labelled, one.best, [p.question.q for p in one.predictions]) for one in found]
    assert told == [
        ("a", "b", ["one", "two"]),
        ("a", "c", ["sure"]),  # before its equals: it was answered surely
        ("b", "a", ["other way"]),
        ("z", None, ["nothing"]),
    ]
    assert found[0].to_dict() == {
        "labelled": "a",
        "best": "b",
        "count": 2,
        "sure": 0,
        "questions": [
            {"q": "one", "score": 0.5, "outcome": "likely"},
            {"q": "two", "score": 0.4, "outcome": "likely"},
        ],
    }


def test_what_no_entry_answers_is_confused_only_when_answered_surely():
    (one,) = confusions([made(None, "a", 0.9), made(None, "a", 0.7)])
    assert (one.labelled, one.best, len(one.predictions)) == (None, "a", 1)


def test_measures_have_the_threshold_in_use_among_the_round_ones():
    measures = Measures.of(SIX, sure=0.83)
    assert measures.chosen == Scores.of(SIX).at(0.83)
    assert [one.threshold for one in measures.coverage] == sorted({*THRESHOLDS, 0.83})


def test_measures_of_nothing_are_unknown():
    measures = Measures.of([], sure=0.8)
    assert (measures.ece, measures.auroc, measures.curve, measures.confusions) == (
        None,
        None,
        (),
        (),
    )
