"""Every conversation, line by line, with the files that came along."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.errors import AlreadyDone
from bot.model import (
    PRIORITY,
    Address,
    Attachment,
    Button,
    Kind,
    Message,
    MessageStatus,
    Place,
    Reply,
    Role,
)
from bot.store.database import Database, Row, Statement, statement

# A change of nothing, which holds the waiting card back: a courier that took it now would write it
# before the change of the ticket that it is to show is committed.
_CARD_WAITS = """ON CONFLICT (ticket) WHERE role = 'card' AND status = 'waiting'
    DO UPDATE SET ticket = excluded.ticket"""


def add(message: Message) -> Statement:
    """Keep a message; one that goes out waits in the outbox from now on.

    A waiting card of the same ticket is enough: it is written when it is sent. Any other message
    that is there already raises AlreadyDone.
    """
    is_card = message.role is Role.card
    place, reply = message.place, message.reply
    return statement(
        """INSERT INTO message (id, channel, person, at, author, author_name, title, text, footer,
            buttons, attachment, kind, status, role, priority, latitude, longitude, ticket, entry,
            tries, due, platform_id, turn)
        VALUES (:id, :channel, :person, :at, :author, :author_name, :title, :text, :footer,
            :buttons, :attachment, :kind, :status, :role, :priority, :latitude, :longitude, :ticket,
            :entry, 0, :due, :platform_id, :turn)
        """
        + (_CARD_WAITS if is_card else "ON CONFLICT DO NOTHING"),
        otherwise=None if is_card else AlreadyDone(message.id),
        id=message.id,
        channel=message.address.channel,
        person=message.address.person,
        at=message.at,
        due=message.due or message.at,
        author=message.author,
        author_name=message.author_name,
        title=reply.title,
        text=reply.text,
        footer=reply.footer,
        buttons=json.dumps(
            [{"label": button.label, "value": button.value} for button in reply.buttons],
            ensure_ascii=False,
        ),
        attachment=reply.attachment,
        kind=message.kind,
        status=message.status,
        role=message.role,
        priority=PRIORITY[message.role],
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        ticket=message.ticket,
        entry=message.entry,
        platform_id=message.platform_id,
        turn=message.turn,
    )


def attach(address: Address, id: str, ticket: str) -> Statement:
    """Make a message of this person a part of a ticket."""
    return statement(
        """UPDATE message SET ticket = :ticket
        WHERE id = :id AND channel = :channel AND person = :person AND ticket IS NULL""",
        id=id,
        ticket=ticket,
        channel=address.channel,
        person=address.person,
    )


def withdraw(address: Address, id: str) -> Statement:
    """Take back what is not on its way yet."""
    return statement(
        """DELETE FROM message WHERE id = :id AND channel = :channel AND person = :person
        AND author = 'bot' AND status = 'waiting' AND tries = 0""",
        id=id,
        channel=address.channel,
        person=address.person,
    )


def keep(attachment: Attachment, address: Address, now: datetime) -> Statement:
    return statement(
        """INSERT INTO attachment (id, channel, person, mime, name, content, at)
        VALUES (:id, :channel, :person, :mime, :name, :content, :now) ON CONFLICT DO NOTHING""",
        id=attachment.id,
        channel=address.channel,
        person=address.person,
        mime=attachment.mime,
        name=attachment.name,
        content=attachment.content,
        now=now,
    )


class Messages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def history(
        self, address: Address, limit: int = 100, before: str | None = None
    ) -> list[Message]:
        """The latest messages with one address (older than message `before`), oldest first."""
        older = "" if before is None else "AND id < :before"
        rows = await self._database.rows(
            f"""SELECT * FROM message WHERE channel = :channel AND person = :person {older}
            ORDER BY id DESC LIMIT :limit""",
            channel=address.channel,
            person=address.person,
            limit=limit,
            before=before,
        )
        return [from_row(row) for row in reversed(rows)]

    async def of_ticket(self, ticket: str) -> list[Message]:
        """What was said in a ticket by the citizen and by staff, oldest first, without cards."""
        rows = await self._database.rows(
            """SELECT * FROM message WHERE ticket = :ticket AND role = 'reply' ORDER BY id""",
            ticket=ticket,
        )
        return [from_row(row) for row in rows]

    async def given_lately(self, limit: int) -> list[str]:
        """The entries of the latest answers, without their versions."""
        rows = await self._database.rows(
            """SELECT entry FROM message WHERE entry IS NOT NULL
            ORDER BY id DESC LIMIT :limit""",
            limit=limit,
        )
        return [str(row["entry"]).partition("@")[0] for row in rows]

    async def some(self, ids: tuple[str, ...]) -> list[Message]:
        """These messages, oldest first; ids that are unknown are left out."""
        found = [
            row
            for id in ids
            for row in await self._database.rows("SELECT * FROM message WHERE id = :id", id=id)
        ]
        return [from_row(row) for row in sorted(found, key=lambda row: str(row["id"]))]

    async def files(self, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Type and name of these files, without their bytes."""
        return {
            id: (row["mime"], row["name"])
            for id in ids
            for row in await self._database.rows(
                "SELECT mime, name FROM attachment WHERE id = :id", id=id
            )
        }

    async def attachment(self, id: str) -> Attachment | None:
        rows = await self._database.rows(
            "SELECT id, mime, name, content FROM attachment WHERE id = :id", id=id
        )
        return Attachment(**rows[0]) if rows else None

    async def attachment_for(self, address: Address, id: str) -> Attachment | None:
        """A file sent by or to this person; None for anybody else's."""
        rows = await self._database.rows(
            """SELECT 1 FROM message
            WHERE attachment = :id AND channel = :channel AND person = :person LIMIT 1""",
            channel=address.channel,
            person=address.person,
            id=id,
        )
        return await self.attachment(id) if rows else None


def from_row(row: Row) -> Message:
    return Message(
        id=row["id"],
        address=Address(row["channel"], row["person"]),
        at=row["at"],
        author=row["author"],
        author_name=row["author_name"],
        reply=_reply(row),
        kind=Kind(row["kind"]),
        status=MessageStatus(row["status"]),
        role=Role(row["role"]),
        place=_place(row),
        ticket=row["ticket"],
        entry=row["entry"],
        tries=row["tries"],
        due=row["due"],
        platform_id=row["platform_id"],
        reason=row["reason"],
        turn=row["turn"],
    )


def _reply(row: Row) -> Reply:
    return Reply(
        text=row["text"],
        title=row["title"],
        footer=row["footer"],
        buttons=tuple(Button(**button) for button in json.loads(row["buttons"])),
        attachment=row["attachment"],
    )


def _place(row: Row) -> Place | None:
    if row["latitude"] is None:
        return None
    return Place(row["latitude"], row["longitude"])
