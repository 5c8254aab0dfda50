"""Teaches the recogniser of wishes, and examines it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from faq.engine import Faq
from faq.exchange.files import seed
from faq.learning.wishing import Example, Weights, learn
from faq.meant.danger import DANGERS
from faq.meant.urgent import urgent
from faq.vietnamese.text import plain
from faq.wishes import QUESTION, Wish, Wishes, examples, small_talk

# What each example counts. The entries' own questions are many, and like each other.
_OF_ENTRIES, _LOOK_ALIKE = 0.3, 1.0
# The questions of nobody are wishes, too: what they are about, by the kind they are filed under.
_NOBODYS = {"near": QUESTION, "chitchat": "small-talk", "far": "trivia", "nonsense": "noise"}
_SURE = 0.6  # as in bot.citizens.dialogue.wanting
_DANGER = 0.5  # as in bot.citizens.reading, all kinds of danger together
_OVER_ENTRY = 0.9  # as in bot.citizens.dialogue.wanting: outranks also a sure entry
# Wishes that lead to the same words: one taken for another costs nobody anything.
SAME = (
    ("weather", "market", "trivia", "small-talk", "noise"),
    ("abuse", "bot-complaint"),
    ("thanks", "understood", "farewell"),
    ("english", "vietnamese", "choose-language"),
    ("data-stop", "data-withdraw"),
    ("shorter", "unclear"),
    ("topics", "what-can-you-do"),
    ("report", "complaint"),
    ("rescue", "ambulance", "child", "crime", "fire"),
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A labelled message, and what was recognised; `danger` is the chance of any danger."""

    text: str
    wish: str
    found: Wish
    danger: float = 0.0

    @property
    def right(self) -> bool:
        return self.found.id == self.wish

    @property
    def good(self) -> bool:
        """Whether it leads to the same as the right one would."""
        return self.right or any(self.found.id in same and self.wish in same for same in SAME)


def lesson() -> tuple[list[Example], list[float]]:
    """Everything that is learned from, with what each example counts."""
    entries = seed()
    asked = [(q, QUESTION) for e in entries if not e.canned for q in e.questions()]
    nobodys = [(row["q"], _NOBODYS[row["kind"]]) for row in _rows("negatives.jsonl")]
    own = [*examples(), *small_talk(entries)]
    counts = [_LOOK_ALIKE] * len(own) + [_OF_ENTRIES] * len(asked) + [_OF_ENTRIES] * len(nobodys)
    return [*own, *asked, *nobodys], counts


@cache
def known() -> frozenset[str]:
    """The plain forms of everything that is learned from: what stands there examines nothing."""
    return frozenset(plain(text) for text, _ in lesson()[0])


def learned() -> Weights:
    """The recogniser, learned anew."""
    return learn(*lesson())


def examined(wishes: Wishes) -> list[Examined]:
    """The exam of wishes, written apart; some short lines are `known` all the same."""
    return [
        Examined(row["q"], row["wish"], _best(wishes, row["q"]), _danger(wishes, row["q"]))
        for row in _rows("exam-wishes.jsonl")
    ]


def false_alarms(wishes: Wishes) -> list[Examined]:
    """Questions of the entries' exams that would surely be taken for a wish."""
    rows = [row for file in ("exam.jsonl", "exam-apart.jsonl") for row in _rows(file)]
    asked = [Examined(row["q"], QUESTION, _best(wishes, row["q"])) for row in rows if row["id"]]
    return [one for one in asked if not one.good and one.found.score >= _SURE]


def doubtful(alarms: Sequence[Examined], faq: Faq) -> list[Examined]:
    """Those of them that count: where the search is sure of an entry it outranks such a wish."""
    found = faq.search_all([one.text for one in alarms], limit=1)
    return [
        one
        for one, matches in zip(alarms, found, strict=True)
        if one.found.score >= _OVER_ENTRY
        or not matches
        or matches[0].entry.canned
        or matches[0].score < faq.sure
    ]


def by_wish(made: Iterable[Examined]) -> dict[str, list[Examined]]:
    """What was examined, by what it is."""
    groups: dict[str, list[Examined]] = {}
    for one in made:
        groups.setdefault(one.wish, []).append(one)
    return dict(sorted(groups.items()))


def is_met_as_danger(one: Examined) -> bool:
    """Whether it is met as danger of any kind: by a phrase, or as learned."""
    return one.danger >= _DANGER or urgent(one.text) is not None


def asked_in_exams() -> int:
    """How many questions the entries' exams ask."""
    return sum(1 for file in ("exam.jsonl", "exam-apart.jsonl") for row in _rows(file) if row["id"])


def confusions(made: Iterable[Examined]) -> list[tuple[tuple[str, str], int]]:
    """Which wish is taken for which, most often first."""
    return Counter((one.wish, one.found.id) for one in made if not one.right).most_common()


def _best(wishes: Wishes, text: str) -> Wish:
    found = wishes.of(text)
    return found[0] if found else Wish("noise", 1.0)


def _danger(wishes: Wishes, text: str) -> float:
    return sum(wish.score for wish in wishes.of(text) if wish.id in DANGERS)


def _rows(name: str) -> Sequence[Mapping[str, str]]:
    text = (files("faq") / "data" / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
