"""The questions that wait for a person; one statement decides every race for one."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import CodeTaken, HeldByOther, Refused, TalkMoved
from bot.model import Address, Ticket, TicketKind, TicketStatus
from bot.store.database import Database, Row, Statement, statement


def opened(ticket: Ticket) -> Statement:
    """Keep a new ticket; CodeTaken if its code is in use."""
    return statement(
        """INSERT INTO ticket
            (id, code, channel, person, language, question, status, urgent, created_at, kind, term)
        VALUES
            (:id, :code, :channel, :person, :language, :question, 'waiting', :urgent, :created_at,
            :kind, :term)
        ON CONFLICT DO NOTHING""",
        otherwise=CodeTaken(ticket.code),
        id=ticket.id,
        code=ticket.code,
        channel=ticket.address.channel,
        person=ticket.address.person,
        language=ticket.language,
        question=ticket.question,
        urgent=ticket.urgent,
        created_at=ticket.created_at,
        kind=ticket.kind,
        term=ticket.term,
    )


def woken(id: str) -> Statement:
    """The citizen wrote again: an answered ticket is open once more. TalkMoved if it was closed."""
    return statement(
        """UPDATE ticket SET status = CASE WHEN status <> 'answered' THEN status
            WHEN agent IS NULL THEN 'waiting' ELSE 'claimed' END
        WHERE id = :id AND status <> 'closed'""",
        otherwise=TalkMoved(),
        id=id,
    )


def urged(id: str) -> Statement:
    """Somebody is in danger: staff see this ticket first."""
    return statement("UPDATE ticket SET urgent = :urgent WHERE id = :id", id=id, urgent=True)


def claimed(id: str, agent: str, name: str) -> Statement:
    """Give a waiting ticket to one member of staff; HeldByOther if somebody else has it."""
    return statement(
        """UPDATE ticket SET status = 'claimed', agent = :agent, agent_name = :name
        WHERE id = :id AND (status = 'waiting' OR (status <> 'closed' AND agent = :agent))
        RETURNING *""",
        otherwise=HeldByOther("held_by_other"),
        id=id,
        agent=agent,
        name=name,
    )


def released(id: str, agent: str) -> Statement:
    """Back to the queue, by the one who has it."""
    return statement(
        """UPDATE ticket SET status = 'waiting', agent = NULL, agent_name = NULL
        WHERE id = :id AND status IN ('claimed', 'answered') AND agent = :agent RETURNING *""",
        otherwise=HeldByOther("held_by_other"),
        id=id,
        agent=agent,
    )


def answered(id: str, agent: str, name: str, now: datetime, take_over: bool) -> Statement:
    """Answered by this member of staff, who has the ticket from now on.

    HeldByOther if somebody else has it (unless `take_over`), or if it is closed.
    """
    return statement(
        """UPDATE ticket SET status = 'answered', agent = :agent, agent_name = :name,
            answered_at = :now, first_answered_at = coalesce(first_answered_at, :now)
        WHERE id = :id AND status <> 'closed'
        AND (agent IS NULL OR agent = :agent OR :take_over) RETURNING *""",
        otherwise=HeldByOther("held_by_other"),
        id=id,
        agent=agent,
        name=name,
        now=now,
        take_over=take_over,
    )


def taken_over(id: str, holder: str | None, agent: str, name: str) -> Statement:
    """Give a colleague's ticket to another; HeldByOther if `holder` no longer has it."""
    return statement(
        """UPDATE ticket SET agent = :agent, agent_name = :name
        WHERE id = :id AND status IN ('claimed', 'answered') AND agent = :holder RETURNING *""",
        otherwise=HeldByOther("held_by_other"),
        id=id,
        holder=holder,
        agent=agent,
        name=name,
    )


def closed(id: str, now: datetime) -> Statement:
    return statement(
        """UPDATE ticket SET status = 'closed', closed_at = :now
        WHERE id = :id AND status <> 'closed' RETURNING *""",
        otherwise=Refused("already_closed"),
        id=id,
        now=now,
    )


def reopened(id: str) -> Statement:
    return statement(
        """UPDATE ticket SET status = 'waiting', agent = NULL, agent_name = NULL, closed_at = NULL
        WHERE id = :id AND status IN ('closed', 'answered') RETURNING *""",
        otherwise=Refused("not_closed"),
        id=id,
    )


def rated(id: str, stars: int | None, comment: str | None) -> Statement:
    """The citizen's latest word on the ticket; None leaves what is there."""
    return statement(
        """UPDATE ticket SET stars = coalesce(:stars, stars), comment = coalesce(:comment, comment)
        WHERE id = :id""",
        id=id,
        stars=stars,
        comment=comment,
    )


