"""The dialogue's memory and its decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.model.incoming import Address
from bot.model.message import Reply
from bot.model.ticket import Rating, Ticket
from faq import Language


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
