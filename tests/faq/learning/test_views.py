"""However a question is written, it is as alike to itself as can be, in every view."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import numpy as np
import pytest

from faq.learning.embedder import EmbedderFailed, Vectors
from faq.learning.sentence import Sentence, prepared
from faq.learning.views import Views, letter_grams, word_pairs
from faq.vietnamese.marks import Marks
from faq.vietnamese.text import words
from tests.faq.learning.bags import Bags
from tests.faq.town import ENTRIES

LINES = sorted({line for entry in ENTRIES for line in entry.questions()})
MARKS = Marks.of(words(line) for line in LINES)


def read(*lines: str) -> tuple[list[Sentence], Vectors]:
    sentences = [prepared(MARKS, line) for line in lines]
    return sentences, Bags().embed([sentence.spoken for sentence in sentences])


@pytest.fixture(scope="module", params=["letters and words", "meaning too"])
def views(request: pytest.FixtureRequest) -> Views:
    sentences, vectors = read(*LINES)
    return Views.of(sentences, vectors if request.param == "meaning too" else None)


def test_there_is_a_view_of_the_meaning_only_with_vectors():
    sentences, vectors = read(*LINES)
    assert Views.of(sentences, vectors).names == ["meaning", "letters", "words"]
    assert Views.of(sentences, None).names == ["letters", "words"]


def test_a_question_is_wholly_alike_to_itself_and_to_no_other_more(views: Views):
    for likeness in views.alike(*read(*LINES)):
        np.testing.assert_allclose(likeness.diagonal(), 1, atol=1e-5)
        assert likeness.max() <= 1 + 1e-5


def test_likeness_is_the_same_from_both_sides(views: Views):
    for likeness in views.alike(*read(*LINES)):
        np.testing.assert_allclose(likeness, likeness.T, atol=1e-5)


def test_many_questions_are_compared_in_blocks_as_they_are_at_once(views: Views):
    many = LINES * 20  # more than one block
    sentences, vectors = read(*many)
    blocks = list(views.blocks(sentences, vectors))
    assert len(blocks) > 1
    assert [rows.start for rows, _ in blocks] == list(range(0, len(many), 512))
    for view, whole in enumerate(views.alike(sentences, vectors)):
        parts = np.concatenate([alike[view] for _, alike in blocks])
        np.testing.assert_allclose(parts, whole, atol=1e-5)


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda line: unicodedata.normalize("NFD", line),
        lambda line: line.replace("oá", "óa").replace("uỷ", "ủy").replace("oà", "òa"),
    ],
    ids=["case", "decomposed", "place of the tone mark"],
)
def test_case_form_and_place_of_the_tone_mark_do_not_matter(
    views: Views, change: Callable[[str], str]
):
    lines = ["uỷ quyền làm khai sinh", "hoà giải, xoá tạm trú", *LINES]
    sentences, vectors = read(*lines)
    others, _ = read(*map(change, lines))
    assert [one.marked for one in others] == [one.marked for one in sentences]
    for likeness, other in zip(
        views.alike(sentences, vectors), views.alike(others, vectors), strict=True
    ):
        np.testing.assert_array_equal(likeness, other)


def test_vectors_of_another_model_are_no_answer_of_this_one():
    sentences, vectors = read(*LINES)
    views = Views.of(sentences, vectors)
    with pytest.raises(EmbedderFailed):
        views.alike(sentences, vectors[:, 1:])


def test_the_kernel_is_greatest_where_a_question_meets_itself(views: Views):
    kernel = views.weighed(views.alike(*read(*LINES)))
    assert (kernel.diagonal() >= kernel.max(axis=1) - 1e-5).all()
    assert (kernel > 0).all()


def test_a_question_of_nothing_known_is_like_none(views: Views):
    sentences, _ = read("qwxz")
    letters, said = views.alike(sentences, None)[-2:]
    assert not said.any()
    assert letters.max() < 0.2
    assert not np.concatenate(views.alike([Sentence((), "")], None)).any()


def test_letters_are_counted_within_words_without_marks_and_words_with_them():
    sentence = Sentence(words("khai tử"), "khai tử")
    assert letter_grams(sentence)[:6] == [" k", "kh", "ha", "ai", "i ", " kh"]
    assert " tu " in letter_grams(sentence)
    said = word_pairs(sentence)
    assert [said[0], said[2].split()] == ["khai", said[:2]]
    assert said != word_pairs(Sentence(words("khai từ"), "khai từ"))
