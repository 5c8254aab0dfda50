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


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (statement("INSERT INTO session VALUES ('t', 'nobody', 'c', :at, :at)", at=AT), StoreError),
        (statement("INSERT INTO nowhere VALUES (1)"), StoreError),
        # No failure of the database: tried again it would fail again.
        (statement("INSERT INTO secret VALUES ('a', :text)", text="\ud800"), UnicodeEncodeError),
    ],
    ids=["constraint", "no such table", "not text"],
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


async def test_what_waits_at_the_end_is_written_and_what_comes_later_is_refused(tmp_path):
    opened = SQLite(tmp_path / "danhoi.db")
    await migrate(opened, AT)
    waiting = [asyncio.ensure_future(opened.run(done(str(n)))) for n in range(3)]
    await asyncio.sleep(0)
    await opened.close()
    await asyncio.gather(*waiting)
    with pytest.raises(StoreError, match="closed"):
        await opened.run(done("late"))
    with pytest.raises(StoreError, match="closed"):
        await opened.rows("SELECT 1")
    reopened = SQLite(tmp_path / "danhoi.db")
    assert await ids(reopened) == ["0", "1", "2"]
    await reopened.close()


async def test_a_reader_that_could_not_be_opened_is_opened_later(tmp_path, monkeypatch):
    opened = SQLite(tmp_path / "danhoi.db")

    def out_of_files(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", out_of_files)
        with pytest.raises(StoreError, match="cannot be opened"):
            await opened.rows("SELECT 1 AS one")
    assert await opened.rows("SELECT 1 AS one") == [{"one": 1}]
    await opened.close()


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
