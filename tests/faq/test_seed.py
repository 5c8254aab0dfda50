"""The shipped entries are whole: every topic, well asked, sourced, dated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from faq import LANGUAGES, Entry, categories, fold, seed
from faq.entry import LONGEST_ANSWER
from faq.exchange.sheet import to_review
from faq.measuring import exam

TOPICS = Path(__file__).with_name("topics.txt").read_text(encoding="utf-8").split()
CANNED = {
    *("greeting", "farewell", "thanks", "abuse", "bot-complaint", "are-you-human"),
    *("what-can-you-do", "service-hours", "talk-to-person", "choose-language"),
}
SCAMS = ("scam-fake-vneid", "scam-impersonation", "scam-victim")
WAIVED = (
    *("fee-waiver-digital-citizen", "idcard-renew", "idcard-lost", "passport-online"),
    *("residence-permanent", "residence-temporary", "split-household", "civil-extract"),
    *("judicial-record", "license-renew", "license-lost", "digital-citizen"),
)
FIRST_WAIVED, LAST_WAIVED = date(2026, 8, 15), date(2027, 2, 28)
LAST_HALVED = date(2026, 12, 31)
STEP = timedelta(days=1)


@pytest.fixture(scope="module")
def bank() -> dict[str, Entry]:
    return {entry.id: entry for entry in seed()}


@pytest.fixture(scope="module")
def asked(bank: dict[str, Entry]) -> list[Entry]:
    """The entries that are no small talk."""
    return [entry for entry in bank.values() if not entry.canned]


def turning_days(entry: Entry) -> set[date]:
    ends = {day for one in (entry, *entry.dated) for day in (one.valid_from, one.valid_until)}
    around = {day + step for day in ends if day for step in (-STEP, timedelta(), STEP)}
    return around | {date(2026, 11, 23)}


def twice(lines: Iterable[tuple[str, str]]) -> list[str]:
    """What is said more than once; of each pair the first is compared, the second shown."""
    seen: dict[str, str] = {}
    return [f"{seen[key]} = {line}" for key, line in lines if seen.setdefault(key, line) != line]


def test_a_hundred_topics_and_no_others_have_an_entry(asked):
    assert len(TOPICS) == 100
    assert {entry.id for entry in asked} == set(TOPICS)


def test_every_entry_has_all_that_a_reader_and_an_office_need(asked):
    for entry in asked:
        assert entry.sources, entry.id
        assert entry.links, entry.id
        assert entry.owner, entry.id
        assert entry.reviewed_by, entry.id
        for value in (entry.as_of, entry.reviewed_on, entry.review_due(), entry.confidence):
            assert value is not None, entry.id


def test_every_entry_is_served_today(bank):
    assert [entry.id for entry in bank.values() if not entry.served_on(date(2026, 11, 23))] == []


def test_every_entry_is_asked_in_many_ways(asked):
    few = {
        entry.id: (len(entry.variants.vi), len(entry.variants.en))
        for entry in asked
        if len(entry.variants.vi) < 12 or len(entry.variants.en) < 4
    }
    assert few == {}


def test_no_variant_stands_twice_in_the_bank(asked):
    variants = [(entry, line) for entry in asked for line in entry.variants]
    assert twice((fold(line), f"{entry.id}: {line}") for entry, line in variants) == []


def test_no_small_talk_is_a_variant_of_two_entries(bank):
    # With its marks, since a single word has no more: "nhầm" is a slip, "nhảm" an insult.
    small = [entry for entry in bank.values() if entry.canned]
    owners = [(line.casefold(), entry.id) for entry in small for line in entry.variants]
    assert twice(owners) == []


def test_no_variant_is_a_question_of_the_exam(asked):
    examined = {fold(question.q) for question in exam.questions(exam.shipped_exam())}
    taken = [line for entry in asked for line in entry.variants if fold(line) in examined]
    assert taken == []


def test_every_answer_fits_a_phone_on_every_day_on_which_it_changes(bank):
    lengths = {
        f"{entry.id} ({language}, {day})": len(entry.text(language, day))
        for entry in bank.values()
        for day in turning_days(entry)
        for language in LANGUAGES
    }
    assert {where: length for where, length in lengths.items() if length > LONGEST_ANSWER} == {}


def test_links_are_https_and_end_the_answer(asked):
    for entry in asked:
        urls = [*entry.links, *(source.url for source in entry.sources if source.url)]
        assert all(re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?", url) for url in urls), urls
        for language in LANGUAGES:
            text = entry.text(language, date(2026, 11, 23))
            assert text.endswith("\n".join(entry.links))


def test_related_entries_are_two_to_four_others_that_exist(asked):
    ids = {entry.id for entry in asked}
    for entry in asked:
        assert 2 <= len(set(entry.related)) == len(entry.related) <= 4, entry.id
        assert set(entry.related) <= ids - {entry.id}, entry.id


def test_every_category_has_entries(asked):
    assert {entry.category for entry in asked} == {category.id for category in categories()}


def test_entries_of_low_confidence_are_to_be_reviewed_by_their_office(asked):
    low = [entry for entry in asked if entry.confidence == "low"]
    assert low
    assert to_review(asked, date(2026, 11, 23)) == low


def test_every_entry_is_to_be_reviewed_once_its_day_is_past(bank):
    late = max(due for entry in bank.values() if (due := entry.review_due()))
    waiting = to_review(bank.values(), late + STEP)
    assert [entry.id for entry in waiting] == [e.id for e in bank.values() if not e.canned]


def test_a_scam_in_progress_is_urgent(bank):
    assert [id for id in SCAMS if not bank[id].urgent] == []


def test_small_talk_is_answered_in_both_languages(bank):
    assert {id for id, entry in bank.items() if entry.canned} >= CANNED
    for entry in (entry for entry in bank.values() if entry.canned):
        assert entry.variants.vi, entry.id
        assert entry.variants.en, entry.id


@pytest.mark.parametrize("id", WAIVED)
def test_a_waiver_is_told_while_it_holds_and_not_a_day_longer(bank, id):
    entry = bank[id]
    waivers = [part for part in entry.dated if part.valid_until == LAST_WAIVED and part.part]
    assert waivers
    for part in waivers:
        for language in LANGUAGES:
            said = part.in_(language)
            assert said in entry.text(language, FIRST_WAIVED)
            assert said in entry.text(language, LAST_WAIVED)
            assert said not in entry.text(language, FIRST_WAIVED - STEP)
            assert said not in entry.text(language, LAST_WAIVED + STEP)
            assert said not in (entry.part_text("fee", language, LAST_WAIVED + STEP) or "")


def test_every_dated_part_about_waived_fees_ends_with_the_waiver(asked):
    for entry in asked:
        for part in entry.dated:
            words = part.vi.casefold()
            if "miễn" in words:
                assert (part.valid_from, part.valid_until) == (FIRST_WAIVED, LAST_WAIVED), entry.id
            elif "giảm" in words:
                assert part.valid_until in (LAST_WAIVED, LAST_HALVED), entry.id


def test_no_answer_promises_the_waiver_after_its_end(asked):
    # The entry about the policy itself says from when until when it runs.
    for entry in (entry for entry in asked if entry.id != "fee-waiver-digital-citizen"):
        for language in LANGUAGES:
            assert "28/02/2027" not in entry.text(language, LAST_WAIVED + STEP), entry.id
            assert "28 Feb" not in entry.text(language, LAST_WAIVED + STEP), entry.id
