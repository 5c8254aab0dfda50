"""What the database says of a run, held against what the platform has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.store.database import Database, Row
from tests.fake_telegram import Sent
from tests.faults.staff import GROUP

_DONE = "SELECT id FROM done WHERE channel = 'telegram'"
_MESSAGES = """SELECT id, person, status, role, author, text, platform_id, turn, reason FROM message
    WHERE channel = 'telegram' ORDER BY id"""
_WAITING = """SELECT count(*) AS n FROM message WHERE channel = 'telegram'
    AND status IN ('waiting', 'sending') AND role = 'reply'"""
_TICKETS = "SELECT id, first_answered_at FROM ticket"


@dataclass
class Audit:
    """Each list names what is wrong; `copies` are messages to citizens beyond those noted down."""

    not_done: list[str] = field(default_factory=list)
    without_answer: list[str] = field(default_factory=list)
    not_sent: list[str] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)
    tickets_open: list[str] = field(default_factory=list)
    copies: int = 0

    @property
    def every(self) -> dict[str, list[str]]:
        return {
            "stored: updates without a done-mark": self.not_done,
            "stored: questions without an answer": self.without_answer,
            "stored: messages not marked as sent": self.not_sent,
            "stored: marked as sent, not on the platform": self.not_there,
            "stored: tickets not answered": self.tickets_open,
        }

    @property
    def wrong(self) -> dict[str, list[str]]:
        return {name: found for name, found in self.every.items() if found}


async def waiting(database: Database) -> int:
    """How many messages to citizens are still on their way."""
    return int((await database.rows(_WAITING))[0]["n"])


async def audit(
    database: Database, updates: Iterable[int], questions: Iterable[int], sent: Sequence[Sent]
) -> Audit:
    """Compare what is stored with what was delivered to the bot and by it."""
    return compare(
        {row["id"] for row in await database.rows(_DONE)},
        await database.rows(_MESSAGES),
        await database.rows(_TICKETS),
        set(map(str, updates)),
        set(map(str, questions)),
        sent,
    )


def compare(
    done: set[str],
    messages: Sequence[Row],
    tickets: Sequence[Row],
    updates: set[str],
    questions: set[str],
    sent: Sequence[Sent],
) -> Audit:
    """Every update is done, every question answered in its turn, every answer sent and there."""
    found = Audit(not_done=sorted(updates - done))
    ours = {(str(one.chat_id), str(one.id)): one for one in sent}
    came = {row["platform_id"]: row for row in messages if row["status"] == "received"}
    out = [row for row in messages if row["status"] != "received" and row["role"] == "reply"]
    answered = {row["turn"] for row in out}
    found.without_answer = [
        id for id in sorted(questions) if id not in came or came[id]["turn"] not in answered
    ]
    for row in out:
        there = ours.get((row["person"], row["platform_id"] or ""))
        if row["status"] != "sent":
            found.not_sent.append(f"{row['id']} {row['status']} {row['reason']}")
        elif there is None or row["text"] not in there.text:
            found.not_there.append(row["id"])
    found.tickets_open = [row["id"] for row in tickets if row["first_answered_at"] is None]
    found.copies = sum(one.chat_id != GROUP for one in sent) - len(out)
    return found
