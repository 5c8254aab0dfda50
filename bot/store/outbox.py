"""The messages on their way out: taken, sent, put off or given up."""

from __future__ import annotations

from datetime import datetime

from bot.errors import Overtaken
from bot.model import PRIORITY, Address, Card, Message, MessageStatus, Receipt, Role
from bot.store import cards
from bot.store.database import Database, Statement, statement
from bot.store.messages import from_row


def sent(message: Message, receipt: Receipt, now: datetime) -> list[Statement]:
    """The platform took it; a card's place in the staff group is remembered with it."""
    marked = statement(
        """UPDATE message SET status = 'sent', sent_at = :now, platform_id = :platform_id
        WHERE id = :id""",
        id=message.id,
        now=now,
        platform_id=receipt.message,
    )
    if message.role is not Role.card or message.ticket is None:
        return [marked]
    return [
        marked,
        cards.placed(Card(message.ticket, message.address, receipt.message, receipt.thread)),
    ]


def put_off(message: Message, due: datetime, reason: str) -> Statement:
    """Back to waiting until `due`. A newer card of the same ticket stands in for an older one.

    Overtaken if another process has taken the message over meanwhile.
    """
    return statement(
        """UPDATE message SET due = :due, reason = :reason,
            status = CASE WHEN role = 'card' AND EXISTS (
                SELECT 1 FROM message newer WHERE newer.ticket = message.ticket
                AND newer.role = 'card' AND newer.status = 'waiting'
            ) THEN 'failed' ELSE 'waiting' END
        WHERE id = :id AND status = 'sending' AND tries = :tries""",
        otherwise=Overtaken(message.id),
        id=message.id,
        tries=message.tries,
        due=due,
        reason=reason,
    )


def given_up(message: Message, status: MessageStatus, reason: str) -> Statement:
    """It will not be sent (`failed`), or nobody knows whether it was (`unknown`).

    Overtaken if another process has taken the message over meanwhile.
    """
    return statement(
        """UPDATE message SET status = :status, reason = :reason
        WHERE id = :id AND status = 'sending' AND tries = :tries""",
        otherwise=Overtaken(message.id),
        id=message.id,
        tries=message.tries,
        status=status,
        reason=reason,
    )


def campaigns_stopped(address: Address, reason: str) -> Statement:
    """What waits of campaigns to this person is not sent."""
    return statement(
        """UPDATE message SET status = 'failed', reason = :reason
        WHERE channel = :channel AND person = :person AND status = 'waiting'
        AND role = 'campaign'""",
        channel=address.channel,
        person=address.person,
        reason=reason,
    )


class Outbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, channel: str, now: datetime, limit: int) -> list[Message]:
        """The next message of each person, replies first, marked as being sent.

        A person's next message waits until the one before it is out of the way.
        """
        if limit <= 0:
            return []
        [rows] = await self._database.run(
            statement(
                # The statistics of PostgreSQL may be of an hour when nothing waited. So nothing is
                # left to its estimate: the first of a person is looked up, not joined; it is found
                # out once which are next; and only by their ids they are read again.
                """WITH taken AS MATERIALIZED (
                    SELECT id FROM message AS next
                    WHERE channel = :channel AND status = 'waiting' AND due <= :now
                    AND id = (
                        SELECT first.id FROM message AS first
                        WHERE first.channel = next.channel AND first.person = next.person
                        AND first.status IN ('waiting', 'sending')
                        ORDER BY first.priority, first.id LIMIT 1)
                    ORDER BY priority, id LIMIT :limit)
                UPDATE message SET status = 'sending', tries = tries + 1
                WHERE id IN (SELECT id FROM taken) AND status || '' = 'waiting' RETURNING *""",
                channel=channel,
                now=now,
                limit=limit,
            )
        )
        return sorted(map(from_row, rows), key=lambda message: (PRIORITY[message.role], message.id))

    async def recover(self, channel: str) -> None:
        """What was being sent when its courier died: replies again, campaigns left and shown."""
        await self._database.run(
            statement(
                """UPDATE message SET status = 'unknown', reason = 'courier died'
                WHERE channel = :channel AND status = 'sending' AND role = 'campaign'""",
                channel=channel,
            ),
            statement(
                """UPDATE message SET status = 'failed', reason = 'newer card waits'
                WHERE channel = :channel AND status = 'sending' AND role = 'card' AND EXISTS (
                    SELECT 1 FROM message AS newer WHERE newer.ticket = message.ticket
                    AND newer.role = 'card' AND newer.status = 'waiting')""",
                channel=channel,
            ),
            statement(
                """UPDATE message SET status = 'waiting'
                WHERE channel = :channel AND status = 'sending'""",
                channel=channel,
            ),
        )

    async def undelivered(self, limit: int = 100) -> list[Message]:
        """What was given up, newest first: failed, or of unknown outcome."""
        rows = await self._database.rows(
            """SELECT * FROM message WHERE status IN ('failed', 'unknown') AND role <> 'card'
            ORDER BY id DESC LIMIT :limit""",
            limit=limit,
        )
        return [from_row(row) for row in rows]

    async def depth(self) -> list[tuple[str, int, datetime]]:
        """For each channel: how many messages wait, and since when the oldest does."""
        rows = await self._database.rows(
            """SELECT oldest.channel, oldest.at, waiting.depth FROM message AS oldest
            JOIN (SELECT channel, count(*) AS depth, min(id) AS first FROM message
                WHERE status IN ('waiting', 'sending') GROUP BY channel) AS waiting
            ON oldest.id = waiting.first"""
        )
        return [(row["channel"], row["depth"], row["at"]) for row in rows]
