"""An entry is whole, or every fault is told."""

from __future__ import annotations

from datetime import date

import pytest

from faq import BadEntry, Entry
from tests.faq.town import fields


def faults(**changes: object) -> dict[str, str]:
    with pytest.raises(BadEntry) as refused:
        Entry.from_dict(fields(**changes), "a.yaml")
    assert {fault.entry for fault in refused.value.faults} == {changes.get("id", "id-lost")}
    return {fault.field: fault.message for fault in refused.value.faults}


def test_a_whole_entry_is_taken_and_given_back_the_same():
    entry = Entry.from_dict(fields())
    assert Entry.from_dict(entry.to_dict()) == entry


def test_every_missing_field_is_a_fault_of_its_own():
    with pytest.raises(BadEntry) as refused:
        Entry.from_dict({"id": "x", "question": {"vi": "Gì?"}}, "a.yaml")
    assert {fault.field for fault in refused.value.faults} == {
        *("category", "question.en", "answer", "links", "variants", "sources", "as_of"),
        *("reviewed_on", "reviewed_by", "review_days", "owner", "confidence"),
    }


@pytest.mark.parametrize("variants", [{}, {"vi": [], "en": []}])
def test_variants_without_any_line_are_missing(variants: dict[str, list[str]]):
    assert faults(variants=variants) == {"variants": "is missing"}


def test_faults_of_different_kinds_come_together():
    found = faults(
        answer={"vi": "dài " * 300, "en": "short"},
        related=["id-lost"],
        valid_from="2026-02-01",
        valid_until="2026-01-01",
        as_of="hôm qua",
        owner=None,
        surprise=1,
    )
    assert set(found) == {"answer", "related", "valid_until", "as_of", "owner", "surprise"}


def test_an_answer_too_long_for_a_phone_counts_its_dated_parts_and_links():
    answer = {"vi": "a" * 700, "en": "b" * 700}
    dated = {"vi": "c" * 290, "en": "d", "valid_from": "2026-08-15", "valid_until": "2027-02-28"}
    message = faults(answer=answer, dated=[dated])["answer"]
    assert "(vi, on 2026-08-15)" in message
    Entry.from_dict(fields(answer=answer))
    later = dated | {"vi": "c" * 200, "valid_from": "2027-03-01", "valid_until": None}
    Entry.from_dict(fields(answer=answer, dated=[dated | {"vi": "c" * 200}, later]))


def test_small_talk_needs_no_source_and_no_reviewer():
    Entry.from_dict(
        {
            "id": "hi",
            "category": "tro-chuyen",
            "canned": True,
            "question": {"vi": "a", "en": "b"},
            "answer": {"vi": "a", "en": "b"},
        }
    )


def test_dated_parts_come_and_go_with_the_day():
    dated = [
        {"vi": "Miễn phí.", "en": "Free.", "part": "fee", "valid_until": "2026-12-31"},
        {"vi": "Có phí.", "en": "Not free.", "part": "fee", "valid_from": "2027-01-01"},
    ]
    entry = Entry.from_dict(fields(dated=dated, parts={"time": {"vi": "7 ngày", "en": "7 days"}}))
    assert "Free." in entry.text("en", date(2026, 12, 31))
    assert entry.text("en", date(2027, 1, 1)).endswith("Not free.\n\nhttps://dichvucong.gov.vn")
    assert entry.part_text("fee", "vi", date(2027, 1, 1)) == "Có phí."
    assert entry.part_text("where", "vi", date(2027, 1, 1)) is None


def test_only_approved_entries_are_served_and_only_while_they_hold():
    entry = Entry.from_dict(fields(valid_until="2026-12-31"))
    assert entry.served_on(date(2026, 12, 31))
    assert not entry.served_on(date(2027, 1, 1))
    assert not Entry.from_dict(fields(status="draft")).served_on(date(2026, 1, 1))


def test_an_entry_is_never_changed():
    with pytest.raises(ValueError, match="frozen"):
        Entry.from_dict(fields()).id = "other"  # type: ignore[misc]
