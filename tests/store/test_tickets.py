"""Tickets: every race has one winner."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import CodeTaken, HeldByOther, Refused, TalkMoved
from bot.model import Address, Ticket, TicketStatus
from bot.store import tickets
from bot.store.opening import on_server
from bot.store.tickets import Tickets
from tests.fakes import START
from tests.store import crowd
from tests.store.test_plans import Recorder, faults

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


async def keep(database, id: str, minutes: int, urgent: bool = False) -> None:
    at = START + timedelta(minutes=minutes)
    ticket = replace(TICKET, id=id, code=id, created_at=at, urgent=urgent)
    await database.run(tickets.opened(ticket))


async def test_waits_are_those_to_the_first_answer_the_latest_first(database):
    answers = {"a": (30, 90), "b": (10,), "c": ()}
    for id, times in answers.items():
        await keep(database, id, 0)
        for minutes in times:
            at = START + timedelta(minutes=minutes)
            await database.run(tickets.answered(id, "staff:lan", "Lan", at, False))
    waits = [(START, START + timedelta(minutes=minutes)) for minutes in (30, 10)]
    assert await Tickets(database).waits(START) == waits
    assert await Tickets(database).waits(START, limit=1) == waits[:1]
    assert await Tickets(database).waits(START + timedelta(minutes=20)) == waits[:1]


async def test_unanswered_are_open_tickets_without_any_answer(database, clock):
    for minutes, id in enumerate(("waiting", "claimed", "answered", "woken", "closed")):
        await keep(database, id, minutes)
    await database.run(
        tickets.claimed("claimed", "staff:lan", "Lan"),
        tickets.answered("answered", "staff:lan", "Lan", clock(), False),
        tickets.answered("woken", "staff:lan", "Lan", clock(), False),
        tickets.woken("woken"),
        tickets.closed("closed", clock()),
    )
    since = await Tickets(database).unanswered_since()
    assert sorted(since) == [START, START + timedelta(minutes=1)]
    assert len(await Tickets(database).unanswered_since(limit=1)) == 1


@pytest.mark.parametrize(
    ("minutes", "urgent", "ahead"),
    [(0, False, 2), (1, False, 3), (9, False, 4), (0, True, 0), (3, True, 1), (9, True, 2)],
)
async def test_urgent_tickets_are_before_others_then_older_ones(database, minutes, urgent, ahead):
    for at, before in enumerate((False, False, True, True)):
        await keep(database, f"{at}", at, before)
    await keep(database, "taken", 0)
    await database.run(tickets.claimed("taken", "staff:lan", "Lan"))
    at = START + timedelta(minutes=minutes)
    assert await Tickets(database).ahead_of(at, urgent) == ahead


async def test_what_a_wait_is_told_from_reads_no_whole_table(database, address):
    await crowd.fill(database)
    recorder = Recorder(database)
    await Tickets(recorder).waits(START - timedelta(days=30))
    await Tickets(recorder).unanswered_since()
    await Tickets(recorder).ahead_of(START, False)
    if not on_server(address):
        assert faults(address, recorder) == {}
    for analysed in (crowd.analysed, crowd.analysed_in_a_quiet_hour):
        await analysed(database)
        assert faults(address, recorder) == {}, analysed


async def test_stars_and_comment_are_kept_beside_each_other(database):
    await database.run(tickets.opened(TICKET))
    await database.run(tickets.rated("t1", 5, None))
    await database.run(tickets.rated("t1", None, "tốt"))
    found = await Tickets(database).get("t1")
    assert found is not None
    assert (found.stars, found.comment) == (5, "tốt")
