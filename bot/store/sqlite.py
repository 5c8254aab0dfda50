"""The Database port on one SQLite file: one thread writes, another reads."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database as SQLiteUtils

from bot.errors import StoreError, Unstorable
from bot.model.letters import whole
from bot.store.database import Row, Statement, Value
from bot.store.sqlite_advice import advised
from bot.store.workers import Workers
from bot.together import Done, failed, succeeded

_BUSY_SECONDS = 5.0
_REFUSED = (sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError, OverflowError)
_RIVALRY = ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_WRITTEN_TOGETHER = 200  # transactions that share one commit, and so one fsync
_READERS, _READ_TOGETHER = 2, 8  # threads, and readings at once: a slow one keeps no more waiting

_Results = list[list[Row]]


@dataclass(frozen=True, slots=True)
class _Read:
    sql: str
    args: dict[str, Value]


class SQLite:
    """Waiting transactions are committed together, each in a savepoint of its own."""

    def __init__(self, path: str | Path) -> None:
        self._path = str(path)
        self._connections: list[sqlite3.Connection] = []
        self._reader = threading.local()
        writer = self._open()
        with _translated("cannot be prepared"):
            # Of a new file only, before anything is in it: what is deleted can be cut off later.
            writer.execute("PRAGMA auto_vacuum = INCREMENTAL")
            writer.enable_wal()
        self._writing: Workers[tuple[Statement, ...], _Results] = Workers(
            "sqlite-writer", lambda group: _commit(writer, group), together=_WRITTEN_TOGETHER
        )
        self._reading: Workers[_Read, list[Row]] = Workers(
            "sqlite-reader", self._read_all, threads=_READERS, together=_READ_TOGETHER
        )
        self._closed = False

    async def rows(self, sql: str, **args: Value) -> list[Row]:
        self._must_be_open()
        return await self._reading.done(_Read(sql, args))

    async def run(self, *statements: Statement) -> list[list[Row]]:
        self._must_be_open()
        return await self._writing.done(statements)

    async def close(self) -> None:
        self._closed = True
        await asyncio.to_thread(self._writing.end)
        await asyncio.to_thread(self._reading.end)
        for connection in self._connections:
            connection.close()

    def _must_be_open(self) -> None:
        if self._closed:  # nobody would ever take the job
            raise StoreError("SQLite: closed")

    def _open(self) -> SQLiteUtils:
        sqlite3.register_converter("TIMESTAMPTZ", lambda raw: datetime.fromisoformat(raw.decode()))
        sqlite3.register_converter("BOOLEAN", lambda raw: raw == b"1")
        with _translated(f"{self._path} cannot be opened"):
            connection = sqlite3.connect(
                self._path,
                timeout=_BUSY_SECONDS,
                detect_types=sqlite3.PARSE_DECLTYPES,
                isolation_level=None,  # transactions begin where we say so
                check_same_thread=False,  # closed by close(), used by its own thread alone
            )
            self._connections.append(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            # Kills never lose a commit; synchronous=FULL keeps it through a power cut as well.
            connection.execute("PRAGMA synchronous = FULL")
        return SQLiteUtils(connection)

    def _read_all(self, group: Sequence[_Read]) -> list[Done[list[Row]]]:
        return [self._read(job) for job in group]

    def _read(self, job: _Read) -> Done[list[Row]]:
        try:
            with _translated("cannot be read"):
                return succeeded(_fetch(self._own_reader(), job.sql, job.args))
        except Exception as error:  # whoever asked hears of it
            return failed(error)

    def _own_reader(self) -> SQLiteUtils:
        """This thread's connection; one that could not be opened is tried again next time."""
        if not hasattr(self._reader, "database"):
            database = self._open()
            database.execute("PRAGMA query_only = ON")
            self._reader.database = database
        found: SQLiteUtils = self._reader.database
        return found


class _translated:
    """Turn SQLite's errors into StoreError, with their cause."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if _is_refused(error):
            raise Unstorable(f"SQLite: {type(error).__name__}") from error
        if isinstance(error, sqlite3.Error):
            raise StoreError(f"SQLite: {self._what}: {advised(error)}") from error


def _commit(database: SQLiteUtils, group: Sequence[tuple[Statement, ...]]) -> list[Done[_Results]]:
    try:
        database.execute("BEGIN IMMEDIATE")
        outcomes = [_one(database, statements) for statements in group]
        database.execute("COMMIT")
    except Exception as error:  # the outermost loop of this thread: every caller hears of it
        _roll_back(database)
        failure = StoreError(f"SQLite: nothing was written: {advised(error)}")
        failure.__cause__ = error
        return [failed(failure) for _ in group]
    return outcomes


def _one(database: SQLiteUtils, statements: tuple[Statement, ...]) -> Done[_Results]:
    """Run one transaction in a savepoint; what its caller will be told once all is committed."""
    database.execute("SAVEPOINT one")
    try:
        results = [_carry_out(database, statement) for statement in statements]
    except Exception as error:  # its neighbours in the group have no part in it
        if not database.conn.in_transaction:
            raise
        database.execute("ROLLBACK TO one")
        return failed(_told(error))
    finally:
        with suppress(sqlite3.OperationalError):  # a full disk has ended the transaction already
            database.execute("RELEASE one")
    return succeeded(results)


class _Unchanged(Exception):
    def __init__(self, otherwise: Exception) -> None:
        self.otherwise = otherwise


def _told(error: Exception) -> Exception:
    """What the caller hears: only a failure of the database is worth another try."""
    if isinstance(error, _Unchanged):
        return error.otherwise
    if _is_refused(error):
        return Unstorable(f"SQLite: {type(error).__name__}")
    return StoreError(f"SQLite: {advised(error)}") if isinstance(error, sqlite3.Error) else error


def _is_refused(error: BaseException | None) -> bool:
    """Whether it is the fault of the values, and not of a rival who took the same key."""
    if isinstance(error, sqlite3.IntegrityError):
        return error.sqlite_errorname not in _RIVALRY
    return isinstance(error, _REFUSED)


def _carry_out(database: SQLiteUtils, statement: Statement) -> list[Row]:
    before = database.conn.total_changes
    rows = _fetch(database, statement.sql, statement.args)
    if statement.otherwise is not None and database.conn.total_changes == before:
        raise _Unchanged(statement.otherwise)
    return rows


def _roll_back(database: SQLiteUtils) -> None:
    if database.conn.in_transaction:
        with suppress(sqlite3.Error):
            database.execute("ROLLBACK")


def _fetch(database: SQLiteUtils, sql: str, args: Any) -> list[Row]:
    cursor = database.execute(sql, {name: _bound(value) for name, value in args.items()})
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _bound(value: Value) -> str | int | float | bytes | None:
    if isinstance(value, datetime):  # of one width, so that texts sort as times do
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return whole(str(value)) if isinstance(value, str) else value
