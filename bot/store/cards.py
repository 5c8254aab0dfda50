"""Where each ticket stands in the staff group."""

from __future__ import annotations

from bot.model import Address, Card
from bot.store.database import Database, Row, Statement, statement


def placed(card: Card) -> Statement:
    """Remember a card's place, the newest one if there were several."""
    return statement(
        """INSERT INTO card (ticket, channel, person, message, thread)
        VALUES (:ticket, :channel, :person, :message, :thread)
        ON CONFLICT (ticket) DO UPDATE SET
            channel = :channel, person = :person, message = :message, thread = :thread""",
        ticket=card.ticket,
        channel=card.group.channel,
        person=card.group.person,
        message=card.message,
        thread=card.thread,
    )


class Cards:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, ticket: str) -> Card | None:
        rows = await self._database.rows("SELECT * FROM card WHERE ticket = :ticket", ticket=ticket)
        return _from_row(rows[0]) if rows else None

    async def ticket_at(
        self, group: Address, thread: str | None, message: str | None
    ) -> str | None:
        """The ticket whose topic this is, or of whose card or note this message is one."""
        if thread is not None:
            rows = await self._database.rows(
                """SELECT ticket FROM card
                WHERE channel = :channel AND person = :person AND thread = :thread""",
                channel=group.channel,
                person=group.person,
                thread=thread,
            )
            if rows:
                return str(rows[0]["ticket"])
        if message is None:
            return None
        rows = await self._database.rows(
            """SELECT ticket FROM message
            WHERE channel = :channel AND person = :person AND platform_id = :message
            AND role IN ('card', 'note') AND ticket IS NOT NULL LIMIT 1""",
            channel=group.channel,
            person=group.person,
            message=message,
        )
        return str(rows[0]["ticket"]) if rows else None


def _from_row(row: Row) -> Card:
    return Card(
        row["ticket"], Address(row["channel"], row["person"]), row["message"], row["thread"]
    )