class Tickets:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, id: str) -> Ticket | None:
        return _first(await self._database.rows("SELECT * FROM ticket WHERE id = :id", id=id))

    async def by_code(self, code: str) -> Ticket | None:
        sql = "SELECT * FROM ticket WHERE code = :code"
        return _first(await self._database.rows(sql, code=code))

    async def latest(self, address: Address) -> Ticket | None:
        """The newest ticket of a person."""
        return _first(
            await self._database.rows(
                """SELECT * FROM ticket WHERE channel = :channel AND person = :person
                ORDER BY created_at DESC LIMIT 1""",
                channel=address.channel,
                person=address.person,
            )
        )

    async def queue(
        self, status: TicketStatus, agent: str | None = None, limit: int = 100
    ) -> list[Ticket]:
        """Tickets in that state, urgent ones first, then the oldest; of one agent if named."""
        own = "" if agent is None else "AND agent = :agent"
        rows = await self._database.rows(
            f"""SELECT * FROM ticket WHERE status = :status {own}
            ORDER BY urgent DESC, created_at LIMIT :limit""",
            status=status,
            agent=agent,
            limit=limit,
        )
        return [from_row(row) for row in rows]

    async def recent(self, status: TicketStatus, limit: int = 50) -> list[Ticket]:
        """Tickets in that state, the newest first."""
        rows = await self._database.rows(
            """SELECT * FROM ticket WHERE status = :status
            ORDER BY created_at DESC LIMIT :limit""",
            status=status,
            limit=limit,
        )
        return [from_row(row) for row in rows]

    async def count(self, status: TicketStatus) -> int:
        sql = "SELECT count(*) AS n FROM ticket WHERE status = :status"
        [row] = await self._database.rows(sql, status=status)
        return int(row["n"])

    async def counts(self, agent: str) -> tuple[dict[TicketStatus, int], int]:
        """How many tickets are open in each state, and how many claimed ones this agent has."""
        rows = await self._database.rows(
            """SELECT status, count(*) AS n FROM ticket
            WHERE status IN ('waiting', 'claimed', 'answered') GROUP BY status"""
        )
        [mine] = await self._database.rows(
            "SELECT count(*) AS n FROM ticket WHERE status = 'claimed' AND agent = :agent",
            agent=agent,
        )
        return {TicketStatus(row["status"]): int(row["n"]) for row in rows}, int(mine["n"])

    async def answer_times(self, since: datetime, limit: int = 200) -> list[timedelta]:
        """How long people waited for the first answer of a person, the latest `limit` of them."""
        rows = await self._database.rows(
            """SELECT created_at, first_answered_at FROM ticket WHERE first_answered_at >= :since
            ORDER BY first_answered_at DESC LIMIT :limit""",
            since=since,
            limit=limit,
        )
        return [row["first_answered_at"] - row["created_at"] for row in rows]

    async def waits(self, since: datetime, limit: int = 200) -> list[tuple[datetime, datetime]]:
        """When tickets came and had their first answer of a person, the latest `limit` of them."""
        rows = await self._database.rows(
            """SELECT created_at, first_answered_at FROM ticket WHERE first_answered_at >= :since
            ORDER BY first_answered_at DESC LIMIT :limit""",
            since=since,
            limit=limit,
        )
        return [(row["created_at"], row["first_answered_at"]) for row in rows]

    async def unanswered_since(self, limit: int = 500) -> list[datetime]:
        """When those open tickets came that had no answer of a person yet, `limit` at most."""
        rows = await self._database.rows(
            """SELECT created_at FROM ticket
            WHERE status IN ('waiting', 'claimed') AND first_answered_at IS NULL LIMIT :limit""",
            limit=limit,
        )
        return [row["created_at"] for row in rows]

    async def ahead_of(self, created_at: datetime, urgent: bool) -> int:
        """How many tickets wait before one that came then: urgent ones first, then older ones."""
        [row] = await self._database.rows(
            """SELECT (SELECT count(*) FROM ticket
                WHERE status = 'waiting' AND urgent = :urgent AND created_at < :created_at)
            + (SELECT count(*) FROM ticket WHERE status = 'waiting' AND urgent > :urgent) AS n""",
            created_at=created_at,
            urgent=urgent,
        )
        return int(row["n"])


def from_row(row: Row) -> Ticket:
    return Ticket(
        id=row["id"],
        code=row["code"],
        address=Address(row["channel"], row["person"]),
        language=row["language"],
        question=row["question"],
        status=TicketStatus(row["status"]),
        created_at=row["created_at"],
        urgent=row["urgent"],
        agent=row["agent"],
        agent_name=row["agent_name"],
        answered_at=row["answered_at"],
        closed_at=row["closed_at"],
        stars=row["stars"],
        comment=row["comment"],
        kind=TicketKind(row["kind"]),
        term=row["term"],
    )


def _first(rows: list[Row]) -> Ticket | None:
    return from_row(rows[0]) if rows else None
