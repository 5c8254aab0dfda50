"""What a database looks like after years of service, as SQL that makes the rows from numbers.

Message `i` is line `i % 4` of conversation `i / 4`: a question, an answer, a word on it, a last
answer. Every so many conversations lead to a ticket. A few people have very long talks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Address, Talk
from bot.store.database import Value
from bot.store.people import _written
from tests.fakes import ENTRIES

YEARS = timedelta(days=730)
KEPT = timedelta(days=30)  # of done-marks and cards
TALKERS = 100  # people with very long talks
STAFF = 60
_LINES = 4  # of a conversation
_OVERDUE = timedelta(hours=1)  # what the next tidying finds to do


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    messages: int
    tickets: int

    @property
    def conversations(self) -> int:
        return self.messages // _LINES

    @property
    def stride(self) -> int:
        """Of so many conversations one leads to a ticket."""
        return self.conversations // self.tickets


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the two databases say differently."""

    moment: Callable[[str], str]
    hexed: Callable[[str, int], str]


SQLITE = Dialect(
    moment=lambda ms: f"strftime('%Y-%m-%dT%H:%M:%S.000000+00:00', {ms} / 1000, 'unixepoch')",
    hexed=lambda number, width: f"printf('%0{width}x', {number})",
)
POSTGRESQL = Dialect(
    moment=lambda ms: f"to_timestamp({ms} / 1000)",
    hexed=lambda number, width: f"lpad(to_hex({number}), {width}, '0')",
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, one for each number from `first` up to `last` that the SQL lets through.

    `sql` is what comes after INSERT INTO; it reads the numbers `i` from the table `series`.
    """

    table: str
    sql: str
    first: int
    last: int


def address(number: int) -> Address:
    """The person of that number, as the SQL names them."""
    if number % 5 < 3:
        return Address("telegram", str(1_000_000_000 + number))
    return Address("web", f"made-up-visitor-{number}")


def arguments(size: Size, now: datetime) -> dict[str, Value]:
    """What the SQL of `every` names."""
    entry = next(entry for entry in ENTRIES if entry.id == "idcard-lost")
    talk = Talk(Address("", ""), asked=entry.question.vi, answers=("idcard-lost",), notice="1")
    return {
        "begin": int((now - YEARS).timestamp() * 1000),
        "span": int(YEARS.total_seconds() * 1000),
        "people": size.people,
        "messages": size.messages,
        "tickets": size.tickets,
        "stride": size.stride,
        "talk": _written(talk),
        "question": "căn cước của tôi bị rơi mất ở chợ thì phải làm lại ở đâu, hết bao nhiêu tiền",
        "answer": "Anh/chị làm lại căn cước ở Công an xã, phường nơi đang ở, không cần đơn. " * 24,
        "buttons": '[{"label": "Có ích", "value": "yes:idcard-lost"},'
        ' {"label": "Chưa đúng", "value": "no:idcard-lost"}]',
        "content": b"\xff\xd8" + bytes(range(256)) * 80,
        "later": now + timedelta(hours=12),
    }


def every(size: Size, dialect: Dialect) -> list[Rows]:
    """All rows, table by table."""
    sql = _Sql(size, dialect)
    kept = int(size.messages * (1 - (KEPT + _OVERDUE) / YEARS))
    return [
        Rows("person", sql.people(), 0, size.people),
        Rows("message", sql.messages(), 0, size.conversations * _LINES),
        Rows("message", sql.card_messages(), 0, size.tickets * _LINES),
        Rows("attachment", sql.attachments(), 0, size.conversations // 500),
        Rows("ticket", sql.tickets(), 0, size.tickets),
        Rows("card", sql.cards(), 0, size.tickets),
        Rows("done", sql.done(), kept, size.messages),
        Rows("rating", sql.ratings(), 0, size.conversations // 7),
        Rows("staff", sql.staff(), 0, STAFF),
        Rows("session", sql.sessions(), 0, STAFF),
        Rows("set_aside", sql.set_aside(), 0, 500),
    ]


class _Sql:
    """`c` is the number of a conversation, `p` of a person, `t` of a ticket, `i` of a row."""

    def __init__(self, size: Size, dialect: Dialect) -> None:
        self._moment = dialect.moment
        self._hexed = dialect.hexed
        self._size = size

    def people(self) -> str:
        channel, person = _channel("i"), _person("i")
        at = self._at("i * 7 % :messages")
        return f"""(channel, person, version, talk, first_at, changed_at, blocked_at)
            SELECT {channel}, {person}, 6, {_text("talk")}, {at}, {at},
                CASE WHEN i % 300 = 0 THEN {at} END FROM series"""

    def messages(self) -> str:
        """The last answers of some did not arrive; those of the last minutes wait."""
        id, turn = self._id("i", "8000"), self._id("i - step % 2", "8001")
        ticket = f"CASE WHEN t IS NOT NULL AND step <> 1 THEN {self._ticket('t')} END"
        last = "step = 3 AND p % 5 < 3"
        return f"""(id, channel, person, at, author, author_name, title, text, footer, buttons,
                attachment, kind, status, role, priority, ticket, entry, tries, due, sent_at,
                platform_id, reason, turn)
            SELECT {id}, {_channel("p")}, {_person("p")}, at,
                CASE WHEN step % 2 = 0 THEN '' WHEN step = 3 AND t IS NOT NULL
                    THEN 'staff:s' || t % {STAFF} ELSE 'bot' END,
                CASE WHEN step = 3 AND t IS NOT NULL THEN 'Lan' ELSE '' END,
                CASE step WHEN 1 THEN 'Mất căn cước thì làm lại thế nào?' ELSE '' END,
                {self._said()},
                CASE step WHEN 1 THEN 'Nguồn: Luật mẫu 1/2026. Cập nhật 01/11/2026.' ELSE '' END,
                CASE step WHEN 1 THEN {_text("buttons")} ELSE '[]' END,
                CASE WHEN step = 0 AND c % 500 = 7 THEN 'a' || c / 500 END,
                CASE WHEN step = 0 AND c % 500 = 7 THEN 'photo' ELSE 'text' END,
                status, 'reply', 0, {ticket},
                CASE step WHEN 1 THEN 'idcard-lost@1' END,
                step % 2, at, CASE status WHEN 'sent' THEN at END,
                CASE WHEN status IN ('sent', 'received') THEN {_platform_id("i", "p")} END,
                CASE status WHEN 'failed' THEN 'blocked' END,
                {turn}
            FROM (SELECT i, c, p, t, step, {self._at("i")} AS at,
                CASE WHEN step % 2 = 0 THEN 'received'
                    WHEN {last} AND i > :messages - 800 THEN 'waiting'
                    WHEN {last} AND c % 499 = 3 THEN 'failed'
                    WHEN {last} AND c % 24989 = 4 THEN 'unknown' ELSE 'sent' END AS status
            FROM (SELECT i, i / 4 AS c, i % 4 AS step, {_whose("(i / 4)")} AS p,
                CASE WHEN i / 4 % :stride = :stride - 1 AND i / 4 / :stride < :tickets
                    THEN i / 4 / :stride END AS t FROM series) AS numbered) AS lines"""

    def card_messages(self) -> str:
        """As retention leaves them: the newest of each ticket, and all of the last weeks."""
        lately = int(self._size.messages * (1 - KEPT / YEARS))
        return f"""(id, channel, person, at, author, author_name, title, text, footer, buttons,
                kind, status, role, priority, ticket, tries, due, sent_at, platform_id)
            SELECT {self._id("m", "8002")}, 'telegram', '-1001', {self._at("m")}, 'bot', '', '', '',
                '', '[]', 'text', 'sent', 'card', 1, {self._ticket("t")}, 1, {self._at("m")},
                {self._at("m")}, CAST(2 + t AS TEXT)
            FROM (SELECT i / 4 AS t, {_first("(i / 4)")} + i % 4 AS m FROM series) AS numbered
            WHERE m % 4 = 3 OR m >= {lately}"""

    def attachments(self) -> str:
        p, at = _whose("(i * 500 + 7)"), self._at("(i * 500 + 7) * 4")
        return f"""(id, channel, person, mime, name, content, at)
            SELECT 'a' || i, {_channel("p")}, {_person("p")}, 'image/jpeg', 'anh.jpg', :content, at
            FROM (SELECT i, {p} AS p, {at} AS at FROM series) AS numbered"""

    def tickets(self) -> str:
        """Some hundred wait, a third of them forgotten ones; many were answered, never closed."""
        created, answered = self._at("m"), self._at("m", "(5 + t * 37 % 2000) * 60000")
        some = max(self._size.tickets // 100, 2)
        return f"""(id, code, channel, person, language, question, status, urgent, created_at,
                agent, agent_name, first_answered_at, answered_at, closed_at, stars)
            SELECT {self._ticket("t")}, 'BN-' || {self._hexed("t", 5)} || '-7',
                {_channel("p")}, {_person("p")}, 'vi', {_part("question", "t * 13 % 20", "60")},
                status, t % 200 = 50, {created},
                CASE WHEN status <> 'waiting' THEN 'staff:s' || t % {STAFF} END,
                CASE WHEN status <> 'waiting' THEN 'Lan' END,
                CASE WHEN status IN ('answered', 'closed') THEN {answered} END,
                CASE WHEN status IN ('answered', 'closed') THEN {answered} END,
                CASE WHEN status = 'closed' THEN {answered} END,
                CASE WHEN t % 3 = 0 AND status IN ('answered', 'closed') THEN 1 + t % 5 END
            FROM (SELECT i AS t, {_first("i")} AS m, {_whose(_conversation("i"))} AS p,
                CASE WHEN i % {some} = 0 THEN 'waiting'
                    WHEN i >= :tickets - {some // 10} THEN 'waiting'
                    WHEN i >= :tickets - {some // 5} THEN 'claimed'
                    WHEN i % 20 < 9 THEN 'answered' ELSE 'closed' END AS status
                FROM series) AS numbered"""

    def cards(self) -> str:
        return f"""(ticket, channel, person, message, thread)
            SELECT {self._ticket("i")}, 'telegram', '-1001', CAST(2 + i AS TEXT),
                CAST(2 + i AS TEXT) FROM series"""

    def done(self) -> str:
        return f"""(channel, id, at)
            SELECT {_channel("p")}, {_platform_id("i", "p")}, {self._at("i")}
            FROM (SELECT i, {_whose("(i / 4)")} AS p FROM series WHERE i % 2 = 0) AS numbered"""

    def ratings(self) -> str:
        at = self._at("i * 28 + 2")
        return f"""(id, channel, person, entry, helpful, at)
            SELECT {self._id("(i * 28 + 2)", "8003")}, {_channel("p")}, {_person("p")},
                'idcard-lost', i % 5 > 0, {at}
            FROM (SELECT i, {_whose("(i * 7)")} AS p FROM series) AS numbered"""

    def staff(self) -> str:
        return f"""(id, name, role, created_at)
            SELECT 's' || i, 'Lan ' || i, 'agent', {self._at("i")} FROM series"""

    def sessions(self) -> str:
        return f"""(token_hash, staff, csrf, created_at, expires_at)
            SELECT 'k' || i, 's' || i, 'c', {self._at("i")}, {_moment("later")} FROM series"""

    def set_aside(self) -> str:
        at = self._at("i")
        body = """'{"id": "x", "sender": {"channel": "web", "person": "made-up"},
            "at": "2026-11-01T00:00:00+00:00", "text": "?"}'"""
        return f"""(id, channel, person, message, kind, body, reason, tries, at, replayed_at)
            SELECT 'z' || i, 'web', 'made-up', 'x' || i, 'citizen', {body}, 'KeyError', 3, {at},
                CASE WHEN i % 25 > 0 THEN {at} END FROM series"""

    def _at(self, i: str, more: str = "0") -> str:
        return self._moment(f"({_ms(i)} + {more})")

    def _id(self, i: str, kind: str) -> str:
        """A UUID version 7 of the message's time; `kind` keeps different rows apart."""
        ms = self._hexed(_ms(i), 12)
        return (
            f"substr({ms}, 1, 8) || '-' || substr({ms}, 9, 4) || '-7000-{kind}-'"
            f" || {self._hexed(i, 12)}"
        )

    def _ticket(self, t: str) -> str:
        return self._id(f"({_first(t)})", "8004")

    def _said(self) -> str:
        """A question, a long answer, a few words, a short answer."""
        return f"""CASE step WHEN 0 THEN {_part("question", "i % 30", "40 + i % 40")}
            WHEN 1 THEN {_part("answer", "i % 70", "600 + i * 17 % 600")}
            WHEN 2 THEN {_part("question", "i % 30", "10 + i % 30")}
            ELSE {_part("answer", "i % 70", "60 + i * 17 % 300")} END"""


def _ms(i: str) -> str:
    return f"(:begin + {i} * :span / :messages)"


def _conversation(t: str) -> str:
    return f"({t} * :stride + :stride - 1)"


def _first(t: str) -> str:
    """The first message of a ticket."""
    return f"{_conversation(t)} * 4"


def _whose(c: str) -> str:
    return f"""CASE WHEN {c} % 50 = 49 THEN {c} / 50 % {TALKERS}
        ELSE {c} * 611953 % :people END"""


def _channel(p: str) -> str:
    return f"CASE WHEN {p} % 5 < 3 THEN 'telegram' ELSE 'web' END"


def _person(p: str) -> str:
    return f"""CASE WHEN {p} % 5 < 3 THEN CAST(1000000000 + {p} AS TEXT)
        ELSE 'made-up-visitor-' || {p} END"""


def _platform_id(i: str, p: str) -> str:
    return f"""CASE WHEN {p} % 5 < 3 THEN CAST({i} AS TEXT)
        ELSE 'made-up-visitor-' || {p} || ':page-' || {i} END"""


def _text(name: str) -> str:
    return f"CAST(:{name} AS TEXT)"


def _moment(name: str) -> str:
    return f":{name}"


def _part(name: str, begin: str, length: str) -> str:
    return f"substr({_text(name)}, CAST(1 + {begin} AS INTEGER), CAST({length} AS INTEGER))"
