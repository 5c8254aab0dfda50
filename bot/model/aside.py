"""What could not have its turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.model.group import StaffPost
from bot.model.incoming import Address, Incoming


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
