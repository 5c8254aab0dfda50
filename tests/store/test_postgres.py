"""The PostgreSQL adapter: what was undone is tried again, what fails is said."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.errors import StoreError
from bot.store import postgres, postgres_connection
from bot.store.database import statement
from bot.store.postgres import PostgreSQL
from tests.store.cable import a_cable_to
from tests.store.marks import AT, done, ids
from tests.store.rival import rival, somebody_waits

on_postgres = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


def touched(id: str):
    return statement("UPDATE done SET at = :at WHERE id = :id", id=id, at=AT)


@on_postgres
async def test_a_server_that_went_away_and_came_back_is_not_noticed(database, address):
    await asyncio.gather(*(database.run(done(str(n))) for n in range(8)))  # many connections
    async with rival(address) as other:
        await other.kills_everybody_else()
        assert len(await ids(database)) == 8
        await other.kills_everybody_else()
        await database.run(done("8"), done("9"))
    assert len(await ids(database)) == 10


@on_postgres
async def test_a_deadlock_is_undone_and_tried_again(database, address):
    await database.run(done("a"), done("b"))
    async with rival(f"{address}&options=-c%20deadlock_timeout%3D1h") as other:
        await other.does(touched("b"))
        ours = asyncio.create_task(database.run(touched("a"), touched("b")))
        await somebody_waits(database)
        await other.does(touched("a"))  # waits for us, who wait for it
        await other.commits()
        await ours


@on_postgres
async def test_what_was_lost_at_the_commit_is_not_tried_again(database, address):
    async with rival(address) as other:
        await other.does(
            statement("CREATE SEQUENCE tried"),
            statement("""CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
                PERFORM nextval('tried'), pg_terminate_backend(pg_backend_pid()); RETURN NEW;
                END $body$"""),
            statement("""CREATE CONSTRAINT TRIGGER fatal AFTER INSERT ON done DEFERRABLE
                INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dies()"""),
        )
        await other.commits()
    with pytest.raises(StoreError, match="unknown whether it was kept"):
        await database.run(done("a"))
    [row] = await database.rows("SELECT last_value FROM tried")
    assert row["last_value"] == 1


@on_postgres
async def test_a_statement_that_hangs_is_given_up(database, address, monkeypatch):
    monkeypatch.setattr(postgres_connection, "_SESSION", "SET statement_timeout = '50ms'")
    hasty = await PostgreSQL.open(address)
    with pytest.raises(StoreError, match="statement timeout"):
        await hasty.rows("SELECT pg_sleep(60)")
    await hasty.close()


@on_postgres
async def test_a_table_that_another_process_changed_is_read_anew(database, address):
    for _ in range(20):  # from the sixth time on a connection keeps its plan
        await database.rows("SELECT * FROM done")
    async with rival(address) as other:
        await other.does(statement("ALTER TABLE done ADD COLUMN more TEXT"))
        await other.commits()
    assert await database.rows("SELECT * FROM done") == []


@on_postgres
async def test_while_the_server_is_gone_nobody_waits_long(address, monkeypatch):
    monkeypatch.setattr(postgres, "_CONNECT_SECONDS", 1)
    async with a_cable_to(address) as cable:
        database = await PostgreSQL.open(cable.address)
        await database.run(done("a"))
        await cable.cut()
        outcomes = await asyncio.gather(
            *(database.run(done(str(n))) for n in range(100)), return_exceptions=True
        )
        assert all(isinstance(outcome, StoreError) for outcome in outcomes), outcomes
        at_once = [outcome for outcome in outcomes if "still no connection" in str(outcome)]
        assert len(at_once) > 50  # of the others each waited a second
        await cable.mend()
        async with asyncio.timeout(20):
            while not await _works(database):  # noqa: ASYNC110 - a server tells nobody that it is back
                await asyncio.sleep(0.05)
        await database.close()


async def test_a_database_that_cannot_hold_vietnamese_is_refused(postgres):
    latin = postgres.fresh("template0", "ENCODING 'LATIN1' LOCALE 'C'")
    with latin as found, pytest.raises(StoreError, match="must be UTF8"):
        await PostgreSQL.open(found)


async def _works(database: PostgreSQL) -> bool:
    try:
        await database.rows("SELECT 1")
    except StoreError:
        return False
    return True


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_who_is_told_to_end_ends_though_its_library_did_not_hear_of_it(database):
    begun, answered = asyncio.Event(), asyncio.Event()

    async def deaf(connection: object) -> str:
        begun.set()
        with suppress(asyncio.CancelledError):  # as asyncio.wait_for may, before Python 3.12
            await answered.wait()
        return "an answer"

    task = asyncio.create_task(database._persistently(deaf))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await database.rows("SELECT 1 AS one") == [{"one": 1}]  # the connection is back
