"""Messages whose turn always failed, kept whole until somebody has mended what is wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.errors import AlreadyDone
from bot.model import Address, Incoming, Kind, Place, SetAside, StaffPost, Unread
from bot.store.database import Database, Row, Statement, statement
from bot.store.messages import Messages


def kept(aside: SetAside) -> Statement:
    """Keep a message; AlreadyDone if it was kept at an earlier delivery. Its file is not in it."""
    happening = aside.happening
    return statement(
        """INSERT INTO set_aside (id, channel, person, message, kind, body, attachment, reason,
            tries, at)
        VALUES (:id, :channel, :person, :message, :kind, :body, :attachment, :reason, :tries, :at)
        ON CONFLICT DO NOTHING""",
        otherwise=AlreadyDone(happening.id),
        id=aside.id,
        channel=aside.address.channel,
        person=aside.address.person,
        message=happening.id,
        kind=aside.source,
        body=_written(happening),
        attachment=_file(happening),
        reason=aside.reason,
        tries=aside.tries,
        at=aside.at,
    )


def failed_again(id: str, reason: str) -> Statement:
    return statement(
        "UPDATE set_aside SET tries = tries + 1, reason = :reason WHERE id = :id",
        id=id,
        reason=reason,
    )


def settled(id: str, now: datetime) -> Statement:
    """It had its turn after all."""
    return statement(
        "UPDATE set_aside SET replayed_at = :now WHERE id = :id AND replayed_at IS NULL",
        id=id,
        now=now,
    )


class Asides:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._messages = Messages(database)

    async def waiting(self, limit: int = 100) -> list[SetAside]:
        """Those that had no turn yet, oldest first, without their files."""
        rows = await self._database.rows(
            "SELECT * FROM set_aside WHERE replayed_at IS NULL ORDER BY id LIMIT :limit",
            limit=limit,
        )
        return [_from_row(row) for row in rows]

    async def get(self, id: str) -> SetAside | None:
        """One that had no turn yet, with its file."""
        rows = await self._database.rows(
            "SELECT * FROM set_aside WHERE id = :id AND replayed_at IS NULL", id=id
        )
        if not rows:
            return None
        aside, file = _from_row(rows[0]), rows[0]["attachment"]
        if file is None or isinstance(aside.happening, Unread):
            return aside
        attachment = await self._messages.attachment(file)
        return replace(aside, happening=replace(aside.happening, attachment=attachment))


def _file(happening: Incoming | StaffPost | Unread) -> str | None:
    if isinstance(happening, Unread) or happening.attachment is None:
        return None
    return happening.attachment.id


def _written(happening: Incoming | StaffPost | Unread) -> str:
    if not isinstance(happening, Unread):
        happening = replace(happening, attachment=None)
    fields = asdict(happening)
    # Escaped to ASCII: what made the turn fail may be a letter that no database takes.
    return json.dumps({**fields, "at": happening.at.isoformat()})


def _from_row(row: Row) -> SetAside:
    form = _FORMS[row["kind"]]
    fields: dict[str, Any] = json.loads(row["body"])
    known = {name: value for name, value in fields.items() if name in form.__slots__}
    read = {name: _READ[name](value) for name, value in known.items() if name in _READ}
    happening: Incoming | StaffPost | Unread = form(**{**known, **read})
    return SetAside(row["id"], happening, row["reason"], row["tries"], row["at"])


_FORMS: dict[str, Any] = {"citizen": Incoming, "staff": StaffPost, "unread": Unread}
_READ: dict[str, Any] = {
    "at": datetime.fromisoformat,
    "kind": Kind,
    "sender": lambda fields: Address(**fields),
    "group": lambda fields: Address(**fields),
    "place": lambda fields: Place(**fields) if fields else None,
}
