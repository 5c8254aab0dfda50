"""What speaks for an entry is told in numbers whose order the calibration relies on."""

from __future__ import annotations

import numpy as np
import pytest

from faq.learning.evidence import Evidence, feature_names, nearest_of
from faq.learning.learned import Learned, measured
from faq.learning.sentence import Sentence, prepared
from faq.learning.usual import USUAL
from faq.vietnamese.text import words

# Two questions beside three entries and none of them, in two views.
EVIDENCE = Evidence(
    scores=np.array([[0.9, 0.5, 0.1, 0.2], [0.1, 0.2, 0.3, 0.8]], np.float32),
    nearest=[
        np.array([[0.8, 0.6, 0.0, 0.3], [0.1, 0.1, 0.4, 0.9]], np.float32),
        np.array([[0.5, 0.7, 0.2, 0.1], [0.0, 0.0, 0.0, 0.0]], np.float32),
    ],
    length=np.array([4, 0], np.float32),
    foreign=np.array([0.25, 0], np.float32),
)


def told(*places: int) -> list[dict[str, float]]:
    names = feature_names(["letters", "words"])
    rows = EVIDENCE.features(np.array(places))
    return [dict(zip(names, row.tolist(), strict=True)) for row in rows]


def test_each_feature_has_a_name_in_its_order():
    first, second = told(0, 2)
    assert list(first.values()) == pytest.approx(
        [0.9, 0.4, 0.2, 0.8, 0.2, 0.5, 0.5, -0.2, 0.4, np.log(4), 0.25], abs=1e-6
    )
    assert list(second.values()) == pytest.approx(
        [0.3, 0.1, 0.8, 0.4, 0.3, -0.5, 0, 0, 0, 0, 0], abs=1e-6
    )


@pytest.mark.parametrize("views", [2, 3])
def test_the_usual_calibration_has_a_weight_for_every_feature(views: int):
    usual = USUAL[views]
    count = len(feature_names(["meaning", "letters", "words"][:views]))
    assert [len(usual.mean), len(usual.scale), len(usual.weights)] == [count] * 3


def test_the_lead_is_over_the_best_other_entry_and_never_over_none_of_them():
    lead = "lead of its score over the next entry"
    assert told(1, 2)[0][lead] == pytest.approx(-0.4)
    assert told(1, 2)[1][lead] == pytest.approx(0.1)  # though "none" is at 0.8


def test_an_entry_without_others_leads_by_all_it_has():
    alone = Evidence(
        np.array([[0.6, 0.1]], np.float32), [], np.ones(1, np.float32), np.zeros(1, np.float32)
    )
    assert alone.features(np.array([0]))[0, :3].tolist() == pytest.approx([0.6, 0.6, 0.1])


def test_the_best_is_an_entry_even_where_none_of_them_is_likelier():
    assert EVIDENCE.best().tolist() == [0, 2]


def test_one_question_is_judged_beside_several_entries():
    several = EVIDENCE.of(0, 3).features(np.array([0, 1, 2]))
    for place in range(3):
        alone = EVIDENCE.features(np.array([place, 0]))[0]
        np.testing.assert_array_equal(several[place], alone)


def test_of_no_entries_nothing_is_told():
    none = Evidence(
        np.zeros((1, 1), np.float32), [], np.ones(1, np.float32), np.zeros(1, np.float32)
    )
    assert none.of(0, 0).features(np.array([], np.intp)).shape == (0, 5)


def test_the_nearest_is_found_by_owner():
    alike = np.array([[0.1, 0.9, 0.2, 0.3, 0.0], [0.5, 0.4, 0.0, 0.1, 0.8]], np.float32)
    (near,) = nearest_of([alike], np.array([0, 2, 4]))
    np.testing.assert_array_equal(near, np.array([[0.9, 0.3, 0.0], [0.5, 0.1, 0.8]], np.float32))


def test_length_and_the_share_of_hardly_known_words_are_measured():
    sentences = [Sentence(words(text), text) for text in ("khai sinh ở đâu", "xyzt khai", "")]
    length, foreign = measured(sentences, frozenset({"khai", "sinh", "o", "dau"}))
    assert length.tolist() == [4, 2, 0]
    assert foreign.tolist() == [0, 0.5, 0]


def test_a_known_question_is_nearest_to_its_own_entry_in_letters_and_words(learned: Learned):
    ends = [*learned.starts[1:], len(learned.lines)]
    for owner, id in enumerate(learned.entries):
        lines = learned.lines[learned.starts[owner] : ends[owner]]
        sentences = [prepared(learned.marks, line) for line in lines]
        alike = learned.views.alike(sentences, None)[-2:]
        for near in nearest_of(alike, learned.starts):
            np.testing.assert_allclose(near[:, owner], 1, atol=1e-5)
        assert [learned.same(sentence) for sentence in sentences] == [[id]] * len(lines)
