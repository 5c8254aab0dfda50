"""Tickets: every race has one winner."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import CodeTaken, HeldByOther, Refused, TalkMoved
from bot.model import Address, Ticket, TicketStatus
from bot.store import tickets
from bot.store.tickets import Tickets
from tests.fakes import START

TICKET = Ticket("t1", "BN-2345-6", Address("web", "mai"), "vi", "gì?", TicketStatus.waiting, START)


async def test_a_ticket_comes_back_as_it_was_kept(database):
    await database.run(tickets.opened(TICKET))
    assert await Tickets(database).get("t1") == TICKET
    assert await Tickets(database).by_code("BN-2345-6") == TICKET
    assert await Tickets(database).latest(TICKET.address) == TICKET
    assert await Tickets(database).get("t2") is None


async def test_a_code_in_use_is_refused(database):
    await database.run(tickets.opened(TICKET))
    with pytest.raises(CodeTaken):
        await database.run(tickets.opened(replace(TICKET, id="t2")))


async def test_of_many_claimers_one_gets_it(database):
    await database.run(tickets.opened(TICKET))
    outcomes = await asyncio.gather(
        *(database.run(tickets.claimed("t1", f"staff:{n}", str(n))) for n in range(20)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, HeldByOther) for outcome in outcomes) == 19


async def test_only_its_agent_releases_a_ticket(database):
    await database.run(tickets.opened(TICKET), tickets.claimed("t1", "staff:lan", "Lan"))
    with pytest.raises(HeldByOther):
        await database.run(tickets.released("t1", "staff:hung"))
    await database.run(tickets.released("t1", "staff:lan"))
    assert await Tickets(database).get("t1") == TICKET


async def test_taking_over_must_be_meant(database, clock):
    await database.run(tickets.opened(TICKET), tickets.claimed("t1", "staff:lan", "Lan"))
    with pytest.raises(HeldByOther):
        await database.run(tickets.answered("t1", "staff:hung", "Hùng", clock(), False))
    await database.run(tickets.answered("t1", "staff:hung", "Hùng", clock(), True))
    found = await Tickets(database).get("t1")
    assert found is not None
    assert (found.agent_name, found.status) == ("Hùng", TicketStatus.answered)


async def test_a_word_of_the_citizen_wakes_an_answered_ticket_but_no_closed_one(database, clock):
    await database.run(tickets.opened(TICKET))
    await database.run(tickets.answered("t1", "staff:lan", "Lan", clock(), False))
    await database.run(tickets.woken("t1"))
    found = await Tickets(database).get("t1")
    assert found is not None
    assert found.status is TicketStatus.claimed
    await database.run(tickets.closed("t1", clock()))
    with pytest.raises(TalkMoved):
        await database.run(tickets.woken("t1"))


async def test_closing_twice_and_reopening_an_open_one_are_refused(database, clock):
    await database.run(tickets.opened(TICKET))
    with pytest.raises(Refused):
        await database.run(tickets.reopened("t1"))
    await database.run(tickets.closed("t1", clock()))
    with pytest.raises(Refused):
        await database.run(tickets.closed("t1", clock()))


async def test_the_queue_has_urgent_ones_first_then_the_oldest(database):
    for n, urgent in enumerate((False, False, True)):
        at = START + timedelta(minutes=n)
        await database.run(
            tickets.opened(replace(TICKET, id=str(n), code=str(n), created_at=at, urgent=urgent))
        )
    queue = await Tickets(database).queue(TicketStatus.waiting)
    assert [ticket.id for ticket in queue] == ["2", "0", "1"]
    assert await Tickets(database).count(TicketStatus.waiting) == 3
    recent = await Tickets(database).recent(TicketStatus.waiting)
    assert [ticket.id for ticket in recent] == ["2", "1", "0"]


async def test_answer_times_count_the_first_answer(database):
    await database.run(tickets.opened(TICKET))
    for minutes in (30, 90):
        at = START + timedelta(minutes=minutes)
        await database.run(tickets.answered("t1", "staff:lan", "Lan", at, False))
    assert await Tickets(database).answer_times(START) == [timedelta(minutes=30)]
    assert await Tickets(database).answer_times(START + timedelta(days=1)) == []


async def test_stars_and_comment_are_kept_beside_each_other(database):
    await database.run(tickets.opened(TICKET))
    await database.run(tickets.rated("t1", 5, None))
    await database.run(tickets.rated("t1", None, "tốt"))
    found = await Tickets(database).get("t1")
    assert found is not None
    assert (found.stars, found.comment) == (5, "tốt")
