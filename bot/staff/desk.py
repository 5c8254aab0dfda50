"""The staff desk: questions wait here for a person, and leave with an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.model import (
    Address,
    Attachment,
    Button,
    Message,
    MessageStatus,
    Reply,
    Role,
    Ticket,
)
from bot.model.ids import new_id
from bot.store import messages, tickets
from bot.store.database import Database, Statement
from bot.telemetry.turns import current_turn
from bot.wording import WORDING

LONGEST_ANSWER = 4000


@dataclass(frozen=True, slots=True)
class Agent:
    """A member of staff at work: "staff:<id>" from the console, "telegram:<id>" from the group."""

    id: str
    name: str


class Desk:
    """Every change of a ticket, its message and its card's refresh are one transaction.

    Refused (with the reason's name) says why something cannot be done; the store decides races.
    `group` is the staff group's address, None where there is none; `committed` hears of the ticket;
    `done` is marked in the same transaction, or AlreadyDone raised.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        committed: Callable[[str | None], None],
        group: Address | None = None,
        done: tuple[Statement, ...] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._committed = committed
        self.group = group
        self._done = done

    def once(self, done: Statement) -> Desk:
        """The same desk, whose next change is made only if `done` marks something new."""
        return Desk(self._database, self._clock, self._committed, self.group, (done,))

    async def claim(self, ticket: str, agent: Agent) -> Ticket:
        """Give a waiting ticket to an agent; HeldByOther when somebody else was first."""
        return await self._change(ticket, tickets.claimed(ticket, agent.id, agent.name))

    async def release(self, ticket: str, agent: Agent) -> Ticket:
        """Put an agent's own ticket back into the queue."""
        return await self._change(ticket, tickets.released(ticket, agent.id))

    async def take_over(self, ticket: Ticket, agent: Agent) -> Ticket:
        """Give a colleague's ticket to this agent; HeldByOther when it is no longer theirs."""
        return await self._change(
            ticket.id, tickets.taken_over(ticket.id, ticket.agent, agent.id, agent.name)
        )

    async def reopen(self, ticket: str) -> Ticket:
        """Put an answered or closed ticket back into the queue."""
        return await self._change(ticket, tickets.reopened(ticket))

    async def close(self, ticket: Ticket, agent: Agent) -> Ticket:
        """End a ticket and tell the citizen so."""
        text = WORDING[ticket.language].ticket_closed.format(code=ticket.code)
        goodbye = self._to_citizen(ticket, agent, Reply(text))
        bot = replace(goodbye, author="bot", author_name="")
        return await self._change(
            ticket.id, tickets.closed(ticket.id, self._clock()), messages.add(bot)
        )

    async def answer(
        self,
        ticket: Ticket,
        agent: Agent,
        text: str,
        attachment: Attachment | None = None,
        take_over: bool = False,
    ) -> Ticket:
        """Send an answer to the citizen, who may rate it; the agent has the ticket from now on.

        `take_over` lets anyone in the room answer a colleague's ticket.
        """
        _sayable(text, attachment)
        now = self._clock()
        reply = answer_reply(ticket, agent, text, attachment)
        kept = [messages.keep(attachment, ticket.address, now)] if attachment else []
        return await self._change(
            ticket.id,
            tickets.answered(ticket.id, agent.id, agent.name, now, take_over),
            *kept,
            messages.add(self._to_citizen(ticket, agent, reply)),
        )

    def card(self, ticket: str) -> list[Statement]:
        """What puts or refreshes a ticket's card in the staff group; nothing without a group."""
        if self.group is None:
            return []
        return [messages.add(self._notice(ticket, Role.card, Reply("")))]

    def note(self, ticket: str | None, reply: Reply) -> list[Statement]:
        """What says something under a ticket's card, or to the whole group without a ticket."""
        if self.group is None:
            return []
        return [messages.add(self._notice(ticket, Role.note, reply))]

    async def _change(self, ticket: str, change: Statement, *more: Statement) -> Ticket:
        every = await self._database.run(*self._done, change, *more, *self.card(ticket))
        self._committed(ticket)
        return tickets.from_row(every[len(self._done)][0])

    def _to_citizen(self, ticket: Ticket, agent: Agent, reply: Reply) -> Message:
        return Message(
            id=new_id(),
            address=ticket.address,
            at=self._clock(),
            author=agent.id,
            author_name=agent.name,
            reply=reply,
            status=MessageStatus.waiting,
            ticket=ticket.id,
            turn=current_turn(),
        )

    def _notice(self, ticket: str | None, role: Role, reply: Reply) -> Message:
        assert self.group is not None
        return Message(
            id=new_id(),
            address=self.group,
            at=self._clock(),
            author="bot",
            reply=reply,
            status=MessageStatus.waiting,
            role=role,
            ticket=ticket,
            turn=current_turn(),
        )


def answer_reply(
    ticket: Ticket, agent: Agent, text: str, attachment: Attachment | None = None
) -> Reply:
    """The answer as the citizen sees it, with the stars to give it."""
    wording = WORDING[ticket.language]
    stars = tuple(Button(str(n), f"rate:{ticket.code}:{n}") for n in range(1, 6))
    return Reply(
        text=text.strip(),
        title=wording.staff_answer.format(code=ticket.code),
        footer=wording.rate_please,
        buttons=stars,
        attachment=attachment.id if attachment else None,
    )


def _sayable(text: str, attachment: Attachment | None) -> None:
    if not text.strip() and attachment is None:
        raise Refused("empty_answer")
    if len(text) > LONGEST_ANSWER:
        raise Refused("too_long")
