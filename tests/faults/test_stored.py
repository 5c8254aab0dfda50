"""What the database says is held against what the platform has, and each gap is found."""

import pytest

from tests.fake_telegram import Sent
from tests.fakes import START
from tests.faults.staff import GROUP
from tests.faults.stored import compare

QUESTION = {"id": "m1", "person": "5001", "status": "received", "role": "reply", "author": "",
            "text": "?", "platform_id": "1", "turn": "t1", "reason": None}  # fmt: skip
ANSWER = {"id": "m2", "person": "5001", "status": "sent", "role": "reply", "author": "bot",
          "text": "Đáp án mục 01.", "platform_id": "9", "turn": "t1", "reason": None}  # fmt: skip
TICKET = {"id": "k1", "first_answered_at": START}
SENT = Sent(5001, 9, "sendMessage", "Đáp án mục 01.\n\nNguồn: …")


def compared(**changed):
    given = {
        "done": {"1"},
        "messages": [QUESTION, ANSWER],
        "tickets": [TICKET],
        "updates": {"1"},
        "questions": {"1"},
        "sent": [SENT],
    }
    return compare(**{**given, **changed})


def test_nothing_is_wrong_when_all_agrees():
    found = compared()
    assert found.wrong == {}
    assert found.copies == 0


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"done": set()}, "stored: updates without a done-mark"),
        ({"messages": [ANSWER]}, "stored: questions without an answer"),
        ({"messages": [QUESTION, ANSWER | {"turn": "t2"}]}, "stored: questions without an answer"),
        (
            {"messages": [QUESTION, ANSWER | {"status": "failed"}]},
            "stored: messages not marked as sent",
        ),
        (
            {"messages": [QUESTION, ANSWER | {"status": "sending"}]},
            "stored: messages not marked as sent",
        ),
        ({"sent": []}, "stored: marked as sent, not on the platform"),
        (
            {"messages": [QUESTION, ANSWER | {"text": "Đáp án mục 02."}]},
            "stored: marked as sent, not on the platform",
        ),
        ({"tickets": [TICKET | {"first_answered_at": None}]}, "stored: tickets not answered"),
    ],
)
def test_each_gap_is_found_by_its_name(changed, wrong):
    assert list(compared(**changed).wrong) == [wrong]


def test_copies_are_counted_beside_what_was_noted_down_but_not_those_in_the_group():
    again = Sent(5001, 10, "sendMessage", SENT.text)
    card = Sent(GROUP, 11, "sendMessage", "BN-7K3F-2")
    assert compared(sent=[SENT, again, card]).copies == 1
