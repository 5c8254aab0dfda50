"""Leases: what only one process may do at a time, and which one does it."""

from __future__ import annotations

from datetime import datetime

from bot.store.database import Database, statement


class Leases:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Hold or renew a lease; False while somebody else holds it."""
        [rows] = await self._database.run(
            statement(
                """INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until)
                ON CONFLICT (name) DO UPDATE SET holder = :holder, until = :until
                WHERE lease.holder = :holder OR lease.until < :now RETURNING holder""",
                name=name,
                holder=holder,
                until=until,
                now=now,
            )
        )
        return bool(rows)

    async def holder(self, name: str) -> str | None:
        """Who holds it, or held it last."""
        rows = await self._database.rows("SELECT holder FROM lease WHERE name = :name", name=name)
        return str(rows[0]["holder"]) if rows else None

    async def release(self, name: str, holder: str) -> None:
        """Let another process take it at once."""
        await self._database.run(
            statement(
                "DELETE FROM lease WHERE name = :name AND holder = :holder",
                name=name,
                holder=holder,
            )
        )
