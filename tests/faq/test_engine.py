"""The search finds what citizens mean, whatever they type."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq import Entry, Faq, Status
from faq.learning.sentence import prepared
from faq.vietnamese.marks import Marks
from faq.vietnamese.text import words
from tests.faq.learning.bags import Bags
from tests.faq.town import ENTRIES, canned, entry

FAQ = Faq(ENTRIES)
MARKS = Marks.of(words(line) for one in ENTRIES for line in one.questions())


def best(text: str) -> str | None:
    matches = FAQ.search(text)
    return matches[0].entry.id if matches else None


def scores(faq: Faq, text: str) -> list[tuple[str, float]]:
    return [(match.entry.id, match.score) for match in faq.search(text, limit=5)]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Mất căn cước thì làm lại thế nào?", "id-lost"),
        ("mat can cuoc lam lai o dau", "id-lost"),
        ("mat cccd lm lai ntn", "id-lost"),
        ("mất gplx thì lm s", "licence-lost"),
        ("maats bawngf lais", "licence-lost"),
        ("bi roi bang lai xe may", "licence-lost"),
        ("dk tam tru cho ng thue tro", "stay"),
        ("đăng ký khai sinhh cho bé", "birth"),
        ("KHAI TỬ CHO BÀ", "death"),
        ("lost driving license", "licence-lost"),
        ("em cảm ơn ad, cho em hỏi khai sinh muộn bị phạt ko ạ", "birth"),
    ],
)
def test_the_right_entry_comes_first(text: str, id: str):
    assert best(text) == id


def test_an_entry_that_knows_little_of_a_question_is_only_doubted():
    known = FAQ.search("rơi mất bằng lái")[0]
    foreign = FAQ.search("xin cấp lại bằng đại học bị mất")
    assert known.score >= FAQ.sure
    assert all(match.score < known.score for match in foreign)


def test_marks_decide_where_plain_letters_are_the_same():
    faq = Faq([entry("sell", "thuế bán nhà"), entry("table", "thuế bàn nhà"), *ENTRIES])
    assert faq.search("thuế bán nhà")[0].entry.id == "sell"
    assert faq.search("Thuế bàn nhà?")[0].entry.id == "table"


@pytest.mark.parametrize("text", [line for one in ENTRIES for line in one.questions()])
def test_a_question_of_the_bank_itself_is_sure(text: str):
    match = FAQ.search(text)[0]
    assert match.score >= FAQ.sure
    assert text in match.entry.questions()


@pytest.mark.parametrize(
    "text", ["chào em", "Xin chào!", "hello", "CẢM ƠN EM NHIỀU", "em cảm ơn ạ"]
)
def test_small_talk_is_answered_where_the_message_is_nothing_else(text: str):
    match = FAQ.search(text)[0]
    assert match.entry.canned
    assert match.score >= FAQ.sure


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("chào em, làm lại căn cước bị mất cần gì", "id-lost"),
        ("xin chào cho hỏi đăng ký khai sinh", "birth"),
        ("mất bằng lái làm lại ở đâu, cảm ơn em nhiều", "licence-lost"),
        ("hello, lost my id card", "id-lost"),
        ("em chào ad, em cảm ơn ad, khai tử cho ông em mất thì làm ở đâu", "death"),
    ],
)
def test_politeness_around_a_question_changes_nothing(text: str, id: str):
    assert best(text) == id


@pytest.mark.parametrize(
    "text", ["giá vàng hôm nay", "thời tiết ngày mai", "man city đá mấy giờ", "qwerty zxcv", "2+2"]
)
def test_a_question_of_something_else_is_not_sure(text: str):
    assert all(match.score < FAQ.sure for match in FAQ.search(text))


@given(st.permutations(ENTRIES), st.sampled_from(["mat can cuoc", "khai sinh", "chào em", "đâu"]))
@settings(max_examples=20, deadline=None)
def test_the_order_of_entries_never_matters(entries: list[Entry], text: str):
    assert scores(Faq(entries), text) == scores(FAQ, text)


@given(st.text(max_size=4096))
@settings(max_examples=200, deadline=None)
def test_a_search_never_raises(text: str):
    matches = FAQ.search(text)
    assert len(matches) <= 3
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert all(0 <= match.score <= 1 for match in matches)
    assert len({match.entry.id for match in matches}) == len(matches)


@pytest.mark.parametrize(
    "text",
    [
        "đ" * 4096,
        "a " * 2048,
        "ạ " * 2048,
        "cho em hỏi " * 400,
        "k dc j " * 600,
        "mất căn cước " * 400,
        "\u202e\u200bkhai\u200b sinh" * 200,
        "'; DROP TABLE entry; --" * 100,
        "<script>alert(1)</script>" * 100,
        "".join(map(chr, random.Random(1).choices(range(32, 0x3000), k=4096))),
        "ộ" * 9000,
        "\ufdfa" * 4096,
        "\ud800" * 50,
    ],
)
def test_of_hostile_texts_no_more_is_read_than_of_a_story(text: str):
    assert len(FAQ.search(text)) <= 3
    read = prepared(MARKS, text)
    assert len(read.words) <= 56
    assert len(read.spoken) <= 320


def test_retired_entries_are_left_out_but_drafts_and_expired_ones_are_found():
    retired = ENTRIES[0].model_copy(update={"status": Status.retired})
    draft = ENTRIES[1].model_copy(update={"status": Status.draft})
    expired = entry("stay", "tạm trú", valid_until="2020-01-01")
    faq = Faq([retired, draft, expired])
    assert [one.id for one in faq.entries] == ["death", "stay"]
    assert faq.search("đăng ký khai tử")[0].entry == draft
    assert faq.search("tạm trú")[0].entry == expired


def test_entries_are_found_by_their_id():
    assert FAQ.entry("stay") == next(one for one in ENTRIES if one.id == "stay")
    assert FAQ.entry("nothing") is None


@pytest.mark.parametrize(
    "entries", [[], [canned("greeting", "chào em")], [entry("one", "một việc")]]
)
def test_even_the_smallest_bank_can_be_searched(entries: list[Entry]):
    for text in ("", "chào em", "một việc", "việc gì khác hẳn"):
        assert len(Faq(entries).search(text)) <= 1


def test_an_entry_with_a_single_question_can_be_found_among_others():
    faq = Faq([*ENTRIES, entry("wifi", "wifi miễn phí ở đâu")])
    assert faq.search("chỗ nào có wifi mien phi")[0].entry.id == "wifi"


def test_many_threads_may_search_at_once():
    texts = ["mất căn cước", "khai sinh", "chào em", "tạm trú"] * 20
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(FAQ.search, texts))
    assert together == [FAQ.search(text) for text in texts]


def test_no_more_matches_come_than_asked_for():
    assert len(FAQ.search("mất", limit=1)) == 1
    assert len(FAQ.search("mất", limit=5)) == 5


def test_a_bank_that_was_empty_can_be_filled():
    filled = Faq([]).changed(ENTRIES)
    assert filled.search("rơi mất bằng lái")[0].entry.id == "licence-lost"


def test_the_question_that_people_are_shown_is_known_however_few_are_learned():
    few = Faq(ENTRIES, embedder=None, most=1)
    for one in ENTRIES:
        if not one.canned:
            best = few.search(one.question.vi)[0]
            assert (best.entry.id, best.score) == (one.id, 0.99)


def test_a_search_that_learned_from_few_questions_takes_in_no_more_when_entries_change():
    few = Faq(ENTRIES, embedder=None, most=12)
    more = few.changed([*ENTRIES, entry("wifi", "wifi miễn phí ở đâu")])
    before, after = few.evidence("khai sinh ở xã nào"), more.evidence("khai sinh ở xã nào")
    assert before is not None
    assert after is not None
    assert len(after.learned.lines) <= len(before.learned.lines) + 2


def test_messages_that_come_together_are_understood_like_single_ones():
    faq = Faq(ENTRIES, embedder=Bags())
    texts = ["", "mat cccd lm lai ntn", "🙂", "dk tam tru o dau", "trồng lúa", "em chào ạ"] * 2
    assert [
        [(match.entry.id, round(match.score, 4)) for match in found]
        for found in faq.search_all(texts, limit=5)
    ] == [[(id, round(score, 4)) for id, score in scores(faq, text)] for text in texts]
    assert faq.search_all([]) == []


def test_the_meaning_is_asked_for_only_where_letters_and_words_leave_doubt():
    bags = Bags()
    faq = Faq(ENTRIES, embedder=bags)
    bags.asked.clear()
    assert faq.search(ENTRIES[0].questions()[0])[0].score == 0.99
    assert bags.asked == []
    faq.search("trồng lúa ở đâu thì được hỗ trợ")
    assert bags.asked != []
