"""Short texts between the processes on one PostgreSQL database (LISTEN, NOTIFY)."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

import psycopg
import structlog

from bot.store.database import Database, statement
from bot.store.postgres_connection import Connection, heed_cancellation, manner

log = structlog.get_logger()

_CONNECT_SECONDS = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0


class PostgresWire:
    """Sends over the database's connections, listens on one of its own."""

    def __init__(
        self,
        address: str,
        database: Database,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._address = address
        self._database = database
        self._sleep = sleep

    async def send(self, texts: Sequence[str]) -> None:
        await self._database.run(
            *(statement("SELECT pg_notify('danhoi', :text)", text=text) for text in texts)
        )

    async def listen(self, hear: Callable[[str], None], anew: Callable[[], None]) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                connecting = Connection.connect(self._address, **manner(_CONNECT_SECONDS))
                async with await connecting as connection:
                    await connection.execute("LISTEN danhoi")
                    heed_cancellation()
                    pause = _FIRST_PAUSE
                    anew()
                    async for notice in connection.notifies():
                        heed_cancellation()
                        hear(notice.payload)
            except psycopg.Error as error:
                log.warning(
                    "notices of other processes are not heard, trying again", why=str(error)
                )
            # Jitter, so that not all processes come back to a server in one moment.
            await self._sleep(random.uniform(pause / 2, pause))
            pause = min(pause * 2, _LONGEST_PAUSE)
