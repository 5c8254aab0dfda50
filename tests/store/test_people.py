"""Talks are continued from where they were read, or not at all."""

from dataclasses import replace

import pytest

from bot.errors import AlreadyDone, TalkMoved
from bot.model import Address, Talk
from bot.store import people
from bot.store.database import statement
from bot.store.people import People

MAI = Address("web", "mai")


async def test_a_talk_comes_back_as_it_was_kept(database, clock):
    talk = Talk(MAI, language="en", offered=("a", "b"), asked="gì đó", undecided=("m1",))
    await database.run(people.save(talk, clock()))
    assert await People(database).talk(MAI) == replace(talk, version=1)


async def test_a_talk_that_moved_is_not_overwritten(database, clock):
    first = await People(database).talk(MAI)
    await database.run(people.save(replace(first, asked="one"), clock()))
    with pytest.raises(TalkMoved):
        await database.run(people.save(replace(first, asked="two"), clock()))
    assert (await People(database).talk(MAI)).asked == "one"


async def test_a_field_of_an_older_release_does_not_lose_the_talk(database, clock):
    await database.run(people.save(Talk(MAI, asked="one"), clock()))
    await database.run(statement("""UPDATE person SET talk = '{"asked": "one", "gone": 3}'"""))
    assert (await People(database).talk(MAI)).asked == "one"


async def test_a_message_is_done_once(database, clock):
    await database.run(people.done("web", "m1", clock()))
    assert await People(database).is_done("web", "m1")
    assert not await People(database).is_done("telegram", "m1")
    with pytest.raises(AlreadyDone):
        await database.run(people.done("web", "m1", clock()))


async def test_a_group_is_followed_through_every_move(database):
    a, b, c = (Address("telegram", name) for name in ("-1", "-2", "-3"))
    await database.run(*people.moved(a, b), *people.moved(b, c))
    assert await People(database).current(a) == c


async def test_groups_that_moved_in_a_circle_end_somewhere(database):
    a, b = Address("telegram", "-1"), Address("telegram", "-2")
    await database.run(*people.moved(a, b), *people.moved(b, a))
    assert await People(database).current(a) in (a, b)


async def test_who_blocked_us_is_remembered_until_they_write_again(database, clock):
    await database.run(people.save(Talk(MAI), clock()), people.blocked(MAI, clock()))
    [row] = await database.rows("SELECT blocked_at FROM person")
    assert row["blocked_at"] is not None
    await database.run(people.save(Talk(MAI, version=1), clock()))
    [row] = await database.rows("SELECT blocked_at FROM person")
    assert row["blocked_at"] is None
