"""A connection to PostgreSQL that takes the store's SQL and gives the values that SQLite gives."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection, AsyncCursor, AsyncRawCursor
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.rows import dict_row

from bot.model.letters import whole
from bot.store.database import Row, Value
from bot.store.numbered import numbered

Connection = AsyncConnection[Row]
Cursor = AsyncCursor[Row]

# Limits: on a statement that waits for another process, and on one of ours that others wait for.
_SESSION = """SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET statement_timeout = '30s';
    SET idle_in_transaction_session_timeout = '15s'"""


def manner(connect_seconds: int) -> dict[str, Any]:
    """How to connect; a network that is cut is noticed within half a minute."""
    return {
        "autocommit": True,  # transactions begin where we say so
        "cursor_factory": AsyncRawCursor,
        "row_factory": dict_row,
        "application_name": "danhoi",
        "connect_timeout": connect_seconds,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
    }


async def configure(connection: Connection) -> None:
    """Prepare a new connection."""
    connection.adapters.register_loader("timestamptz", _Utc)
    await connection.execute(_SESSION)


def heed_cancellation() -> None:
    """Raise CancelledError if this task was told to end and has not heard of it.

    psycopg waits with asyncio.wait_for, which before Python 3.12 may swallow a cancellation.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def execute(connection: Connection, sql: str, args: Mapping[str, Value]) -> Cursor:
    """Carry out SQL with `:name` arguments."""
    query, names = numbered(sql)
    return await connection.execute(query.encode(), [_bound(args[name]) for name in names])


def _bound(value: Value) -> Value:
    return whole(str(value)) if isinstance(value, str) else value


class _Utc(Loader):
    def load(self, data: Buffer) -> datetime:
        return datetime.fromisoformat(bytes(data).decode())
