"""The exam of wishes is apart from what is learned; what is shipped is what was learned last."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files

import pytest
from click.testing import CliRunner

from faq.__main__ import main
from faq.learning.wishing import content_key, shipped
from faq.meant.danger import DANGERS
from faq.measuring import wish_exam
from faq.measuring.wish_exam import Sitting
from faq.measuring.wishing import (
    SAME,
    Examined,
    by_wish,
    confusions,
    is_met_as_danger,
    known,
    lesson,
)
from faq.vietnamese.text import plain
from faq.wishes import Wish, Wishes, examples


class NoSearch:
    """Finds no entry."""

    sure = 0.8

    def search_all(self, texts, limit):
        return [[] for _ in texts]


def exam(name: str) -> list[dict[str, str]]:
    text = (files("faq") / "data" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_what_is_shipped_was_learned_from_the_examples_as_they_are():
    assert content_key(lesson()[0]) == shipped().key, (
        "the examples of wishes or the entries' questions changed: run python -m faq wishes"
    )


def test_no_line_that_counts_in_the_exam_was_learned_from():
    alike = {plain(text) for text, _ in lesson()[0]}
    sat = wish_exam.sit(Wishes.shipped(), NoSearch())
    assert [one.text for one in sat.made if plain(one.text) in alike] == []
    assert len(sat.made) + len(sat.repeated) == len(exam("exam-wishes.jsonl"))


def test_the_exam_is_nearly_all_apart():
    """Short lines are the same by chance: "test", "xin chào"."""
    alike = [row for row in exam("exam-wishes.jsonl") if plain(row["q"]) in known()]
    assert len(alike) <= 0.2 * len(exam("exam-wishes.jsonl"))
    left = Counter(row["wish"] for row in exam("exam-wishes.jsonl")) - Counter(
        row["wish"] for row in alike
    )
    assert {wish: count for wish, count in left.items() if count < 10} == {}


def test_every_wish_has_forty_examples_and_is_examined():
    counts = Counter(wish for _, wish in examples())
    asked = {row["wish"] for row in exam("exam-wishes.jsonl")}
    assert {wish for wish in asked if counts[wish] < 40} == set()
    assert asked <= set(shipped().ids)


def test_wishes_that_lead_to_the_same_are_known_ones():
    assert {wish for same in SAME for wish in same} <= set(shipped().ids)


def made(wish: str, found: str, score: float = 0.9, text: str = "?") -> Examined:
    return Examined(text, wish, Wish(found, score), score if found in DANGERS else 0.0)


MADE = [
    made("person", "person"),
    made("person", "cancel"),
    made("weather", "market"),
    made("fire", "rescue"),
    made("scam", "question", text="hello"),
    made("question", "question", text="nhà tôi cháy rồi cứu với"),
]


def test_what_leads_to_the_same_is_good_though_not_right():
    assert [one.right for one in MADE] == [True, False, False, False, False, True]
    assert [one.good for one in MADE] == [True, False, True, True, False, True]
    assert confusions(MADE)[0] == (("person", "cancel"), 1)
    assert {wish: len(group) for wish, group in by_wish(MADE).items()}["person"] == 2


def test_danger_is_met_by_a_phrase_or_as_learned_from_a_bound_on():
    assert is_met_as_danger(made("question", "question", text="cháy nhà rồi cứu với"))
    assert is_met_as_danger(made("fire", "rescue", 0.5))
    assert not is_met_as_danger(made("fire", "fire", 0.4))


def test_the_exam_tells_shares_alarms_and_danger():
    told = Sitting(MADE, [made("test", "test")], 100, [MADE[1], MADE[2]], [MADE[1]]).to_dict()
    assert told["right_share"] == pytest.approx(2 / 6)
    assert told["same_share"] == pytest.approx(4 / 6)
    assert told["same_share_with_repeated"] == pytest.approx(5 / 7)
    assert (told["false_alarms_share"], told["acted_on_share"]) == (0.02, 0.01)
    assert told["danger_met_share"] == 0.5
    assert told["danger_missed"] == ["hello"]
    assert told["danger_needless"] == ["nhà tôi cháy rồi cứu với"]


def test_an_alarm_counts_where_the_search_is_not_sure_or_the_wish_is_very():
    class Search:
        sure = 0.8

        def search_all(self, texts, limit):
            return [[match(0.9, text.endswith("canned"))] for text in texts[:-1]] + [[]]

    def match(score: float, canned: bool):
        entry = type("E", (), {"canned": canned})
        return type("M", (), {"score": score, "entry": entry})

    alarms = [
        made("question", "person", 0.7, "sure of an entry"),
        made("question", "person", 0.95, "very sure of the wish"),
        made("question", "person", 0.7, "sure of canned"),
        made("question", "person", 0.7, "nothing found"),
    ]
    assert wish_exam.doubtful(alarms, Search()) == alarms[1:]


def test_the_command_prints_it(monkeypatch):
    monkeypatch.setattr(wish_exam, "sit", lambda wishes, faq: Sitting(MADE, [], 100, MADE[:1], []))
    monkeypatch.setattr("faq.commands.exam._built", lambda *_: None)
    printed = CliRunner().invoke(main, ["exam", "--wishes"])
    assert printed.exit_code == 0, printed.output
    assert "danger missed: hello" in printed.output
    told = json.loads(CliRunner().invoke(main, ["exam", "--wishes", "--json"]).output)
    assert told["messages"] == 6


def test_a_file_of_questions_is_no_exam_of_wishes():
    refused = CliRunner().invoke(main, ["exam", "--wishes", "questions.jsonl"])
    assert refused.exit_code == 2
    assert "--wishes goes with" in refused.output
