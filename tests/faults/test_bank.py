"""Each question of the crowd leads to what the crowd expects of it."""

import pytest

from faq import Builder, followup, urgent
from faq.learning.shelf import Shelf
from tests.faults.bank import (
    BANK,
    MORE,
    SURE,
    UNKNOWN,
    UNSURE,
    answer_to,
    known,
    offer_of,
    staff_answer,
)


@pytest.fixture(scope="module", params=["soon", "whole"])
def faq(request):
    builder = Builder(None, Shelf.usual(lambda what, done, whole: None))
    return builder.soon(BANK) if request.param == "soon" else builder.whole(BANK)


def test_sure_questions_are_answered_by_their_entry(faq):
    for number, text in SURE.items():
        best = faq.search(text)[0]
        assert (best.entry.id, best.score >= faq.sure) == (f"muc-{number:02}", True), text


def test_unsure_questions_offer_their_entry_first(faq):
    for number, text in UNSURE.items():
        best = faq.search(text)[0]
        assert best.entry.id == f"muc-{number:02}"
        assert faq.likely <= best.score < faq.sure, text


def test_unknown_questions_find_nothing_and_are_no_danger(faq):
    for text in (*UNKNOWN, MORE):
        assert all(match.score < faq.likely for match in faq.search(text)), text
        assert urgent(text) is None
        assert followup(text) is None


@pytest.mark.parametrize(
    ("text", "buttons", "what"),
    [
        (
            "Làm hộ chiếu thế nào?\n\nĐáp án mục 01.\n\nNguồn",
            [("Có ạ", "yes:muc-01"), ("Chưa", "no:muc-01")],
            answer_to(1)[0],
        ),
        ("Có phải", [("Giấy phép", "ask:muc-05"), ("Không", "none")], offer_of(5)),
        (f"Cán bộ Lan trả lời\n\n{staff_answer(7)[0]}", [("5", "rate:x:5")], staff_answer(7)[1]),
        ("Ôi hỏng rồi", [], "unexpected: Ôi hỏng rồi"),
    ],
)
def test_each_answer_is_known_again(text, buttons, what):
    assert known(text, buttons) == what
