"""The Database port on a PostgreSQL server: lent connections, one transaction each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import TypeVar

import psycopg
from psycopg import errors
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.errors import StoreError, Unstorable
from bot.store.database import Row, Statement, Value
from bot.store.postgres_connection import (
    Connection,
    Cursor,
    configure,
    execute,
    heed_cancellation,
    manner,
)

_CONNECTIONS = 10
_CONNECT_SECONDS = 5
_DEAD_SECONDS = 1.0  # after somebody waited for the server in vain, nobody else waits
_TRIES = 3
# Undone for a rival's sake: beside what the rival left it may go well.
_RIVALRY = (errors.SerializationFailure, errors.DeadlockDetected, errors.UniqueViolation)
_LOST = (None, "57P01", "57P02", "57P03")  # codes of an OperationalError: the server went away
_REFUSED = (psycopg.DataError, psycopg.IntegrityError, errors.ProgramLimitExceeded)
_OUTDATED = errors.FeatureNotSupported  # a kept plan is of tables that have changed since
_HELP = "Is the server running, is its address right? (README: PostgreSQL)"
# Steps of the schema may take long; processes that start at once take them one after the other.
_BEFORE_DDL = ("SET LOCAL statement_timeout = 0", "SELECT pg_advisory_xact_lock(746172)")
_DDL = re.compile(r"\s*(CREATE|ALTER|DROP|ANALYZE)\b", re.IGNORECASE)

_T = TypeVar("_T")


class PostgreSQL:
    """What certainly was not kept is tried again; whatever else fails, the caller hears of."""

    def __init__(self, address: str) -> None:
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            address,
            kwargs=manner(_CONNECT_SECONDS),
            configure=configure,
            min_size=1,
            max_size=_CONNECTIONS,
            timeout=_CONNECT_SECONDS,
            reconnect_timeout=_CONNECT_SECONDS,  # then the next caller makes it try at once
            open=False,
        )
        # Busy connections are waited for here, without end; in the pool only the server is.
        self._line = asyncio.Semaphore(_CONNECTIONS)
        self._dead_until = 0.0
        self._closed = False

    @classmethod
    async def open(cls, address: str) -> PostgreSQL:
        """Connect; StoreError says at once why that cannot be done."""
        database = cls(address)
        try:
            async with await Connection.connect(address, **manner(_CONNECT_SECONDS)) as trial:
                encoding = trial.info.parameter_status("server_encoding")
        except psycopg.Error as error:
            raise StoreError(f"PostgreSQL: {error}\n{_HELP}") from error
        if encoding != "UTF8":
            raise StoreError(f"PostgreSQL: the database's encoding is {encoding}, it must be UTF8")
        await database._pool.open()
        return database

    async def rows(self, sql: str, **args: Value) -> list[Row]:
        async def read(connection: Connection) -> list[Row]:
            return await (await execute(connection, sql, args)).fetchall()

        return await self._persistently(read)

    async def run(self, *statements: Statement) -> list[list[Row]]:
        return await self._persistently(lambda connection: _transacted(connection, statements))

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        for _ in range(_CONNECTIONS):  # who stands in line is served first
            await self._line.acquire()
        await self._pool.close()

    async def _persistently(self, work: Callable[[Connection], Awaitable[_T]]) -> _T:
        if self._closed:
            raise StoreError("PostgreSQL: closed")
        tries = 0
        while True:
            tries += 1
            try:
                async with self._lent() as connection:
                    done = await work(connection)
                heed_cancellation()
                return done
            except psycopg.Error as error:
                if isinstance(error, _REFUSED) and not isinstance(error, _RIVALRY):
                    raise Unstorable(f"PostgreSQL: {type(error).__name__}") from error
                if tries == _TRIES or not _is_undone(error):
                    why = error.diag.message_primary or error  # without the values of rows
                    raise StoreError(f"PostgreSQL: {why}") from error
                await self._renew(error)

    async def _renew(self, error: psycopg.Error) -> None:
        """What one connection has met, the others are going to meet."""
        if isinstance(error, _OUTDATED):
            await self._pool.drain()
        elif _is_lost(error):
            await self._pool.check()

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Connection]:
        async with self._line:
            if monotonic() < self._dead_until:
                raise StoreError(f"PostgreSQL: still no connection. {_HELP}")
            try:
                async with self._pool.connection() as connection:
                    yield connection
            except PoolTimeout as error:
                self._dead_until = monotonic() + _DEAD_SECONDS
                raise StoreError(f"PostgreSQL: {error}. {_HELP}") from error


async def _transacted(connection: Connection, statements: Sequence[Statement]) -> list[list[Row]]:
    """All go to the server in one parcel, and are judged before the commit."""
    cursors: list[Cursor] = []
    try:
        async with connection.pipeline():
            await connection.execute("BEGIN")
            if any(_DDL.match(each.sql) for each in statements):
                for sql in _BEFORE_DDL:
                    await connection.execute(sql)
            for each in statements:
                cursors.append(await execute(connection, each.sql, each.args))
    except psycopg.Error:
        _must_have_changed(statements, cursors)  # it came first, and it says more
        raise
    _must_have_changed(statements, cursors)
    try:
        await connection.execute("COMMIT")
    except psycopg.Error as error:
        raise StoreError("PostgreSQL: lost at the commit; unknown whether it was kept") from error
    return [await cursor.fetchall() if cursor.description else [] for cursor in cursors]


def _must_have_changed(statements: Sequence[Statement], cursors: Sequence[Cursor]) -> None:
    for each, cursor in zip(statements, cursors, strict=False):  # a failure ends them early
        if each.otherwise is not None and cursor.rowcount == 0:
            raise each.otherwise


def _is_undone(error: psycopg.Error) -> bool:
    """Whether nothing was kept and another try may go well."""
    return _is_lost(error) or isinstance(error, (*_RIVALRY, _OUTDATED))


def _is_lost(error: psycopg.Error) -> bool:
    return isinstance(error, psycopg.OperationalError) and error.sqlstate in _LOST
