"""An editor is told why the search finds what it finds."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from faq import Faq, Status
from faq.__main__ import main
from faq.commands.explain import nearest, sentences
from faq.editors.explain import Explanation, Weighed, explain
from faq.learning.evidence import LEAD, SCORE, Evidence, feature_names
from tests.faq.town import ENTRIES

FAQ = Faq(ENTRIES)
LETTERS = Faq(ENTRIES, embedder=None)
DAY = date(2026, 12, 1)


def told(text: str, faq: Faq = FAQ) -> Explanation:
    return explain(faq, text, DAY)


def first(found: Explanation) -> Weighed:
    weighed = found.accounts[0].weighed
    assert weighed is not None
    return weighed


def said(text: str, faq: Faq = FAQ) -> str:
    return "\n".join(sentences(text, told(text, faq), faq))


def test_the_question_is_told_as_it_was_read():
    assert told("roi mat can cuoc cong dan xyzt").read == "rơi mất căn cước công dân xyzt"


def test_words_are_told_that_the_bank_hardly_knows():
    found = told("mat can cuoc xyzt")
    assert found.words == 4
    assert "xyzt" in found.hardly_known
    assert "cước" not in found.hardly_known


@pytest.mark.parametrize("faq", [FAQ, LETTERS])
def test_the_best_entries_come_as_the_search_ranks_and_scores_them(faq: Faq):
    text = "rơi thẻ căn cước thì làm gì"
    assert [one.match for one in told(text, faq).accounts] == faq.search(text, limit=3)


def test_the_nearest_questions_are_the_entrys_own_and_stand_in_the_bank():
    found = told("làm lại bằng lái bị mất")
    for account in found.accounts:
        assert account.weighed is not None
        assert [near.view for near in account.weighed.near] == ["meaning", "letters", "words"]
        for near in account.weighed.near:
            assert near.line in account.match.entry.questions()
            assert near.alike <= 1.001


def test_a_question_of_an_entry_is_nearest_to_itself():
    found = told("rơi mất bằng lái")
    assert found.same == ("licence-lost",)
    assert {near.line for near in first(found).near} == {"rơi mất bằng lái"}
    assert all(near.alike == pytest.approx(1, abs=0.01) for near in first(found).near)


def test_questions_that_no_entry_answers_are_none_of_the_bank():
    known = {line for entry in ENTRIES for line in entry.questions()}
    found = told("thời tiết ngày mai")
    assert len(found.unanswered) == 3
    assert not known & {near.line for near in found.unanswered}


def test_without_the_meaning_two_views_are_told():
    assert [near.view for near in first(told("mat bang lai", LETTERS)).near] == ["letters", "words"]


@pytest.mark.parametrize("faq", [FAQ, LETTERS])
def test_what_pulls_adds_up_to_the_probability(faq: Faq):
    found = told("làm lại bằng lái xe hơi bị mất", faq)
    odds = np.log(found.usual / (1 - found.usual)) + sum(by for _, by in first(found).pulls)
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(first(found).probability, abs=1e-4)
    assert first(found).probability == pytest.approx(found.accounts[0].match.score, abs=1e-4)


def test_each_feature_bears_its_own_name():
    rows = np.array([[0.7, 0.2, 0.1]], np.float32)
    near = [np.array([[0.9, 0.4, 0.3]], np.float32), np.array([[0.8, 0.5, 0.2]], np.float32)]
    evidence = Evidence(rows, near, np.array([1], np.float32), np.array([0.25], np.float32))
    names = feature_names(["letters", "words"])
    named = dict(zip(names, evidence.features(np.array([0]))[0], strict=True))
    assert named == pytest.approx(
        {
            SCORE: 0.7,
            LEAD: 0.5,
            "score of there being no answer": 0.1,
            "likeness in letters": 0.9,
            "lead in letters": 0.5,
            "likeness in letters beyond that of questions without an answer": 0.6,
            "likeness in words": 0.8,
            "lead in words": 0.3,
            "likeness in words beyond that of questions without an answer": 0.6,
            "length of the question": 0.0,
            "share of words the bank hardly knows": 0.25,
        },
        abs=1e-6,
    )


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("rơi mất bằng lái", "answer at once with licence-lost"),
        ("chào em", "return the small talk of greeting"),
        ("mất", 'ask "did you mean" and offer '),
        ("qwerty zxcv asdf", "hand over to a person"),
        ("🙂", "hand over to a person"),
    ],
)
def test_what_a_bot_would_do_follows_from_the_thresholds(text: str, done: str):
    assert told(text).deed.startswith(done)


def test_an_entry_that_is_not_served_goes_to_a_person():
    draft = ENTRIES[3].model_copy(update={"status": Status.draft})
    over = ENTRIES[2].model_copy(update={"valid_until": date(2026, 11, 30)})
    faq = Faq([draft, over, *ENTRIES[4:]])
    assert told("rơi mất bằng lái", faq).deed == (
        "hand over to a person: licence-lost is not served (draft)"
    )
    assert "out of its term on 2026-12-01" in told("rơi mất căn cước công dân", faq).deed


def test_words_tell_why_a_probability_is_not_what_was_weighed():
    assert "it is the entry's own question" in said("roi mat bang lai")
    assert "the whole message is small talk" in said("xin chào")


@pytest.mark.parametrize("text", ["", "🙂", "[bold]mất[/bold] căn cước", "đ" * 5000])
def test_any_text_can_be_explained(text: str):
    assert said(text)
    assert nearest(told(text)).row_count >= 0


@pytest.mark.parametrize("faq", [Faq([]), Faq(ENTRIES[:1])])
def test_even_of_the_smallest_bank_something_is_told(faq: Faq):
    assert "A bot would" in said("mất căn cước", faq)


def test_the_command_prints_the_sentences_and_a_table():
    result = CliRunner().invoke(main, ["explain", "roi", "mat", "bang", "lai"], obj=FAQ)
    assert result.exit_code == 0
    assert "Read as: rơi mất bằng lái" in result.output
    assert "1. licence-lost: " in result.output
    assert "(no entry)" in result.output
