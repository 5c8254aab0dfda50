"""A database that grew, in small."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import TicketStatus
from bot.store.messages import Messages
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.setaside import Asides
from bot.store.tickets import Tickets
from tests.bench.growth_fill import fill
from tests.bench.growth_pages import measured
from tests.bench.growth_rows import Size
from tests.bench.growth_rows import address as address_of
from tests.bench.growth_service import now, service
from tests.bench.growth_turns import burst, crowd
from tests.fakes import START
from tests.servers import BOTH

SIZE = Size(people=200, messages=8000, tickets=400)


@pytest.mark.parametrize("address", BOTH, indirect=True)
async def test_the_store_reads_what_years_of_service_left(database, address):
    await fill(database, address, SIZE, START, lambda *_: None)
    [count] = await database.rows("SELECT count(*) AS n FROM message WHERE role <> 'card'")
    assert count["n"] == SIZE.messages
    talker = address_of(9)
    assert (await People(database).talk(talker)).answered == "idcard-lost"
    talk = await Messages(database).history(talker, limit=20)
    assert [message.author for message in talk[-4:]][:3] == ["", "bot", ""]
    assert talk[-3].reply.buttons
    assert len(talk[-3].reply.text) >= 600
    tickets = Tickets(database)
    waiting = await tickets.queue(TicketStatus.waiting)
    assert len(waiting) == await tickets.count(TicketStatus.waiting) > 10
    [closed, *_] = await tickets.recent(TicketStatus.closed)
    assert await Messages(database).of_ticket(closed.id)
    assert len(await tickets.answer_times(START - timedelta(days=30))) > 0
    assert await Outbox(database).depth()
    assert len(await Asides(database).waiting()) == 20


async def test_a_grown_service_is_measured(database, address):
    await fill(database, address, SIZE, now(), lambda *_: None)
    async with service(address) as running:
        assert await burst(running, crowd(SIZE, seed=1), 20) > 0
        pages = await measured(running)
    assert {"queue: closed", "ticket: long talk", "web chat: long talk", "/metrics"} <= pages.keys()
