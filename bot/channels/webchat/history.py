"""A conversation as the page reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.model import Kind, Message, MessageStatus


def as_json(
    messages: Sequence[Message], now: datetime, after: str | None = None
) -> list[dict[str, Any]]:
    """The messages after that one; all of them when it is not among them.

    What waits whether the citizen goes on writing is not said yet.
    """
    messages = [message for message in messages if not _is_held(message, now)]
    ids = [message.id for message in messages]
    start = ids.index(after) + 1 if after in ids else 0
    return [_line(message) for message in messages[start:]]


def _line(message: Message) -> dict[str, Any]:
    reply = message.reply
    return {
        "id": message.id,
        "client_id": _client_id(message),
        "from": {"": "citizen", "bot": "bot"}.get(message.author, "staff"),
        "at": message.at.isoformat(),
        "kind": message.kind.value,
        "title": reply.title,
        "text": reply.text,
        "footer": reply.footer,
        "buttons": [{"label": button.label, "value": button.value} for button in reply.buttons],
        "attachment": _attachment(message),
        "place": _place(message),
    }


def _is_held(message: Message, now: datetime) -> bool:
    untried = message.status is MessageStatus.waiting and message.tries == 0
    return untried and message.due is not None and message.due > now


def _client_id(message: Message) -> str | None:
    """The page's own id of what it sent: it comes back within the id we gave the message."""
    mark = f"{message.address.person}:"
    for id in (message.platform_id or "", message.id):
        if message.author == "" and id.startswith(mark):
            return id.removeprefix(mark)
    return None


def _attachment(message: Message) -> dict[str, str | None] | None:
    """Where the file is; its type only where the message says it, the page tries the rest."""
    if message.reply.attachment is None:
        return None
    mime = "image/jpeg" if message.kind is Kind.photo else None
    return {"url": f"/chat/attachments/{message.reply.attachment}", "mime": mime}


def _place(message: Message) -> dict[str, float] | None:
    if message.place is None:
        return None
    return {"latitude": message.place.latitude, "longitude": message.place.longitude}
