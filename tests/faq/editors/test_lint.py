"""Lint tells editors what to look at in entries without fault, and `check` shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main as danhoi
from faq import Entry, seed, write
from faq.__main__ import main as faq
from faq.editors.lint import Kind, Remark, lint
from tests.faq.town import canned, entry

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
ANIMALS = ["mèo", "gà", "vịt", "ngựa", "trâu", "bò", "dê", "cừu", "lợn", "thỏ", "voi", "hổ"]
ENGLISH = ["cat", "dog", "horse", "owl"]


def asked(id: str, *vi: str, **changes: Any) -> Entry:
    """An entry of which each line is a question once."""
    first, *more = vi or (f"câu hỏi {id}",)
    lines = {"vi": more or [id[::-1]], "en": []}
    return entry(id, **{"question": {"vi": first, "en": id}, "variants": lines} | changes)


def whole(id: str, verb: str, **changes: Any) -> Entry:
    """An entry that leaves nothing to remark."""
    vi = [f"{verb} {animal}" for animal in ANIMALS]
    en = [f"{id} {animal}" for animal in ENGLISH]
    asked = {"question": {"vi": f"{verb} gì", "en": id}, "variants": {"vi": vi, "en": en}}
    return entry(id, **asked | changes)


def of(kind: Kind, *entries: Entry, others: tuple[Entry, ...] = ()) -> list[Remark]:
    return [remark for remark in lint(entries, TODAY, others) if remark.kind is kind]


def test_an_entry_in_order_leaves_nothing_to_remark():
    assert lint([whole("keeping", "nuôi nhốt")], TODAY) == []


def test_remarks_come_by_kind_and_each_is_one_line():
    old = {"valid_until": "2026-11-01", "answer": said("xem http://a.vn")}
    entries = [asked("zebra"), asked("camel", **old)]
    kinds = [remark.kind for remark in lint(entries, TODAY)]
    assert kinds == [Kind.expired, Kind.link, Kind.few, Kind.few]
    assert all("\n" not in str(remark) for remark in lint(entries, TODAY))


def test_retired_entries_are_left_alone():
    old = asked("old", "mất thẻ căn cước", status="retired", valid_until="2020-01-01")
    assert lint([old, asked("new", "mất thẻ căn cước")], TODAY) == of(Kind.few, asked("new"))


def test_the_same_question_in_two_entries_is_told_once():
    one, other = asked("lost", "mất thẻ căn cước"), asked("renew", "Mat the can cuoc?")
    (remark,) = of(Kind.twin, one, other)
    assert remark.entry == "lost"
    assert '"mất thẻ căn cước" is the same question as "Mat the can cuoc?" of renew' in str(remark)


@pytest.mark.parametrize(
    "line", ["rơi mất thẻ căn cước ở chợt hôm qua", "hôm qua rơi mất thẻ căn cước ở chợ"]
)
def test_a_slip_or_another_order_of_words_makes_no_other_question(line):
    one = asked("lost", "rơi mất thẻ căn cước ở chợ hôm qua")
    (remark,) = of(Kind.twin, one, asked("renew", line))
    assert "% the same as" in remark.message


def test_questions_that_differ_in_a_word_are_two():
    one, other = asked("lost", "mất thẻ căn cước"), asked("licence", "mất giấy phép lái xe")
    assert of(Kind.twin, one, other) == []


def test_marks_tell_small_talk_apart():
    assert of(Kind.twin, canned("slip", "nhầm"), canned("abuse", "nhảm")) == []
    assert len(of(Kind.twin, canned("slip", "nhầm"), canned("abuse", "Nhầm!"))) == 1


def test_small_talk_is_compared_with_questions_without_marks():
    assert len(of(Kind.twin, canned("abuse", "nhảm quá"), asked("slip", "nhầm quá"))) == 1


def test_smileys_are_compared_as_they_are():
    assert of(Kind.twin, canned("thanks", "👍"), canned("farewell", "👋")) == []
    assert len(of(Kind.twin, canned("thanks", "👍"), canned("farewell", "👍"))) == 1


def test_a_draft_keeps_its_questions_from_other_entries():
    draft = asked("draft", "mất thẻ căn cước", status="draft")
    assert len(of(Kind.twin, asked("lost", "mất thẻ căn cước"), draft)) == 1


def test_the_rest_of_the_bank_is_compared_with_but_not_remarked_on():
    other = asked("shipped", "mất thẻ căn cước", valid_until="2020-01-01")
    remarks = lint([asked("mine", "mat the can cuoc")], TODAY, [other, asked("more")])
    assert {remark.entry for remark in remarks} == {"mine"}
    assert [remark.kind for remark in remarks] == [Kind.twin, Kind.few]


def test_pairs_are_found_however_far_apart_they_stand():
    many = [asked(f"n{n}", f"{n * 7919} {n * 104729}") for n in range(700)]
    found = of(Kind.twin, asked("first", "mất thẻ"), *many, asked("last", "mất thẻ"))
    assert [remark.entry for remark in found if "of last" in remark.message] == ["first"]


def test_a_variant_that_is_read_as_another_is_needless():
    (remark,) = of(Kind.needless, asked("lost", "mất thẻ căn cước", "ad ơi mat the can cuoc"))
    assert '"ad ơi mat the can cuoc" is read as "mất thẻ căn cước"' in str(remark)


def test_a_variant_that_is_only_like_another_is_wanted():
    near = asked("lost", "rơi mất thẻ căn cước ở chợ", "rơi mất thẻ căn cước ở chợt")
    assert of(Kind.needless, near) == []


def test_too_few_variants_are_counted_in_each_language():
    (remark,) = of(Kind.few, asked("lost", "một", "hai", "ba"))
    assert "has 2 Vietnamese and 0 English variants" in str(remark)
    assert of(Kind.few, canned("thanks", "cảm ơn")) == []


@pytest.mark.parametrize(
    ("until", "kind"),
    [
        (TODAY - DAY, Kind.expired),
        (TODAY, Kind.expiring),
        (TODAY + MONTH, Kind.expiring),
        (TODAY + MONTH + DAY, None),
    ],
)
def test_an_entry_is_remarked_when_its_term_is_over_and_a_month_before(until, kind):
    remarks = lint([whole("waiver", "miễn", valid_until=until)], TODAY)
    assert [remark.kind for remark in remarks] == ([kind] if kind else [])
    assert all(str(until) in str(remark) for remark in remarks)


@pytest.mark.parametrize(
    ("until", "told"),
    [(TODAY - DAY, False), (TODAY, True), (TODAY + MONTH, True), (TODAY + MONTH + DAY, False)],
)
def test_a_paragraph_is_remarked_a_month_before_it_ends(until, told):
    part = {"valid_until": until, "vi": "Đến hết tháng, miễn lệ phí.", "en": "Free."}
    remarks = of(Kind.ending, whole("fee", "nộp", dated=[part]))
    assert [f'"Đến hết tháng, miễn lệ phí." ends on {until}' in str(r) for r in remarks] == (
        [True] if told else []
    )


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (TODAY - DAY, "overdue since 2026-11-24"),
        (TODAY, "due on 2026-11-25 (today)"),
        (TODAY + DAY, "due on 2026-11-26 (1 day left)"),
        (TODAY + MONTH, "due on 2026-12-25 (30 days left)"),
        (TODAY + MONTH + DAY, None),
    ],
)
def test_a_review_is_remarked_a_month_before_it_is_due(due, words):
    remarks = of(Kind.review, whole("fee", "nộp", reviewed_on=due - 90 * DAY))
    assert [str(words) in str(remark) for remark in remarks] == ([True] if words else [])


def test_low_confidence_is_remarked():
    (remark,) = lint([whole("fee", "nộp", confidence="low")], TODAY)
    assert remark.kind is Kind.doubtful


def said(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": "See there."}


@pytest.mark.parametrize(
    "link",
    [
        "http://dichvucong.gov.vn/p",
        "HTTP://dichvucong.gov.vn",
        "www.bacninh.gov.vn",
        "ftp://bacninh.gov.vn/a",
        "https://dichvucong.gov.vn@elsewhere.example/login",
    ],
)
def test_an_unsafe_link_is_found_in_every_text_that_is_shown(link):
    places: dict[str, dict[str, Any]] = {
        "answer.vi": {"answer": said(f"Xem ({link}).")},
        "question.vi": {"question": said(f"Vào {link}, làm sao?")},
        "parts.fee.vi": {"parts": {"fee": said(f"Xem {link}.")}},
        "dated": {"dated": [said(f"Xem {link}!")]},
        "sources": {"sources": [{"name": f"Trang {link}"}]},
    }
    for field, changes in places.items():
        (remark,) = of(Kind.link, whole("fee", "nộp", **changes))
        assert f"fee: {field} has {link}: " in str(remark)


@pytest.mark.parametrize("url", ["https://www.bacninh.gov.vn/a?b=c@d", "https://a.vn/@kenh"])
def test_safe_links_and_bare_names_are_left_alone(url):
    entries = whole("fee", "nộp", answer=said(f"Vào dichvucong.gov.vn, {url}."), links=[url])
    assert of(Kind.link, entries) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": "draft"}, "is not served (draft)"),
        ({"status": "retired"}, "is not served (retired)"),
        ({"valid_until": "2026-11-01"}, "is not served (expired on 2026-11-01)"),
        ({"valid_from": "2027-01-01"}, "is not served (only from 2027-01-01)"),
    ],
)
def test_a_related_entry_that_citizens_cannot_open_is_remarked(changes, why):
    one, other = whole("fee", "nộp", related=["time"]), whole("time", "chờ", **changes)
    for entries, others in (((one, other), ()), ((one,), (other,))):
        (remark,) = of(Kind.related, *entries, others=others)
        assert str(remark).startswith(f"fee: its related entry time {why}: ")


def test_a_related_entry_that_does_not_exist_is_remarked():
    (remark,) = of(Kind.related, whole("fee", "nộp", related=["nowhere"]))
    assert "nowhere does not exist" in str(remark)


def test_a_related_entry_that_is_served_is_fine():
    one, other = whole("fee", "nộp", related=["time"]), whole("time", "chờ")
    assert of(Kind.related, one, other) == of(Kind.related, one, others=(other,)) == []


def check(*words: object, by: click.Group = faq) -> Result:
    return CliRunner().invoke(by, ["check", *map(str, words), "--day", "2026-11-25"])


@pytest.fixture
def bank(tmp_path: Path) -> Callable[..., Path]:
    def kept(*entries: Entry) -> Path:
        write(tmp_path / "bank.yaml", entries)
        return tmp_path / "bank.yaml"

    return kept


def last_line(result: Result) -> str:
    return str(result.output.splitlines()[-1])


@pytest.mark.parametrize("by", [danhoi, faq], ids=["danhoi", "python -m faq"])
def test_check_shows_remarks_by_kind_and_succeeds(bank, by):
    result = check(bank(asked("zebra"), asked("camel", valid_until="2026-11-01")), by=by)
    assert result.exit_code == 0, result.output
    assert "\nexpired (1)\n  camel: expired on 2026-11-01" in result.output
    assert "\ntoo few variants (2)\n  zebra: " in result.output
    assert last_line(result) == "0 faults, 3 remarks"


def test_strict_check_fails_for_a_remark_only(bank):
    assert check(bank(asked("zebra")), "--strict").exit_code == 1
    result = check(bank(whole("zebra", "nuôi nhốt")), "--strict")
    assert (result.exit_code, last_line(result)) == (0, "0 faults, 0 remarks")


def test_check_shows_twenty_of_a_kind_or_all(bank):
    path = bank(*(asked(f"n{n * 7919}", f"{n * 104729}") for n in range(31, 54)))
    short, long = check(path), check(path, "--all")
    assert short.output.count("Vietnamese and 0 English") == 20
    assert "… and 3 more (--all shows them)" in short.output
    assert long.output.count("Vietnamese and 0 English") == 23
    assert last_line(short) == last_line(long) == "0 faults, 23 remarks"


def test_a_fault_fails_the_check_whatever_there_is_to_remark(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("- {id: one, category: moon}\n", encoding="utf-8")
    result = check(path)
    assert result.exit_code == 1
    assert f"{path}: one: category: there is no category 'moon'" in result.output
    assert "remark" not in result.output


def test_check_compares_a_file_with_the_shipped_entries(bank):
    (lost,) = (shipped for shipped in seed() if shipped.id == "idcard-lost")
    result = check(bank(asked("mine", lost.question.vi)))
    assert "of idcard-lost" in result.output
    assert "\n  idcard-lost: " not in result.output


def test_check_shows_which_questions_the_exam_confuses(bank, tmp_path):
    path = bank(whole("keeping", "nuôi nhốt"), whole("herding", "chăn thả"))
    exam = tmp_path / "exam.jsonl"
    rows = [
        {"id": "keeping", "q": "chăn thả thỏ [/b]"},
        {"id": "herding", "q": "chăn thả voi"},
        {"id": "idcard-lost", "q": "xin cấp lại bằng lái xe bị mất"},
    ]
    exam.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = check(path, "--strict", "--exam", exam)
    assert result.exit_code == 1, result.output
    assert "entries that the exam confuses (1)" in result.output
    assert "keeping" in result.output
    assert "herding" in result.output
    assert "chăn thả thỏ [/b]" in result.output
    assert "voi" not in result.output
    assert last_line(result) == "0 faults, 1 remark"


def test_check_asks_the_shipped_exam_when_no_other_is_named(bank):
    result = check(bank(whole("zebra", "nuôi nhốt")), "--exam")
    assert (result.exit_code, last_line(result)) == (0, "0 faults, 0 remarks"), result.output


def test_check_names_an_exam_that_cannot_be_read(bank):
    result = check(bank(whole("zebra", "nuôi nhốt")), "--exam", "nowhere.jsonl")
    assert result.exit_code == 1
    assert "nowhere.jsonl: cannot be read" in result.output
