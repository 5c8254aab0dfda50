"""The nouns of the chat application: frozen values, changed by copy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from faq import Language


@dataclass(frozen=True, slots=True)
class Address:
    """One person (or one group) on one channel."""

    channel: str
    person: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, voice message or document as it came; `content` is its bytes."""

    id: str
    mime: str
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map, in degrees (WGS 84)."""

    latitude: float
    longitude: float


class Kind(StrEnum):
    """What a message is, apart from its text."""

    text = "text"
    photo = "photo"
    voice = "voice"
    document = "document"
    sticker = "sticker"
    contact = "contact"
    place = "place"
    other = "other"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of a citizen. `id` is unique within the channel and the same on redelivery.

    `choice` is the value of a pressed button; `too_large` marks a file that we do not take.
    """

    id: str
    sender: Address
    at: datetime
    text: str = ""
    kind: Kind = Kind.text
    choice: str | None = None
    attachment: Attachment | None = None
    place: Place | None = None
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class StaffPost:
    """A message (or pressed button) of a member of staff in the staff group.

    `replied_to` is the platform's id of the message it answers, `thread` the forum topic it is in;
    `heading` the bot's own words there, which tell the ticket where the ids are not known (yet).
    """

    id: str
    group: Address
    author: str
    author_name: str
    at: datetime
    text: str = ""
    choice: str | None = None
    attachment: Attachment | None = None
    too_large: bool = False
    replied_to: str | None = None
    thread: str | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """The platform tells that a group goes on under another id."""

    id: str
    old: Address
    new: Address


@dataclass(frozen=True, slots=True)
class Unread:
    """What a platform sent and we could not read: `raw` is its JSON, `reason` what went wrong."""

    id: str
    channel: str
    at: datetime
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A message whose turn failed `tries` times; `reason` says with what error and where."""

    id: str
    happening: Incoming | StaffPost | Unread
    reason: str
    tries: int
    at: datetime

    @property
    def address(self) -> Address:
        """Where it came from; of what could not be read only the channel is known."""
        match self.happening:
            case Incoming():
                return self.happening.sender
            case StaffPost():
                return self.happening.group
        return Address(self.happening.channel, "")

    @property
    def source(self) -> Literal["citizen", "staff", "unread"]:
        """Who wrote it, if that is known."""
        match self.happening:
            case Incoming():
                return "citizen"
            case StaffPost():
                return "staff"
        return "unread"


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
class Card:
    """Where a ticket stands in the staff group: the message to edit, the topic to write in."""

    ticket: str
    group: Address
    message: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class CardText:
    """A ticket's card as it should look now, and the name of the forum topic it wants."""

    reply: Reply
    topic: str


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


class TicketStatus(StrEnum):
    waiting = "waiting"
    claimed = "claimed"
    answered = "answered"
    closed = "closed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question that waits for a person. `agent` has it: "staff:…" or "telegram:…"."""

    id: str
    code: str
    address: Address
    language: Language
    question: str
    status: TicketStatus
    created_at: datetime
    urgent: bool = False
    agent: str | None = None
    agent_name: str | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    stars: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """What the dialogue remembers of one person.

    `version` counts its changes: who writes names the version it read. `asked` is the last
    question, for a ticket; `offered` the entries of the open "did you mean"; `answered` the last
    entry given; `undecided` the messages that belong to the ticket unless the person says
    otherwise; `rated` the ticket whose comment may come next.
    """

    address: Address
    version: int = 0
    language: Language = "vi"
    language_chosen: bool = False
    notice: str | None = None
    asked: str = ""
    asked_in: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    answered: str | None = None
    ticket: str | None = None
    undecided: tuple[str, ...] = ()
    rated: str | None = None

    def next(self) -> Talk:
        return replace(self, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class Rating:
    """A citizen's word on an answer of the bot (`helpful`) or of a person (`stars`, 1 to 5)."""

    entry: str | None = None
    helpful: bool | None = None
    ticket: str | None = None
    stars: int | None = None
    comment: str | None = None


Outcome = Literal[
    "answered", "offered", "forwarded", "canned", "followed-up", "to-ticket", "which", "status",
    "rated", "browsed", "greeted", "unreadable", "stale", "failed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """A reply of a turn, and the entry (id@version) it gives, if it gives one."""

    reply: Reply
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A decision, as data: what the talk becomes, what is said, and what happens to tickets.

    `opens` is a new ticket; `attach` are the ids of messages that belong to `ticket` (or to the new
    one); `wakes` tells staff that the citizen wrote again in that ticket; `closes`
    ends one, `reopens` puts one back into the queue.
    """

    talk: Talk
    outcome: Outcome
    said: tuple[Said, ...] = ()
    opens: Ticket | None = None
    attach: tuple[str, ...] = ()
    ticket: str | None = None
    wakes: bool = False
    closes: str | None = None
    reopens: str | None = None
    rating: Rating | None = None

    @property
    def changes(self) -> str | None:
        """The ticket that is another one afterwards, if there is one."""
        rated = self.rating.ticket if self.rating else None
        opened = self.opens.id if self.opens else None
        return opened or self.ticket or self.closes or self.reopens or rated


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff. Without a `password_hash` nobody can log in under this name."""

    id: str
    name: str
    role: Literal["agent", "admin"]
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    disabled_at: datetime | None = None
