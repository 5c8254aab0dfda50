"""Transactions of one statement each, for tests of the adapters: marks of done messages."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.store.database import Database, Statement, statement

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def done(id: str, otherwise: Exception | None = None) -> Statement:
    return statement(
        "INSERT INTO done (channel, id, at) VALUES ('web', :id, :at) ON CONFLICT DO NOTHING",
        otherwise=otherwise,
        id=id,
        at=AT,
    )


async def ids(database: Database) -> list[str]:
    return [row["id"] for row in await database.rows("SELECT id FROM done ORDER BY id")]
