"""Every table with thousands of rows in it, made by the database itself."""

from __future__ import annotations

from datetime import timedelta

from bot.store.database import Database, statement
from tests.fakes import START

SIZE = 12_000  # rows of each table

# Of every hundred messages and tickets a few are still under way, the others are long done.
_MESSAGE = """CASE i % 100 WHEN 0 THEN 'waiting' WHEN 1 THEN 'sending' WHEN 2 THEN 'failed'
    ELSE CASE WHEN i % 2 = 0 THEN 'sent' ELSE 'received' END END"""
_TICKET = """CASE i % 50 WHEN 0 THEN 'waiting' WHEN 1 THEN 'claimed' WHEN 2 THEN 'answered'
    ELSE 'closed' END"""
_CHANNEL = "CASE i % 2 WHEN 0 THEN 'web' ELSE 'telegram' END"
_PERSON = "CASE i % 3000 WHEN 1 THEN 'mai' ELSE 'p' || i % 3000 END"
_ROLE = "CASE i % 10 WHEN 4 THEN 'card' WHEN 5 THEN 'note' ELSE 'reply' END"

_ROWS = {
    "person": f"""(channel, person, version, talk, first_at, changed_at)
        SELECT {_CHANNEL}, 'p' || i, 1, '{{}}', at, at FROM moment""",
    "done": f"(channel, id, at) SELECT {_CHANNEL}, 'd' || i, at FROM moment",
    "ticket": f"""(id, code, channel, person, language, question, status, urgent, created_at,
            agent, agent_name, first_answered_at)
        SELECT 't' || i, 'C' || i, {_CHANNEL}, {_PERSON}, 'vi', 'gì?', {_TICKET},
            i % 200 = 50, at, CASE WHEN i % 50 > 0 THEN 'staff:s' || i % 30 END, 'Lan', at
        FROM moment""",
    "message": f"""(id, channel, person, at, author, author_name, title, text, footer, buttons,
            attachment, kind, status, role, priority, ticket, tries, due, platform_id, entry)
        SELECT '0m' || i, {_CHANNEL}, {_PERSON}, at, 'bot', '', '', 'chữ', '', '[]',
            CASE WHEN i % 50 = 7 THEN 'a' || i END, 'text', {_MESSAGE}, {_ROLE}, 0,
            CASE WHEN i % 10 < 6 THEN 't' || i END, 0, at, 'x' || i,
            CASE WHEN i % 10 < 7 THEN 'e' || i % 100 || '@1' END
        FROM moment""",
    "unanswered": """(message, at, outcome, nearest)
        SELECT '0m' || i, at, 'forwarded', 'e' || i % 100 FROM moment""",
    "attachment": """(id, channel, person, mime, name, content, at)
        SELECT 'a' || i, 'web', 'p' || i, 'image/jpeg', 'anh.jpg', :content, at FROM moment""",
    "card": """(ticket, channel, person, message, thread)
        SELECT 't' || i, 'telegram', '-100' || i % 3, 'x' || i, 'h' || i FROM moment""",
    "moved": "(channel, old, new) SELECT 'telegram', '-5' || i, '-6' || i FROM moment",
    "rating": """(id, channel, person, entry, helpful, at)
        SELECT 'r' || i, 'web', 'p' || i, 'e' || i % 100, i % 3 = 0, at FROM moment""",
    "entry": """(id, version, fields, author, at)
        SELECT 'e' || i % 2000, i, '{}', 'danhoi', at FROM moment""",
    "staff": """(id, name, role, password_hash, created_at)
        SELECT 's' || i, 'Lan ' || i, 'agent', 'x', at FROM moment""",
    "session": """(token_hash, staff, csrf, created_at, expires_at)
        SELECT 'k' || i, 's' || i, 'c', at, :later FROM moment""",
    "invitation": """(token_hash, staff, expires_at)
        SELECT 'k' || i, 's' || i, :later FROM moment""",
    "set_aside": f"""(id, channel, person, message, kind, body, reason, tries, at, replayed_at)
        SELECT 'z' || i, {_CHANNEL}, 'p' || i, 'x' || i, 'citizen', '{{}}', 'KeyError', 3, at, at
        FROM moment""",
    "secret": "(name, value) SELECT 'n' || i, 'v' FROM moment",
    "lease": "(name, holder, until) SELECT 'n' || i, 'h', at FROM moment",
}


async def fill(database: Database, size: int = SIZE) -> None:
    """Put so many rows into each table, each a minute younger than the one before."""
    moment = statement("CREATE TABLE moment (i INTEGER PRIMARY KEY, at TIMESTAMPTZ NOT NULL)")
    begun = START - timedelta(minutes=size)
    moments = [
        statement("INSERT INTO moment VALUES (:i, :at)", i=i, at=begun + timedelta(minutes=i))
        for i in range(size)
    ]
    later = START + timedelta(days=1)
    rows = [
        statement(f"INSERT INTO {table} {sql}", content=b"\xff\xd8", later=later)
        for table, sql in _ROWS.items()
    ]
    await database.run(moment, *moments, *rows, statement("DROP TABLE moment"))


async def analysed(database: Database) -> None:
    """Let the database count what it has."""
    await database.run(statement("ANALYZE"))


async def analysed_in_a_quiet_hour(database: Database) -> None:
    """What waits now came after the database counted: its statistics know of none."""
    quiet = "UPDATE message SET status = 'sent' WHERE status IN ('waiting', 'sending')"
    last = "substr(id, length(id) - 1)"
    busy = f"""UPDATE message SET status = CASE {last} WHEN '00' THEN 'waiting' ELSE 'sending' END
        WHERE {last} IN ('00', '01')"""
    await database.run(statement(quiet))
    await analysed(database)
    await database.run(statement(busy))
