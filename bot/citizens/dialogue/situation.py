"""Everything a turn is decided from, besides the message and the talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.model import Ticket
from bot.model.codes import Found
from faq import Category, Entry, Language, Match, Part, Urgency


@dataclass(frozen=True, slots=True)
class Wait:
    """How long people wait for staff: tickets ahead, and the median of late (None: too few)."""

    ahead: int = 0
    typical: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What was looked up for one turn.

    `matches` are the engine's, best first, with its thresholds `sure` and `likely`; `message` is
    the id under which the incoming message is kept; `ticket` is the talk's ticket as it stands now;
    `code` is a ticket code found in the message, `named` the ticket it names (or the person's
    latest one); `new_code` and `new_ticket` are free for a new ticket; `today` is the day in
    Vietnam; `part` is what a follow-up such as "how much?" asks for.
    """

    message: str
    today: date
    service: str
    places: Mapping[Language, str]
    entries: Mapping[str, Entry]
    versions: Mapping[str, int]
    categories: Sequence[Category]
    sure: float
    likely: float
    new_code: str
    new_ticket: str
    matches: Sequence[Match] = ()
    language: Language | None = None
    part: Part | None = None
    urgency: Urgency | None = None
    ticket: Ticket | None = None
    code: Found | None = None
    named: Ticket | None = None
    wait: Wait = Wait()

    def servable(self, id: str) -> Entry | None:
        """The entry, if a citizen may be given its answer today."""
        entry = self.entries.get(id)
        return entry if entry is not None and entry.served_on(self.today) else None
