"""A cry for help is heard however it is typed, and talk of paperwork is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from faq import seed, urgent
from faq.vietnamese.syllable import unmarked


def _read(name: str) -> dict[str, Any]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    said: dict[str, Any] = YAML(typ="safe").load(text)
    return said


_SAID, _APART = _read("cries.yaml"), _read("cries_apart.yaml")
CRIES: dict[str, list[str]] = _SAID["cries"]
OTHER_CRIES: list[str] = _SAID["other"]
CALM: list[str] = _SAID["calm"]


@pytest.mark.parametrize(("kind", "cry"), [(k, cry) for k, cries in CRIES.items() for cry in cries])
def test_a_cry_for_help_is_heard_with_the_right_number_first(kind: str, cry: str):
    heard = urgent(cry)
    assert heard is not None
    assert heard.kind == kind


@pytest.mark.parametrize("cry", [cry for cries in CRIES.values() for cry in cries])
def test_a_cry_for_help_is_heard_in_capitals(cry: str):
    assert urgent(cry.upper()) is not None


@pytest.mark.parametrize("cry", OTHER_CRIES)
def test_other_cries_are_heard_too(cry: str):
    assert urgent(cry) is not None


def test_without_marks_nearly_every_cry_is_still_heard():
    cries = [cry for all_cries in (*CRIES.values(), OTHER_CRIES) for cry in all_cries]
    heard = [cry for cry in cries if urgent(unmarked(cry.lower()))]
    assert len(heard) >= 0.93 * len(cries)


@pytest.mark.parametrize("text", CALM)
def test_talk_of_paperwork_is_no_cry_for_help(text: str):
    assert urgent(text) is None


def test_each_danger_has_its_national_number():
    numbers = {kind: urgent(cries[0]) for kind, cries in CRIES.items()}
    first = {kind: heard.numbers[0] for kind, heard in numbers.items() if heard}
    assert first == {
        "fire": "114",
        "rescue": "114",
        "ambulance": "115",
        "crime": "113",
        "child": "111",
        "self-harm": "115",
        "poison": "115",
        "lost-child": "113",
        "scam": "113",
    }


def test_nearly_all_cries_that_no_phrase_was_written_for_are_heard():
    cries = [cry for all_cries in _APART["cries"].values() for cry in all_cries]
    missed = [cry for cry in cries if urgent(cry) is None]
    assert len(missed) <= 0.05 * len(cries), missed
    unmarked_missed = [cry for cry in cries if urgent(unmarked(cry.lower())) is None]
    assert len(unmarked_missed) <= 0.06 * len(cries), unmarked_missed


def test_nearly_no_talk_of_paperwork_that_no_phrase_was_written_for_rings():
    false = [text for text in _APART["calm"] if urgent(text)]
    assert len(false) <= 0.08 * len(_APART["calm"]), false


@pytest.mark.parametrize(
    ("calm", "cry"),
    [
        ("tai nạn giao thông thì nộp phạt ở đâu", "đang tai nạn giao thông, cứu với"),
        ("bị lừa mua hàng online tố cáo ở đâu", "vừa bị lừa chuyển tiền xong"),
        ("khai tử cho người tự tử", "tôi muốn tự tử, khai tử hộ luôn đi"),
        ("cười muốn chết", "em muốn chết"),
    ],
)
def test_the_same_words_are_told_apart_by_sense(calm: str, cry: str):
    assert urgent(calm) is None
    assert urgent(cry) is not None


@pytest.mark.parametrize("cry", ["SOS", "cứu", "113", "fire!", "Cháy!!"])
def test_a_single_word_may_be_a_cry(cry: str):
    assert urgent(cry) is not None
    assert urgent(cry + " hồ sơ") is None or cry == "Cháy!!"


@pytest.mark.parametrize(
    ("said", "times"), [("cháy ", 900), ("bị em ", 700), ("đ", 4096), ("con bị * ", 400)]
)
def test_a_flood_of_words_says_what_a_few_of_them_say(said: str, times: int):
    # Should a phrase try every way to match, this would not end.
    assert urgent(said * times) == urgent(said * 3)


def test_the_questions_of_the_shipped_entries_raise_hardly_any_false_alarm():
    calm = [entry for entry in seed() if not entry.urgent and entry.id != "hotlines"]
    asked = [line for entry in calm for line in entry.questions()]
    alarms = [line for line in asked if urgent(line)]
    assert len(alarms) <= 0.005 * len(asked), alarms
