"""A question that waits for a person, and what citizens think of answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.incoming import Address
from faq import Language


class TicketKind(StrEnum):
    """What a ticket is about: a question, a personal-data right, a report from the street."""

    question = "question"
    data = "data"
    report = "report"


class TicketStatus(StrEnum):
    waiting = "waiting"
    claimed = "claimed"
    answered = "answered"
    closed = "closed"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A question that waits for a person. `agent` has it: "staff:…" or "telegram:…".

    `term` is the moment by which a law wants it done.
    """

    id: str
    code: str
    address: Address
    language: Language
    question: str
    status: TicketStatus
    created_at: datetime
    urgent: bool = False
    kind: TicketKind = TicketKind.question
    term: datetime | None = None
    agent: str | None = None
    agent_name: str | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    stars: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A citizen's word on an answer of the bot (`helpful`) or of a person (`stars`, 1 to 5)."""

    entry: str | None = None
    helpful: bool | None = None
    ticket: str | None = None
    stars: int | None = None
    comment: str | None = None
