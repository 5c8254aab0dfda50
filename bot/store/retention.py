"""Forgets what is needed for nothing any more, a few rows at a time.

Done-marks: a message is redelivered for a day by Telegram, for hours by Zalo, and by a page of the
web chat until it is closed; after that its mark answers no question. Sent cards: each change of a
ticket sends its card to the staff group once more as a row without any text, and edits the same
message there; of those rows the newest says all, also which ticket a reply to that message is for.
Cards that were never sent: a newer one took their place. Sessions and invitations that have ended
let nobody in. Everything that a citizen or a member of staff wrote or reads stays: messages in and
out, notes to the group, files, tickets, ratings, versions of entries.
"""

from __future__ import annotations

from datetime import datetime

from bot.store.database import Database, statement

_OVER = ("session", "invitation")


class Retention:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def forget_done(self, before: datetime, limit: int) -> int:
        """Marks of messages that were done before then, the oldest; how many are gone."""
        [rows] = await self._database.run(
            statement(
                # Between two moments: of one alone PostgreSQL expects a third of all marks.
                """DELETE FROM done WHERE at >= (SELECT min(at) FROM done) AND at <= (
                    SELECT max(at) FROM (
                        SELECT at FROM done WHERE at < :before ORDER BY at LIMIT :limit) AS oldest)
                RETURNING id""",
                before=before,
                limit=limit,
            )
        )
        return len(rows)

    async def old_cards(self, after: str, before: datetime, limit: int) -> list[str]:
        """Ids of cards out of the way since then, in their order, from after that id."""
        rows = await self._database.rows(
            """SELECT id FROM message
            WHERE role = 'card' AND status IN ('sent', 'failed') AND id > :after AND at < :before
            ORDER BY id LIMIT :limit""",
            after=after,
            before=before,
            limit=limit,
        )
        return [str(row["id"]) for row in rows]

    async def forget_cards(self, first: str, last: str) -> int:
        """Of the cards from one id to another those whose place a newer one has; how many."""
        [rows] = await self._database.run(
            statement(
                """DELETE FROM message
                WHERE role = 'card' AND status IN ('sent', 'failed')
                AND id >= :first AND id <= :last AND EXISTS (
                    SELECT 1 FROM message AS newer
                    WHERE newer.ticket = message.ticket AND newer.id > message.id
                    AND newer.role = 'card' AND newer.status = 'sent'
                    AND (message.status = 'failed' OR (newer.channel = message.channel
                        AND newer.person = message.person
                        AND newer.platform_id = message.platform_id)))
                RETURNING id""",
                first=first,
                last=last,
            )
        )
        return len(rows)

    async def forget_ended(self, now: datetime) -> int:
        """Sessions and invitations that have ended; how many are gone."""
        results = await self._database.run(
            *(
                statement(f"DELETE FROM {table} WHERE expires_at < :now RETURNING staff", now=now)
                for table in _OVER
            )
        )
        return sum(map(len, results))
