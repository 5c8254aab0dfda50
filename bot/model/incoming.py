"""What a citizen sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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
