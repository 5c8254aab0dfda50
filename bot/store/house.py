"""What the processes of one installation share: secrets made once."""

from __future__ import annotations

import secrets

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
