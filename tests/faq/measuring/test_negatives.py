"""The questions that no entry answers are many, varied, apart from exam or bank."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files

import pytest

from faq import fold, language, seed
from faq.measuring import exam

KINDS = {"near", "chitchat", "far", "nonsense"}


@pytest.fixture(scope="module")
def negatives() -> list[dict[str, str]]:
    text = (files("faq") / "data" / "negatives.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def same(text: str) -> str:
    return " ".join(text.casefold().split())


def test_every_line_is_a_question_with_its_kind_and_language(negatives):
    for one in negatives:
        assert list(one) == ["q", "kind", "lang"]
        assert one["q"] == one["q"].strip() != ""
        assert one["kind"] in KINDS
        assert one["lang"] in ("vi", "en")


def test_there_are_enough_of_every_kind_and_language(negatives):
    assert 1900 <= len(negatives) <= 2000
    kinds = Counter(one["kind"] for one in negatives)
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 50
    assert kinds["near"] >= 280
    english = sum(one["lang"] == "en" for one in negatives)
    assert 0.15 <= english / len(negatives) <= 0.25


def test_vietnamese_comes_with_and_without_marks(negatives):
    vietnamese = [one["q"] for one in negatives if one["lang"] == "vi" and one["kind"] == "near"]
    bare = sum(question.isascii() for question in vietnamese)
    assert 0.25 <= bare / len(vietnamese) <= 0.75


def test_the_language_is_the_one_in_which_the_question_is_written(negatives):
    told = [one for one in negatives if len(one["q"].split()) > 4 and one["kind"] != "nonsense"]
    other = [one["q"] for one in told if language(one["q"]) not in (one["lang"], None)]
    assert len(other) <= len(told) // 100, other  # it may take "near Da Nang" for Vietnamese


def test_no_question_stands_twice(negatives):
    counted = Counter(same(one["q"]) for one in negatives)
    assert [question for question, count in counted.items() if count > 1] == []
    folded = Counter(fold(one["q"]) for one in negatives)
    assert [question for question, count in folded.items() if question and count > 1] == []


def test_none_is_a_question_of_the_exam(negatives):
    examined = exam.questions(exam.shipped_exam())
    spelled = {same(question.q) for question in examined}
    folded = {fold(question.q) for question in examined}
    assert [
        one["q"] for one in negatives if same(one["q"]) in spelled or fold(one["q"]) in folded
    ] == []


def test_none_is_a_variant_of_an_entry_but_small_talk_of_small_talk(negatives):
    answered = {fold(line) for entry in seed() if not entry.canned for line in entry.questions()}
    assert [one["q"] for one in negatives if fold(one["q"]) in answered] == []
    small = {fold(line) for entry in seed() if entry.canned for line in entry.questions()}
    assert [
        one["q"] for one in negatives if one["kind"] != "chitchat" and fold(one["q"]) in small
    ] == []
