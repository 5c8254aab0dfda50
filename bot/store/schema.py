"""The tables, as a list of steps that are applied once each, in order."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from bot.errors import Overtaken
from bot.store.database import Database, Statement, statement

# Types are PostgreSQL's; SQLite takes any name, and its adapter reads TIMESTAMPTZ and BOOLEAN back.
# Only REAL is SQLite's, of eight bytes: PostgreSQL's adapter reads DOUBLE PRECISION there.
STEPS: dict[str, tuple[str, ...]] = {
    "001 people, messages, tickets, entries, staff": (
        """CREATE TABLE person (
            channel TEXT NOT NULL, person TEXT NOT NULL, version INTEGER NOT NULL,
            talk TEXT NOT NULL, first_at TIMESTAMPTZ NOT NULL, changed_at TIMESTAMPTZ NOT NULL,
            blocked_at TIMESTAMPTZ,
            PRIMARY KEY (channel, person))""",
        """CREATE TABLE done (
            channel TEXT NOT NULL, id TEXT NOT NULL, at TIMESTAMPTZ NOT NULL,
            PRIMARY KEY (channel, id))""",
        """CREATE TABLE ticket (
            id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,
            person TEXT NOT NULL, language TEXT NOT NULL, question TEXT NOT NULL,
            status TEXT NOT NULL, urgent BOOLEAN NOT NULL, created_at TIMESTAMPTZ NOT NULL,
            agent TEXT, agent_name TEXT, first_answered_at TIMESTAMPTZ, answered_at TIMESTAMPTZ,
            closed_at TIMESTAMPTZ, stars INTEGER, comment TEXT)""",
        "CREATE INDEX ticket_queue ON ticket (status, urgent, created_at)",
        "CREATE INDEX ticket_person ON ticket (channel, person, created_at)",
        "CREATE INDEX ticket_answered ON ticket (first_answered_at)",
        """CREATE TABLE message (
            id TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL,
            at TIMESTAMPTZ NOT NULL, author TEXT NOT NULL, author_name TEXT NOT NULL,
            title TEXT NOT NULL, text TEXT NOT NULL, footer TEXT NOT NULL, buttons TEXT NOT NULL,
            attachment TEXT, kind TEXT NOT NULL, status TEXT NOT NULL, role TEXT NOT NULL,
            priority INTEGER NOT NULL, latitude REAL, longitude REAL, ticket TEXT, entry TEXT,
            tries INTEGER NOT NULL, due TIMESTAMPTZ, sent_at TIMESTAMPTZ, platform_id TEXT,
            reason TEXT)""",
        "CREATE INDEX message_talk ON message (channel, person, id)",
        """CREATE INDEX message_attachment ON message (attachment)
            WHERE attachment IS NOT NULL""",
        "CREATE INDEX message_ticket ON message (ticket, id) WHERE ticket IS NOT NULL",
        """CREATE INDEX message_unsent ON message (channel, person, priority, id)
            WHERE status IN ('waiting', 'sending')""",
        """CREATE UNIQUE INDEX message_one_card ON message (ticket)
            WHERE role = 'card' AND status = 'waiting'""",
        """CREATE INDEX message_platform ON message (channel, person, platform_id)
            WHERE role IN ('card', 'note')""",
        """CREATE TABLE attachment (
            id TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL, mime TEXT NOT NULL,
            name TEXT NOT NULL, content BYTEA NOT NULL, at TIMESTAMPTZ NOT NULL)""",
        """CREATE TABLE card (
            ticket TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL,
            message TEXT NOT NULL, thread TEXT)""",
        "CREATE INDEX card_place ON card (channel, person, thread)",
        """CREATE TABLE moved (
            channel TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL,
            PRIMARY KEY (channel, old))""",
        """CREATE TABLE rating (
            id TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL, entry TEXT,
            helpful BOOLEAN, ticket TEXT, stars INTEGER, comment TEXT, at TIMESTAMPTZ NOT NULL)""",
        "CREATE INDEX rating_entry ON rating (entry, at)",
        """CREATE TABLE entry (
            id TEXT NOT NULL, version INTEGER NOT NULL, fields TEXT NOT NULL, author TEXT NOT NULL,
            at TIMESTAMPTZ NOT NULL, PRIMARY KEY (id, version))""",
        """CREATE TABLE staff (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password_hash TEXT,
            created_at TIMESTAMPTZ NOT NULL, disabled_at TIMESTAMPTZ)""",
        """CREATE TABLE session (
            token_hash TEXT PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff (id),
            csrf TEXT NOT NULL, created_at TIMESTAMPTZ NOT NULL,
            expires_at TIMESTAMPTZ NOT NULL)""",
        """CREATE TABLE invitation (
            token_hash TEXT PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff (id),
            expires_at TIMESTAMPTZ NOT NULL)""",
        "CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        """CREATE TABLE lease (
            name TEXT PRIMARY KEY, holder TEXT NOT NULL, until TIMESTAMPTZ NOT NULL)""",
    ),
    "002 an index for every query": (
        "CREATE INDEX message_next ON message (channel, priority, id) WHERE status = 'waiting'",
        "CREATE INDEX message_sending ON message (channel) WHERE status = 'sending'",
        "DROP INDEX ticket_queue",
        "CREATE INDEX ticket_line ON ticket (status, urgent DESC, created_at)",
        "CREATE INDEX ticket_recent ON ticket (status, created_at)",
        """CREATE INDEX ticket_agent ON ticket (agent, status, urgent DESC, created_at)
            WHERE agent IS NOT NULL""",
        "CREATE INDEX session_staff ON session (staff)",
        "CREATE INDEX session_end ON session (expires_at)",
        "CREATE INDEX invitation_staff ON invitation (staff)",
    ),
    "003 what is set aside": (
        """CREATE TABLE set_aside (
            id TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL,
            message TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, attachment TEXT,
            reason TEXT NOT NULL, tries INTEGER NOT NULL, at TIMESTAMPTZ NOT NULL,
            replayed_at TIMESTAMPTZ, UNIQUE (channel, message))""",
        "CREATE INDEX set_aside_waiting ON set_aside (id) WHERE replayed_at IS NULL",
        """CREATE INDEX message_undelivered ON message (id)
            WHERE status IN ('failed', 'unknown') AND role <> 'card'""",
    ),
    "004 the turn of each message, an end of what was done": (
        "ALTER TABLE message ADD COLUMN turn TEXT",
        "CREATE INDEX done_at ON done (at)",
        """CREATE INDEX message_card ON message (id)
            WHERE role = 'card' AND status IN ('sent', 'failed')""",
    ),
    "005 what grows for years": (
        "CREATE INDEX invitation_end ON invitation (expires_at)",
        # In the order of its groups: SQLite, which has no statistics, would read the whole table.
        """CREATE INDEX message_lost ON message (channel)
            WHERE status IN ('failed', 'unknown') AND role <> 'card'""",
    ),
    "006 kinds of tickets, what was asked in vain": (
        "ALTER TABLE ticket ADD COLUMN kind TEXT NOT NULL DEFAULT 'question'",
        "ALTER TABLE ticket ADD COLUMN term TIMESTAMPTZ",
        # What had no answer, for the editors; its text is the message's, and goes with it.
        """CREATE TABLE unanswered (
            message TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL, outcome TEXT NOT NULL,
            nearest TEXT)""",
        "CREATE INDEX unanswered_at ON unanswered (at)",
        "CREATE INDEX message_entry ON message (id) WHERE entry IS NOT NULL",
    ),
}


async def migrate(database: Database, now: datetime) -> list[str]:
    """Apply the steps that are not yet recorded, each in one transaction; their names.

    Processes that start at once take turns: a step is left to the one that records it first.
    """
    await database.run(
        statement(
            """CREATE TABLE IF NOT EXISTS schema_step (
                name TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL)"""
        )
    )
    known = {row["name"] for row in await database.rows("SELECT name FROM schema_step")}
    applied = []
    for name in STEPS:
        if name not in known:
            with suppress(Overtaken):
                await database.run(_recorded(name, now), *map(statement, STEPS[name]))
                applied.append(name)
    return applied


def _recorded(name: str, now: datetime) -> Statement:
    return statement(
        "INSERT INTO schema_step (name, at) VALUES (:name, :at) ON CONFLICT DO NOTHING",
        otherwise=Overtaken(f"{name}: another process does it"),
        name=name,
        at=now,
    )
