"""The staff group: what is written there, and the cards that stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.incoming import Address, Attachment
from bot.model.message import Reply


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
