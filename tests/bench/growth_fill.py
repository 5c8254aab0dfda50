"""Fills a database with years of service, by numbers that the database makes into rows itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.store.database import Database, Row, Value, statement
from bot.store.opening import on_server
from bot.store.schema import migrate
from tests.bench.growth_rows import POSTGRESQL, SQLITE, Rows, Size, arguments, every

Watch = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""

_CHUNK = 100_000  # numbers of a transaction
_NUMBERS = """WITH RECURSIVE series(i) AS (
    SELECT CAST(:first AS BIGINT) UNION ALL SELECT i + 1 FROM series WHERE i + 1 < :last)"""
_INDEXES = {
    True: """SELECT indexname AS name, indexdef AS sql FROM pg_indexes
        WHERE schemaname = current_schema() AND indexname NOT IN (
            SELECT conname FROM pg_constraint WHERE contype IN ('p', 'u'))""",
    False: "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
}


async def fill(database: Database, address: str, size: Size, now: datetime, watch: Watch) -> None:
    """Fill an empty database; its indexes are made at the end, which is quicker."""
    server = on_server(address)
    await migrate(database, now)
    indexes = await database.rows(_INDEXES[server])
    await database.run(*(statement(f"DROP INDEX {index['name']}") for index in indexes))
    args = arguments(size, now)
    for rows in every(size, POSTGRESQL if server else SQLITE):
        await _insert(database, rows, args, watch)
    await _index(database, indexes, watch)  # and no ANALYZE: a file of years has none either


async def _insert(database: Database, rows: Rows, args: dict[str, Value], watch: Watch) -> None:
    table, _, values = rows.sql.partition(")")
    sql = f"INSERT INTO {rows.table} {table}) {_NUMBERS} {values}"
    for first in range(rows.first, rows.last, _CHUNK):
        last = min(first + _CHUNK, rows.last)
        await database.run(statement(sql, **args, first=first, last=last))
        watch(rows.table, last - rows.first, rows.last - rows.first)


async def _index(database: Database, indexes: list[Row], watch: Watch) -> None:
    for number, index in enumerate(indexes, start=1):
        watch(f"index {index['name']}", number, len(indexes))
        await database.run(statement(index["sql"]))
