"""Another process on the same PostgreSQL database, stopped in the middle of a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from psycopg import AsyncConnection, AsyncRawCursor

from bot.store.database import Database, Statement
from bot.store.numbered import numbered


class Rival:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def does(self, *statements: Statement) -> None:
        """Carry out statements of a transaction that stays open."""
        for each in statements:
            await self.executes(each)

    async def executes(self, each: Statement) -> None:
        sql, names = numbered(each.sql)
        args = [each.args[name] for name in names]
        cursor = await self._connection.execute(sql.encode(), args)
        if each.otherwise is not None and cursor.rowcount == 0:
            raise each.otherwise

    async def commits(self) -> None:
        await self._connection.commit()

    async def kills_everybody_else(self) -> None:
        await self._connection.execute(
            """SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        )
        await self._connection.commit()


@asynccontextmanager
async def rival(address: str) -> AsyncIterator[Rival]:
    connection = await psycopg.AsyncConnection.connect(address, cursor_factory=AsyncRawCursor)
    async with connection:
        yield Rival(connection)


async def somebody_waits(database: Database) -> None:
    """Return once a transaction waits for another's lock."""
    async with asyncio.timeout(10):
        while not await database.rows("SELECT 1 FROM pg_locks WHERE NOT granted"):
            pass  # each look is a question to the server
