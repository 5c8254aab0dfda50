"""The SQLite adapter: clear errors, whatever fails around it."""

import sqlite3
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.store.database import statement
from bot.store.sqlite import SQLite
from tests.store.marks import AT, done, ids

on_sqlite = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


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


@on_sqlite
async def test_a_locked_database_is_a_store_error_and_later_works_again(database, tmp_path):
    rival = sqlite3.connect(tmp_path / "danhoi.db", isolation_level=None)
    await database.run(statement("PRAGMA busy_timeout = 50"))
    rival.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match=r"locked.*end another program"):
        await database.run(done("a"))
    rival.execute("ROLLBACK")
    rival.close()
    await database.run(done("a"))
    assert await ids(database) == ["a"]


@on_sqlite
async def test_a_full_disk_is_a_store_error_and_keeps_what_was_committed(database):
    await database.run(done("a"))
    [[row]] = await database.run(statement("PRAGMA page_count"))
    await database.run(statement(f"PRAGMA max_page_count = {row['page_count']}"))
    large = statement(
        "INSERT INTO attachment VALUES ('x', 'web', 'mai', 'image/png', 'x', :content, :at)",
        content=b"x" * 1_000_000,
        at=AT,
    )
    with pytest.raises(StoreError, match=r"full.*make room"):
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
