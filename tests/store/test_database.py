"""The port: all or none, many at once, the same values from both databases."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.errors import AlreadyDone, StoreError, Unstorable
from bot.model import Role
from bot.store.database import statement
from bot.store.opening import connect
from bot.store.schema import STEPS, migrate
from tests.store.marks import AT, done, ids


async def test_times_come_back_aware_and_utc(database):
    [[row]] = await database.run(
        statement("INSERT INTO done VALUES ('web', 'a', :at) RETURNING at", at=AT)
    )
    assert row["at"] == AT
    assert (await database.rows("SELECT at FROM done"))[0]["at"].tzinfo is UTC


async def test_values_come_back_as_they_went_in(database):
    at = datetime(2026, 11, 23, 16, 30, 0, 120_000, timezone(timedelta(hours=7)))
    values = {
        "text": "thẻ căn cước 'mất' :rồi",
        "role": Role.card,
        "number": 3,
        "latitude": 21.18612345678,
        "yes": True,
        "missing": None,
        "at": at,
        "content": b"\x00\xff",
    }
    await database.run(
        statement("""CREATE TABLE kept (text TEXT, role TEXT, number INTEGER, latitude REAL,
            yes BOOLEAN, missing TEXT, at TIMESTAMPTZ, content BYTEA)"""),
        statement(
            """INSERT INTO kept VALUES
                (:text, :role, :number, :latitude, :yes, :missing, :at, :content)""",
            **values,
        ),
    )
    [row] = await database.rows("SELECT * FROM kept")
    assert row == values
    assert {name: type(value) for name, value in row.items()} == {
        name: str if name == "role" else type(value) for name, value in values.items()
    }
    assert row["at"].tzinfo is UTC


async def test_a_statement_that_changed_nothing_undoes_the_whole_transaction(database):
    await database.run(done("a"))
    with pytest.raises(AlreadyDone):
        await database.run(done("b"), done("a", otherwise=AlreadyDone("a")))
    assert await ids(database) == ["a"]


async def test_transactions_that_wait_together_succeed_and_fail_each_for_itself(database):
    await database.run(done("3"))
    outcomes = await asyncio.gather(
        *(database.run(done(str(n), otherwise=AlreadyDone(str(n)))) for n in range(50)),
        return_exceptions=True,
    )
    failed = [n for n, outcome in enumerate(outcomes) if isinstance(outcome, AlreadyDone)]
    assert failed == [3]
    assert len(await ids(database)) == 50


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (statement("INSERT INTO session VALUES ('t', 'nobody', 'c', :at, :at)", at=AT), Unstorable),
        (statement("INSERT INTO nowhere VALUES (1)"), StoreError),
        (statement("INSERT INTO lease VALUES ('a', :key, :at)", key=None, at=AT), Unstorable),
    ],
    ids=["constraint", "no such table", "missing"],
)
async def test_one_broken_transaction_does_not_harm_its_neighbours(database, broken, error):
    outcomes = await asyncio.gather(
        database.run(done("a")),
        database.run(broken),
        database.run(done("b")),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], error)
    assert await ids(database) == ["a", "b"]


async def test_what_waits_at_the_end_is_written_and_what_comes_later_is_refused(address):
    opened = await connect(address)
    await migrate(opened, AT)
    waiting = [asyncio.ensure_future(opened.run(done(str(n)))) for n in range(3)]
    await asyncio.sleep(0)
    await opened.close()
    await asyncio.gather(*waiting)
    with pytest.raises(StoreError, match="closed"):
        await opened.run(done("late"))
    with pytest.raises(StoreError, match="closed"):
        await opened.rows("SELECT 1")
    reopened = await connect(address)
    assert await ids(reopened) == ["0", "1", "2"]
    await reopened.close()


async def test_a_database_may_be_closed_twice(address):
    opened = await connect(address)
    await opened.rows("SELECT 1 AS one")
    await opened.close()
    async with asyncio.timeout(30):
        await opened.close()


async def test_what_changed_nothing_says_so_even_if_a_later_statement_fails(database):
    await database.run(done("a"))
    with pytest.raises(AlreadyDone):
        await database.run(
            done("a", otherwise=AlreadyDone("a")), statement("INSERT INTO nowhere VALUES (1)")
        )


async def test_processes_that_start_at_once_apply_each_step_once(empty_address):
    opened = [await connect(empty_address) for _ in range(3)]
    applied = await asyncio.gather(*(migrate(database, AT) for database in opened))
    assert sorted(name for names in applied for name in names) == sorted(STEPS)
    for database in opened:
        await database.close()


async def test_schema_steps_are_applied_once(database, clock):
    assert await migrate(database, clock()) == []
    rows = await database.rows("SELECT name FROM schema_step ORDER BY name")
    assert [row["name"] for row in rows] == sorted(STEPS)


@pytest.mark.parametrize("broken", ["\0", "\ud83d"], ids=["NUL", "half a letter"])
async def test_letters_that_a_database_cannot_keep_are_replaced(database, broken):
    await database.run(done(f"a{broken}b"))
    assert await ids(database) == ["a\N{REPLACEMENT CHARACTER}b"]
    assert await database.rows("SELECT id FROM done WHERE id = :id", id=f"a{broken}b")


@pytest.mark.parametrize(("column", "value"), [("priority", 10**30), ("text", None)])
async def test_what_a_database_will_never_take_is_told_from_a_failing_one(database, column, value):
    values = {"priority": 0, "text": "", column: value}
    added = statement(
        """INSERT INTO message (id, channel, person, at, author, author_name, title, text, footer,
            buttons, kind, status, role, priority, tries)
        VALUES ('a', 'web', 'mai', :at, '', '', '', :text, '', '[]', 'text', 'received', 'reply',
            :priority, 0)""",
        at=AT,
        **values,
    )
    with pytest.raises(Unstorable):
        await database.run(done("beside"), added)
    assert await ids(database) == []


async def test_a_rival_with_the_same_key_is_no_fault_of_the_values(database):
    taken = statement("INSERT INTO done VALUES ('web', 'a', :at)", at=AT)
    await database.run(taken)
    with pytest.raises(StoreError):
        await database.run(taken)
