"""The dialogue's memory and its decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from bot.model.incoming import Address
from bot.model.message import Button, Reply
from bot.model.ticket import Rating, Ticket
from faq import Language

_REMEMBERED = 3  # answers to which a citizen may come back


class Mood(StrEnum):
    """What the tone of a talk has to heed."""

    calm = "calm"
    danger = "danger"
    grief = "grief"
    anger = "anger"


@dataclass(frozen=True, slots=True)
class Talk:
    """What the dialogue remembers of one person.

    `version` counts its changes: who writes names the version it read. `asked` is the last
    question, for a ticket, `asked_in` its messages; `standing` are the buttons of our question that
    stands: what is typed next may mean one of them; `offered` the entries among them; `answers` the
    last entries given, the newest first; `open` the questions of one message that wait for their
    turn; `undecided` the messages that belong to the ticket unless the person says otherwise;
    `rated` the ticket whose comment may come next; `misses` how often running we had no answer;
    `said` what we said last; `called` how the person calls themself; `held` the replies that wait
    whether the person goes on, `began` when the first of them was decided (UTC, ISO 8601);
    `sourced` the entry whose source line was shown; `about` what the last turn led to, `place` the
    words that named a place last.
    """

    address: Address
    version: int = 0
    language: Language = "vi"
    language_chosen: bool = False
    notice: str | None = None
    asked: str = ""
    asked_in: tuple[str, ...] = ()
    standing: tuple[Button, ...] = ()
    offered: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    ticket: str | None = None
    undecided: tuple[str, ...] = ()
    rated: str | None = None
    mood: Mood = Mood.calm
    misses: int = 0
    said: str = ""
    called: str = ""
    held: tuple[str, ...] = ()
    began: str = ""
    sourced: str = ""
    about: str = ""
    place: str = ""

    @property
    def answered(self) -> str | None:
        """The entry that was given last."""
        return self.answers[0] if self.answers else None

    def having_answered(self, id: str) -> Talk:
        """The same after one more answer."""
        others = [other for other in self.answers if other != id]
        return replace(self, answers=(id, *others)[:_REMEMBERED])

    def next(self) -> Talk:
        return replace(self, version=self.version + 1)


Outcome = Literal[
    "answered", "offered", "forwarded", "canned", "followed-up", "to-ticket", "which", "status",
    "rated", "browsed", "greeted", "unreadable", "stale", "failed",
    "asked-back", "refused", "cared", "withdrawn", "rights", "place", "dossier", "report", "held",
]  # fmt: skip

# What a citizen asked and was given no answer to: kept for the editors.
UNANSWERED: frozenset[Outcome] = frozenset({"forwarded", "to-ticket", "asked-back", "offered"})


@dataclass(frozen=True, slots=True)
class Said:
    """A reply of a turn, and the entry (id@version) it gives, if it gives one."""

    reply: Reply
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A decision, as data: what the talk becomes, what is said, and what happens to tickets.

    `opens` is a new ticket; `attach` are the ids of messages that belong to `ticket` (or to the new
    one); `wakes` tells staff that the citizen wrote again in that ticket; `closes` ends one,
    `reopens` puts one back into the queue, `urges` makes one urgent; `waits` are the seconds after
    which the replies go out unless the person goes on writing; `withdraws` the ids of replies that
    are not said after all.
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
    urges: str | None = None
    rating: Rating | None = None
    waits: float = 0.0
    withdraws: tuple[str, ...] = ()

    @property
    def changes(self) -> str | None:
        """The ticket that is another one afterwards, if there is one."""
        rated = self.rating.ticket if self.rating else None
        opened = self.opens.id if self.opens else None
        return opened or self.ticket or self.closes or self.reopens or rated
