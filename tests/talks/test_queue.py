"""The exam of the queue counts what each message leads to, and is apart from the examples."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens import reading
from bot.citizens.dialogue import wanting
from faq.measuring import wishing
from tests.fakes import ENTRIES
from tests.talks.queue import KINDS, LED, Met, is_apart, met, rows, table
from tests.town import SERVICE, Town


def test_the_exam_of_wishes_has_the_bounds_of_the_dialogue():
    """The knowledge base stands alone: it cannot import them."""
    bounds = (wishing._SURE, wishing._OVER_ENTRY, wishing._DANGER)
    assert bounds == (wanting._SURE, wanting._OVER_ENTRY, reading._DANGER)


def test_there_are_three_hundred_of_each_kind_nearly_all_apart():
    asked = rows()
    assert {kind: sum(row["kind"] == kind for row in asked) for kind in KINDS} == dict.fromkeys(
        KINDS, 300
    )
    apart = [row for row in asked if is_apart(row)]
    assert {kind for kind in KINDS if sum(row["kind"] == kind for row in apart) < 230} == set()


async def test_each_message_is_somebodys_first(database, clock):
    town = await Town.build(database, clock, ENTRIES, service=replace(SERVICE, handover="sure"))
    said = ["Nhà tôi có con trâu bị ốm thì phải báo cho cơ quan nào?", "gặp cán bộ", "xin chào"]
    found = await met(town, [{"q": text, "kind": "office"} for text in said])
    assert [(one.outcome, one.ticket) for one in found[:1]] == [("forwarded", True)]
    assert {one.led for one in found} <= set(LED)
    assert found[2].led == "as a wish"


def test_the_table_tells_shares_by_kind():
    found = [
        Met("a", "office", "forwarded", True),
        Met("b", "office", "offered", False),
        Met("c", "junk", "refused", False),
        Met("d", "between", "canned", False),
    ]
    head, office, junk, between = table(found)
    assert head.split() == ["ticket", *" ".join(LED).split()]
    assert office.split() == ["office", "2", "50.0%", "50.0%", "0.0%", "50.0%", *["0.0%"] * 3]
    assert junk.split()[-2:] == ["100.0%", "0.0%"]
    assert between.split()[-1] == "100.0%"
