"""What citizens asked and had no answer to: for the editors."""

from __future__ import annotations

from datetime import datetime

from bot.store.database import Statement, statement


def asked(message: str, outcome: str, nearest: str | None, now: datetime) -> Statement:
    """Remember a message that no entry answered, and which entry came nearest."""
    return statement(
        """INSERT INTO unanswered (message, at, outcome, nearest)
        VALUES (:message, :now, :outcome, :nearest) ON CONFLICT DO NOTHING""",
        message=message,
        now=now,
        outcome=outcome,
        nearest=nearest,
    )
