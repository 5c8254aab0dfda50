"""Races between processes: on PostgreSQL transactions run beside each other."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest

from bot.citizens.knowledge import Library
from bot.errors import AlreadyDone, HeldByOther, Overtaken, Refused, TalkMoved
from bot.model import (
    Address,
    Message,
    MessageStatus,
    Reply,
    Role,
    Staff,
    Talk,
    Ticket,
    TicketStatus,
)
from bot.store import messages, outbox, people, staff, tickets
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.opening import connect
from bot.store.outbox import Outbox
from bot.store.staff import StaffList
from tests.fakes import ENTRIES, START, word_search
from tests.store.rival import Rival, rival, somebody_waits

MAI, GROUP = Address("web", "mai"), Address("web", "-100")
TICKET = Ticket("t1", "BN-2345-6", MAI, "vi", "gì?", TicketStatus.waiting, START)

T = TypeVar("T")

on_postgres = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


def waiting(id: str, address: Address = MAI, role: Role = Role.reply, ticket: str | None = None):
    return Message(
        id, address, START, "bot", Reply(id), MessageStatus.waiting, role=role, ticket=ticket
    )


async def after(other: Rival, database: Database, ours: Coroutine[Any, Any, T]) -> T:
    """Let our work begin, wait for the rival's transaction, and go on once that is committed."""
    task = asyncio.create_task(ours)
    await somebody_waits(database)
    await other.commits()
    return await task


async def test_couriers_at_once_share_nothing_and_keep_each_persons_order(database, address):
    for n in range(60):
        await database.run(messages.add(waiting(f"{n:02}", Address("web", f"p{n % 20}"))))
    second = await connect(address)
    taken: list[str] = []
    while len(taken) < 60:
        rounds = await asyncio.gather(
            *(Outbox(each).take("web", START, 7) for each in (database, second) * 3)
        )
        came = [message for each in rounds for message in each]
        assert came
        assert len({message.address for message in came}) == len(came)
        for message in came:
            await database.run(outbox.given_up(message, MessageStatus.failed, ""))
        taken += [message.id for message in came]
    assert len(set(taken)) == 60
    for person in range(20):
        own = [id for id in taken if int(id) % 20 == person]
        assert own == sorted(own)
    await second.close()


async def test_of_turns_at_once_one_continues_the_talk(database, address):
    second = await connect(address)
    for version in range(5):
        talk = Talk(MAI, version)
        outcomes = await asyncio.gather(
            *(each.run(people.save(talk, START)) for each in (database, second) * 4),
            return_exceptions=True,
        )
        assert sum(isinstance(outcome, TalkMoved) for outcome in outcomes) == 7
    await second.close()


async def test_processes_that_start_at_once_seed_once(database, address, clock):
    second = await connect(address)
    stores = [Entries(database), Entries(second)]
    libraries = [Library(store, clock, word_search, word_search) for store in stores]
    counts = await asyncio.gather(*(library.seed(lambda: ENTRIES) for library in libraries))
    assert sorted(counts) == [0, len(ENTRIES)]
    await second.close()


@on_postgres
async def test_a_message_being_done_elsewhere_is_waited_for(database, address):
    async with rival(address) as other:
        await other.does(people.done("web", "m1", START))
        with pytest.raises(AlreadyDone):
            await after(other, database, database.run(people.done("web", "m1", START)))


@on_postgres
async def test_a_talk_being_continued_elsewhere_has_moved(database, address):
    await database.run(people.save(Talk(MAI), START))
    async with rival(address) as other:
        await other.does(people.save(Talk(MAI, 1), START))
        ours = database.run(people.save(Talk(MAI, 1, asked="x"), START))
        with pytest.raises(TalkMoved):
            await after(other, database, ours)


@on_postgres
async def test_a_ticket_being_claimed_elsewhere_is_held(database, address):
    await database.run(tickets.opened(TICKET))
    async with rival(address) as other:
        await other.does(tickets.claimed("t1", "staff:lan", "Lan"))
        ours = database.run(tickets.claimed("t1", "staff:hung", "Hùng"))
        with pytest.raises(HeldByOther):
            await after(other, database, ours)


@on_postgres
async def test_a_waiting_card_goes_only_after_the_change_it_is_to_show(database, address):
    card = waiting("1", GROUP, Role.card, "t1")
    await database.run(tickets.opened(TICKET), messages.add(card))
    async with rival(address) as other:
        later = waiting("2", GROUP, Role.card, "t1")
        await other.does(tickets.claimed("t1", "staff:lan", "Lan"), messages.add(later))
        taken = await after(other, database, Outbox(database).take("web", START, 5))
        assert [message.id for message in taken] == ["1"]
    [row] = await database.rows("SELECT status FROM ticket")
    assert row["status"] == "claimed"


@on_postgres
async def test_a_card_put_off_beside_a_newer_one_gives_way(database, address):
    await database.run(messages.add(waiting("1", GROUP, Role.card, "t1")))
    [taken] = await Outbox(database).take("web", START, 5)
    async with rival(address) as other:
        await other.does(messages.add(waiting("2", GROUP, Role.card, "t1")))
        ours = database.run(outbox.put_off(taken, START, "later"))
        await after(other, database, ours)
    rows = await database.rows("SELECT id, status FROM message ORDER BY id")
    assert [row["status"] for row in rows] == ["failed", "waiting"]


@on_postgres
async def test_two_administrators_cannot_lock_each_other_out(database, address):
    for id in ("a", "b"):
        await database.run(staff.hired(Staff(id, id, "admin", START, "hash")))
    async with rival(address) as other:
        await other.does(*staff.not_last_admin("a"), *staff.disabled("a", START))
        ours = database.run(*staff.not_last_admin("b"), *staff.disabled("b", START))
        with pytest.raises(Refused):
            await after(other, database, ours)
    assert [person.disabled_at for person in await StaffList(database).all()] == [START, None]


@on_postgres
async def test_a_login_with_a_password_that_is_being_changed_fails(database, address):
    await database.run(staff.hired(Staff("a", "a", "agent", START, "old")))
    async with rival(address) as other:
        await other.does(*staff.password_set("a", "new"))
        ours = database.run(*staff.session_begun("t", "c", "a", "old", START, START))
        with pytest.raises(Overtaken):
            await after(other, database, ours)


@on_postgres
async def test_a_password_change_ends_a_session_that_is_beginning(database, address):
    await database.run(staff.hired(Staff("a", "a", "agent", START, "old")))
    async with rival(address) as other:
        await other.does(*staff.session_begun("t", "c", "a", "old", START, START))
        await after(other, database, database.run(*staff.password_set("a", "new")))
    assert await database.rows("SELECT * FROM session") == []


@on_postgres
async def test_of_two_invitations_at_once_one_stays(database, address):
    await database.run(staff.hired(Staff("a", "a", "agent", START)))
    async with rival(address) as other:
        await other.does(*staff.invited("first", "a", START))
        ours = database.run(*staff.invited("second", "a", START))
        await after(other, database, ours)
    [row] = await database.rows("SELECT token_hash FROM invitation")
    assert row["token_hash"] == staff.hashed("second")
