"""What the processes of one installation share: secrets made once, leases held in turn."""

from __future__ import annotations

import secrets
from datetime import datetime

from bot.store.database import Database, statement


class House:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def secret(self, name: str) -> str:
        """256 random bits under a name, made by whoever asks first."""
        await self._database.run(
            statement(
                "INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING",
                name=name,
                value=secrets.token_urlsafe(32),
            )
        )
        [row] = await self._database.rows("SELECT value FROM secret WHERE name = :name", name=name)
        return str(row["value"])

    async def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
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

    async def release(self, name: str, holder: str) -> None:
        """Let a standby take over at once."""
        await self._database.run(
            statement(
                "DELETE FROM lease WHERE name = :name AND holder = :holder",
                name=name,
                holder=holder,
            )
        )
