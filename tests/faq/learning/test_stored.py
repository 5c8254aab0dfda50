"""What was learned can be laid down in plain arrays and taken up again unchanged."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from faq.learning.learned import Learned
from faq.learning.sentence import prepared
from faq.learning.stored import restored, stored
from faq.learning.teacher import Teacher
from faq.vietnamese.noise import noised
from tests.faq.town import ENTRIES

ASKED = [noised(line, seed) for one in ENTRIES for line in one.questions() for seed in (1, 2)]


def filed(arrays: dict[str, Any]) -> dict[str, Any]:
    """The arrays once they were in a file."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    with np.load(file, allow_pickle=False) as found:
        return dict(found)


def test_what_is_taken_up_again_judges_every_question_the_same(learned: Learned, teacher: Teacher):
    again = restored(filed(stored(learned)))
    assert (again.entries, again.lines, again.forms) == (
        learned.entries,
        learned.lines,
        learned.forms,
    )
    sentences = [prepared(learned.marks, text) for text in ASKED]
    assert [prepared(again.marks, text) for text in ASKED] == sentences
    spoken = [sentence.spoken for sentence in sentences]
    vectors = teacher.embed(spoken) if teacher.embed else None
    before, after = learned.evidence(sentences, vectors), again.evidence(sentences, vectors)
    places = before.best()
    assert after.best().tolist() == places.tolist()
    np.testing.assert_array_equal(after.scores, before.scores)
    np.testing.assert_array_equal(
        again.calibration.probability(after.features(places)),
        learned.calibration.probability(before.features(places)),
    )
    assert [again.same(one) for one in sentences] == [learned.same(one) for one in sentences]


def test_laid_down_twice_it_is_the_same(learned: Learned):
    once = stored(learned)
    twice = stored(restored(filed(once)))
    assert once.keys() == twice.keys()
    for name, array in once.items():
        np.testing.assert_array_equal(twice[name], array)


@pytest.mark.parametrize("sure", [None, 0.61])
def test_a_threshold_is_kept_where_there_is_one(learned: Learned, sure: float | None):
    thresholded = replace(learned, calibration=replace(learned.calibration, sure=sure))
    assert restored(filed(stored(thresholded))).calibration.sure == sure


def test_nothing_of_it_can_be_executed(learned: Learned):
    assert [name for name, array in stored(learned).items() if array.dtype.hasobject] == []


def test_arrays_that_are_something_else_are_refused(learned: Learned):
    arrays = filed(stored(learned))
    chance = random.Random(1)
    others = [np.array(5), np.array([]), np.zeros((2, 2, 2)), np.array("text"), *arrays.values()]
    for name in arrays:
        lacking = {other: array for other, array in arrays.items() if other != name}
        if name not in ("vectors", "centre"):
            with pytest.raises(KeyError):
                restored(lacking)
        for other in chance.sample(others, 4):
            try:
                restored(arrays | {name: other})
            except (KeyError, ValueError, TypeError, AttributeError):
                continue  # all that the shelf expects of a foreign file
