"""Everything a turn is decided from, besides the message and the talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.model import Ticket
from bot.model.codes import Found
from bot.staff.hours import Hours
from bot.staff.waiting import Expected
from faq import Category, Entry, Followup, Language, Match, Part, Units, Urgency, Wish

Handover = Literal["sure", "all", "none"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One of several questions in a message, with what it may mean, or what it surely wants."""

    text: str
    matches: Sequence[Match]
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What was looked up for one turn.

    `matches` are the engine's, best first, with its thresholds `sure` and `likely`; `several` the
    questions of a message that asks more than one; `wishes` what the person may want of the talk
    itself, best first, among them "question" for an office; `part` is what a follow-up such as
    "how much?" asks for, `aspect` what a whole question asks for, `followup` in what other case
    the last answer is wanted, and `in_case` what the engine finds for both together; `units` are
    the places named. `message` is the id under which the incoming message is kept; `ticket` the
    talk's ticket as it stands now; `code` a ticket code found in the message, `named` the ticket it
    names (or the person's latest one); `new_code` and `new_ticket` are free for a new ticket;
    `today` is the day in Vietnam; `often` the entries asked for most; `screen` how many characters
    of an answer are shown at first (0: all); `handover` which questions without an answer go to
    staff at once; `dossier` what an office's own system says of one.
    """

    message: str
    now: datetime
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
    hours: Hours
    matches: Sequence[Match] = ()
    several: Sequence[Asked] = ()
    wishes: Sequence[Wish] = ()
    language: Language | None = None
    part: Part | None = None
    aspect: Part | None = None
    followup: Followup | None = None
    in_case: Sequence[Match] = ()
    urgency: Urgency | None = None
    units: Units | None = None
    ticket: Ticket | None = None
    code: Found | None = None
    named: Ticket | None = None
    expected: Expected | None = None
    often: Sequence[str] = ()
    screen: int = 400
    handover: Handover = "sure"
    dossier: str | None = None

    def servable(self, id: str | None) -> Entry | None:
        """The entry, if a citizen may be given its answer today."""
        entry = self.entries.get(id) if id else None
        return entry if entry is not None and entry.served_on(self.today) else None

    @property
    def best(self) -> Match | None:
        return self.matches[0] if self.matches else None

    def chance(self, *wishes: str) -> float:
        """How likely the message is one of these wishes."""
        return sum(wish.score for wish in self.wishes if wish.id in wishes)
