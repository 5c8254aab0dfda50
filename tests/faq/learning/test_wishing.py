"""The linear model of wishes: lengths, chances, what tells one lesson from another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.learning.wishing import content_key, features, learn, shipped

LESSON = [
    ("cho gặp cán bộ", "person"),
    ("nối máy cho nhân viên", "person"),
    ("gặp người thật", "person"),
    ("thôi không cần nữa", "cancel"),
    ("rút lại câu hỏi", "cancel"),
    ("hủy yêu cầu", "cancel"),
    ("làm căn cước ở đâu", "question"),
    ("lệ phí hộ chiếu bao nhiêu", "question"),
    ("thủ tục khai sinh", "question"),
]
SHIPPED = shipped()


@pytest.fixture(scope="module")
def learned():
    return learn(LESSON, [1.0] * len(LESSON))


@given(st.text())
def test_chances_add_up_to_1_whatever_is_said(text):
    chances = SHIPPED.probabilities(text)
    assert chances.sum() == pytest.approx(1, abs=1e-4)
    assert (chances >= 0).all()


@given(st.text())
def test_what_is_said_has_length_1_and_each_place_once(text):
    places, values = features(text)
    assert np.linalg.norm(values) == pytest.approx(1, abs=1e-5)
    assert len(set(places)) == len(places)


def test_of_a_long_text_both_ends_are_read():
    begun, ended = "cho gặp cán bộ", "thôi không cần nữa"
    long = f"{begun} {'x ' * 5000}{ended}"
    places = set(features(long)[0])
    assert len(places & set(features(begun)[0])) > 20
    assert len(places & set(features(ended)[0])) > 20
    assert len(places) < 2000


@pytest.mark.parametrize(
    ("text", "wish"),
    [("cho tôi gặp nhân viên", "person"), ("không cần nữa đâu", "cancel")],
)
def test_what_is_like_an_example_is_what_that_is(learned, text, wish):
    assert learned.ids[int(learned.probabilities(text).argmax())] == wish


def test_an_example_that_counts_more_pulls_more():
    shared = [("a b c", "cancel"), ("a b c", "person")]

    def person(weight: float) -> float:
        found = learn([*LESSON, *shared], [*[1.0] * len(LESSON), 1.0, weight])
        return float(found.probabilities("a b c")[found.ids.index("person")])

    assert person(5) > person(1) > person(0.1)


def test_the_key_tells_the_examples_not_their_order():
    assert content_key(LESSON) == content_key(LESSON[::-1])
    assert content_key(LESSON) != content_key(LESSON[1:])
    assert content_key(LESSON) != content_key([("cho gặp cán bộ", "cancel"), *LESSON[1:]])
