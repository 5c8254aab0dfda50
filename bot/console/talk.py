"""The conversation of a ticket, with what was said around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.model import Message, MessageStatus, Place, Ticket
from bot.store.messages import Messages

_BEFORE = 20  # lines before the ticket's first one that staff see
_AFTER = 100

Side = Literal["citizen", "bot", "staff"]


@dataclass(frozen=True, slots=True)
class File:
    """A file as a page shows it; `shown` says with what."""

    id: str
    name: str
    shown: Literal["image", "audio", "link"]


@dataclass(frozen=True, slots=True)
class Line:
    """A message as a page shows it; `own` if it is a part of the ticket."""

    message: Message
    side: Side
    own: bool
    file: File | None

    @property
    def tells_state(self) -> bool:
        """Staff want to know what became of their answers, and of whatever did not arrive."""
        sent = self.message.status in (MessageStatus.sent, MessageStatus.received)
        return self.side == "staff" or not sent


async def conversation(messages: Messages, ticket: Ticket) -> list[Line]:
    """The ticket's lines and those around it with the same citizen, oldest first."""
    own = await messages.of_ticket(ticket.id)
    around = await messages.history(ticket.address, _AFTER)
    if own:
        first = own[0].id
        earlier = await messages.history(ticket.address, _BEFORE, before=first)
        around = [*earlier, *(message for message in around if message.id > first)]
    merged = sorted({message.id: message for message in [*around, *own]}.values(), key=_id)
    files = {message.reply.attachment for message in merged if message.reply.attachment}
    known = await messages.files(files)
    return [_line(message, ticket, known) for message in merged]


def map_url(place: Place) -> str:
    """The place on OpenStreetMap."""
    at = f"{place.latitude:.5f}", f"{place.longitude:.5f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"


def is_shown(mime: str) -> Literal["image", "audio", "link"]:
    """What a browser shows of itself safely; anything else is only saved."""
    if mime in ("image/jpeg", "image/png", "image/webp", "image/gif"):
        return "image"
    if mime.startswith("audio/"):
        return "audio"
    return "link"


def _id(message: Message) -> str:
    return message.id


def _line(message: Message, ticket: Ticket, known: dict[str, tuple[str, str]]) -> Line:
    side: Side = {"": "citizen", "bot": "bot"}.get(message.author, "staff")  # type: ignore[assignment]
    id = message.reply.attachment
    file = None
    if id in known:
        mime, name = known[id]
        file = File(id, name, is_shown(mime))
    return Line(message, side, message.ticket == ticket.id, file)
