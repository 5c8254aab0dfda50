"""Copies a whole installation from one database into another, of whatever kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime

from bot.errors import CopyError, StoreError, Unstorable
from bot.store.database import Database, Row, Statement, Value, statement
from bot.store.opening import connect, is_there
from bot.store.schema import STEPS, migrate

# The key of each table; those that others refer to come first. Leases belong to processes and stay.
TABLES: dict[str, tuple[str, ...]] = {
    "secret": ("name",),
    "entry": ("id", "version"),
    "staff": ("id",),
    "session": ("token_hash",),
    "invitation": ("token_hash",),
    "person": ("channel", "person"),
    "moved": ("channel", "old"),
    "ticket": ("id",),
    "card": ("ticket",),
    "rating": ("id",),
    "attachment": ("id",),
    "message": ("id",),
    "unanswered": ("message",),
    "set_aside": ("id",),
    "done": ("channel", "id"),
}
_AT_ONCE = 1000  # rows of a transaction
_FILES_AT_ONCE = 5  # each may have 20 MB
_IN_STATEMENT = 25  # rows; SQLite is slow at finding its arguments among thousands of names

Watch = Callable[[str, int, int], None]


async def copy_installation(
    source: str, target: str, now: datetime, watch: Watch
) -> dict[str, int]:
    """Copy every row from one address to another; how many each table has.

    `watch` hears the table, the rows done and the rows in all. Raises CopyError before anything is
    written if it is no good, and at the end if the counts differ.
    """
    if not is_there(source):
        raise CopyError(f"FROM: there is no file {source}")
    async with AsyncExitStack() as stack:
        old = await connect(source)
        stack.push_async_callback(old.close)
        await _check_source(old, now)
        new = await connect(target)
        stack.push_async_callback(new.close)
        await migrate(new, now)
        await _check_target(new)
        return await _copy(old, new, watch)


async def _check_source(source: Database, now: datetime) -> None:
    try:
        steps = {row["name"] for row in await source.rows("SELECT name FROM schema_step")}
    except (StoreError, Unstorable) as error:
        raise CopyError(f"FROM is no database of Dân Hỏi: {error}") from error
    if steps != set(STEPS):
        raise CopyError("FROM was made by another release: start this one on it once, then copy")
    if await source.rows("SELECT name FROM lease WHERE until > :now", now=now):
        raise CopyError("a danhoi is running on FROM: stop it, wait ten seconds, then copy")


async def _check_target(target: Database) -> None:
    full = [table for table in TABLES if await target.rows(f"SELECT 1 FROM {table} LIMIT 1")]
    if full:
        raise CopyError(f"TO has rows already (in {', '.join(full)}): copy into a new database")


async def _copy(source: Database, target: Database, watch: Watch) -> dict[str, int]:
    total, done = sum((await _counts(source)).values()), 0
    for table, key in TABLES.items():
        watch(table, done, total)
        async for rows in _batches(source, table, key):
            await _write(target, table, rows)
            done += len(rows)
            watch(table, done, total)
    there, here = await _counts(source), await _counts(target)
    if wrong := [name for name in TABLES if there[name] != here[name]]:
        counts = ", ".join(f"{name}: {there[name]} → {here[name]}" for name in wrong)
        raise CopyError(f"TO has not the rows of FROM ({counts}): copy into a new database")
    await target.run(statement("ANALYZE"))
    return here


async def _counts(database: Database) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        [row] = await database.rows(f"SELECT count(*) AS n FROM {table}")
        counts[table] = int(row["n"])
    return counts


async def _batches(source: Database, table: str, key: tuple[str, ...]) -> AsyncIterator[list[Row]]:
    """All rows in the order of their key, each batch from where the last one ended."""
    columns, values = ", ".join(key), ", ".join(f":{name}" for name in key)
    limit = _FILES_AT_ONCE if table == "attachment" else _AT_ONCE
    after, last = "", dict[str, Value]()
    while rows := await source.rows(
        f"SELECT * FROM {table} {after} ORDER BY {columns} LIMIT {limit}", **last
    ):
        yield rows
        after = f"WHERE ({columns}) > ({values})"
        last = {name: rows[-1][name] for name in key}


async def _write(target: Database, table: str, rows: list[Row]) -> None:
    parts = [rows[n : n + _IN_STATEMENT] for n in range(0, len(rows), _IN_STATEMENT)]
    try:
        await target.run(*(_insert(table, part) for part in parts))
    except (StoreError, Unstorable) as error:
        raise CopyError(f"{table}: {error}; TO is incomplete, copy into a new database") from error


def _insert(table: str, rows: list[Row]) -> Statement:
    columns = list(rows[0])
    args: dict[str, Value] = {
        f"{name}_{n}": value for n, row in enumerate(rows) for name, value in row.items()
    }
    values = ", ".join(
        f"({', '.join(f':{name}_{n}' for name in columns)})" for n in range(len(rows))
    )
    return Statement(f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}", args)
