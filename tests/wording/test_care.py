"""Somebody in danger is met with care, in both languages, whatever the danger is."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot.wording import WORDING
from bot.wording.care import CARE, Care
from faq import Language
from faq.meant.alarm import alarms
from faq.meant.urgent import Kind

LANGUAGES: tuple[Language, ...] = ("vi", "en")
KINDS: tuple[str, ...] = get_args(Kind)
# Places in a queue, office hours, ticket codes and excuses: nothing for somebody in danger.
OFFICIAL = re.compile(
    r"giờ làm việc|giờ hành chính|số thứ tự|đang chờ trước|hàng chờ|không dám|trả lời bừa|\bmã \{|"
    r"thứ hai|7:30|8:00|office hours|working hours|queue|ahead of you|\{|\bticket\b",
    re.IGNORECASE,
)


def said(care: Care) -> list[str]:
    return [
        care.call_now,
        *care.warm.values(),
        *care.steps.values(),
        care.stay,
        *care.still,
        care.safe_button,
        care.safe,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_danger_has_warm_words_and_steps(language: Language, kind: str):
    care = CARE[language]
    assert care.warm[kind].strip()
    assert 1 <= len(care.steps[kind].splitlines()) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_unknown_kinds(language: Language):
    assert set(CARE[language].warm) == set(CARE[language].steps) == set(KINDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_in_danger_reads_of_queues_or_office_hours(language: Language):
    assert [text for text in said(CARE[language]) if OFFICIAL.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_lines_fit_a_phone(language: Language):
    care = CARE[language]
    firsts = [text.splitlines()[0] for text in said(care)]
    lines = [line for steps in care.steps.values() for line in steps.splitlines()]
    assert [line for line in (*firsts, *lines) if len(line) > 160] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_warm_words_are_one_sentence(language: Language):
    warm = CARE[language].warm.values()
    assert [text for text in warm if len(re.findall(r"[.!?](?:\s|$)", text)) != 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_later_words_differ_and_say_that_the_number_works_now(language: Language):
    still = CARE[language].still
    assert len(set(still)) == len(still) >= 3
    now = {"vi": re.compile("ngay"), "en": re.compile(r"\bnow\b")}[language]
    assert all(now.search(text) for text in still)


@pytest.mark.parametrize("language", LANGUAGES)
def test_self_harm_names_no_method(language: Language):
    care = CARE[language]
    methods = re.compile(
        r"thuốc|cầu\b|dây|dao|nhảy|treo|pill|bridge|rope|knife|jump", re.IGNORECASE
    )
    assert not methods.search(care.warm["self-harm"] + care.steps["self-harm"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_poison_says_not_to_vomit(language: Language):
    first = CARE[language].steps["poison"].splitlines()[0]
    assert {"vi": "Không gây nôn", "en": "not make them vomit"}[language] in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_of_a_danger_has_a_line(language: Language):
    lines = WORDING[language].emergency_numbers
    for alarm in alarms().alarms:
        assert alarm.kind in KINDS
        assert [number for number in alarm.numbers if number not in lines] == []
