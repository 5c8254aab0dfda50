"""What is said, and its way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.incoming import Address, Attachment, Kind, Place


@dataclass(frozen=True, slots=True)
class Button:
    """`value` comes back as `Incoming.choice`; at most 64 bytes (Telegram's callback_data)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, as plain text; a channel renders the title strong and the footer small."""

    text: str
    title: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    attachment: str | None = None


class Role(StrEnum):
    """Why a message goes out; its order is that of `PRIORITY`."""

    reply = "reply"
    card = "card"
    note = "note"
    campaign = "campaign"


# Replies to citizens go before notices to staff, those before campaigns.
PRIORITY = {Role.reply: 0, Role.card: 1, Role.note: 1, Role.campaign: 2}


class MessageStatus(StrEnum):
    """The state of a message; only `received` ones came in."""

    received = "received"
    waiting = "waiting"
    sending = "sending"
    sent = "sent"
    failed = "failed"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the conversation with one address, in either direction.

    What goes out is the outbox as long as it waits. `author` is "" for the citizen, "bot", or the
    member of staff; `entry` is the answer's entry and version, such as "passport-online@3";
    `turn` names all that one message led to.
    """

    id: str
    address: Address
    at: datetime
    author: str
    reply: Reply
    status: MessageStatus
    role: Role = Role.reply
    author_name: str = ""
    kind: Kind = Kind.text
    place: Place | None = None
    ticket: str | None = None
    entry: str | None = None
    tries: int = 0
    due: datetime | None = None
    platform_id: str | None = None
    reason: str | None = None
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way out, with all a channel needs to send it.

    `edit` names the platform's message to change in place; `replied_to` and `thread` say where in a
    group it belongs; `topic` asks for a new forum topic of that name where the group has topics.
    Where messages wait for each other, the one of the lowest `priority` goes first.
    A channel ignores what it cannot do.
    """

    id: str
    address: Address
    reply: Reply
    at: datetime
    attachment: Attachment | None = None
    edit: str | None = None
    replied_to: str | None = None
    thread: str | None = None
    topic: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform's id of the message it took, and the topic it opened or used."""

    message: str
    thread: str | None = None
