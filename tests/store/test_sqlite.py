"""The SQLite adapter: all or none, many at once, clear errors."""

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import AlreadyDone, StoreError
from bot.store.database import Database, statement
from bot.store.schema import STEPS, migrate
from bot.store.sqlite import SQLite

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def done(id: str, otherwise: Exception | None = None):
    return statement(
        "INSERT INTO done (channel, id, at) VALUES ('web', :id, :at) ON CONFLICT DO NOTHING",
        otherwise=otherwise,
        id=id,
        at=AT,
    )


async def ids(database: Database) -> list[str]:
    return [row["id"] for row in await database.rows("SELECT id FROM done ORDER BY id")]


async def test_times_come_back_aware_and_utc(database):
    [[row]] = await database.run(
        statement("INSERT INTO done VALUES ('web', 'a', :at) RETURNING at", at=AT)
    )
    assert row["at"] == AT
    assert (await database.rows("SELECT at FROM done"))[0]["at"].tzinfo is UTC


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


async def test_one_broken_transaction_does_not_harm_its_neighbours(database):
    broken = statement("INSERT INTO session VALUES ('t', 'nobody', 'c', :at, :at)", at=AT)
    outcomes = await asyncio.gather(
        database.run(done("a")),
        database.run(broken),
        database.run(done("b")),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], StoreError)
    assert await ids(database) == ["a", "b"]


async def test_a_locked_database_is_a_store_error_and_later_works_again(
    database, tmp_path, monkeypatch
):
    rival = sqlite3.connect(tmp_path / "danhoi.db", isolation_level=None)
    await database.run(statement("PRAGMA busy_timeout = 50"))
    rival.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        await database.run(done("a"))
    rival.execute("ROLLBACK")
    rival.close()
    await database.run(done("a"))
    assert await ids(database) == ["a"]


async def test_a_full_disk_is_a_store_error_and_keeps_what_was_committed(database):
    await database.run(done("a"))
    [[row]] = await database.run(statement("PRAGMA page_count"))
    await database.run(statement(f"PRAGMA max_page_count = {row['page_count']}"))
    large = statement(
        "INSERT INTO attachment VALUES ('x', 'web', 'mai', 'image/png', 'x', :content, :at)",
        content=b"x" * 1_000_000,
        at=AT,
    )
    with pytest.raises(StoreError, match="full"):
        await database.run(large)
    await database.run(statement("PRAGMA max_page_count = 1000000"))
    await database.run(large)
    assert await ids(database) == ["a"]


def test_a_path_that_cannot_be_opened_says_so(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be opened"):
        SQLite(tmp_path / "missing" / "danhoi.db")


def test_a_file_that_is_no_database_says_so(tmp_path: Path):
    (tmp_path / "danhoi.db").write_bytes(b"this is not a database, whatever its name says" * 50)
    with pytest.raises(StoreError):
        SQLite(tmp_path / "danhoi.db")


async def test_schema_steps_are_applied_once(database, clock):
    assert await migrate(database, clock()) == []
    rows = await database.rows("SELECT name FROM schema_step ORDER BY name")
    assert [row["name"] for row in rows] == sorted(STEPS)
