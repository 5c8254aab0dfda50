"""What a command needs of an installation that it need not build: the clock and the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.store.database import Database


def now() -> datetime:
    """The clock of a command."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database with its tables up to date."""
    import structlog

    from bot.store.opening import connect
    from bot.store.schema import migrate

    database = await connect(settings.database)
    try:
        for step in await migrate(database, now()):
            structlog.get_logger().info("database step applied", step=step)
        yield database
    finally:
        await database.close()
