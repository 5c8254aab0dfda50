"""Counts for the operators' gauges."""

from __future__ import annotations

from bot.store.database import Database


class Figures:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def undelivered(self) -> list[tuple[str, int]]:
        """For each channel: messages that did not go out, or of which nobody knows."""
        rows = await self._database.rows(
            """SELECT channel, count(*) AS n FROM message
            WHERE status IN ('failed', 'unknown') AND role <> 'card' GROUP BY channel"""
        )
        return [(row["channel"], row["n"]) for row in rows]

    async def open_tickets(self) -> list[tuple[str, int]]:
        """For each state of a ticket that is not closed: how many are in it."""
        rows = await self._database.rows(
            """SELECT status, count(*) AS n FROM ticket
            WHERE status IN ('waiting', 'claimed', 'answered') GROUP BY status"""
        )
        return [(row["status"], row["n"]) for row in rows]

    async def set_aside(self) -> int:
        """Messages whose turn always failed, and that still wait for one."""
        [row] = await self._database.rows(
            "SELECT count(*) AS n FROM set_aside WHERE replayed_at IS NULL"
        )
        return int(row["n"])
