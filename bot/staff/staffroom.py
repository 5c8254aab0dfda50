"""The staff group of a messenger: a card for each ticket, answers written under it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.errors import AlreadyDone, Refused, StoreError
from bot.model import (
    Address,
    Button,
    CardText,
    GroupMoved,
    Message,
    Reply,
    Role,
    StaffPost,
    Ticket,
    TicketStatus,
    codes,
)
from bot.privacy.masking import mask
from bot.staff.desk import Agent, Desk
from bot.staff.hours import VIETNAM
from bot.store import people
from bot.store.cards import Cards
from bot.store.database import Database, Statement
from bot.store.people import People
from bot.store.tickets import Tickets
from bot.wording import WORDING, Wording
from faq import Language

log = structlog.get_logger()

_INTERNAL = "//"  # what begins so stays among staff
_SHOWN = 800  # characters of the question that a card shows


class StaffRoom:
    """Everyone in the group may answer every ticket: the room sees who does what."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        clock: Callable[[], datetime],
        language: Language,
        ticket_url: Callable[[str], str | None],
        code_prefix: str,
    ) -> None:
        self._database = database
        self._desk = desk
        self._people = People(database)
        self._tickets = Tickets(database)
        self._cards = Cards(database)
        self._clock = clock
        self._wording = WORDING[language]
        self._ticket_url = ticket_url
        self._code_prefix = code_prefix

    async def receive(self, post: StaffPost | GroupMoved) -> None:
        """Take what happens in the staff group, once; other groups are none of our business."""
        if isinstance(post, GroupMoved):
            await self.moved(post.old, post.new)
        elif post.group == self._desk.group:
            await self._received(post)

    async def _received(self, post: StaffPost) -> None:
        if await self._people.is_done(post.group.channel, post.id):
            return
        try:
            ticket = await self._meant(post)
            if ticket is not None:
                await self._act(post, ticket)
        except StoreError:
            raise
        except AlreadyDone:  # delivered twice, and taken beside us
            return
        except Exception:
            # The outermost loop of a post: its author must learn that it did not work.
            log.exception("staff post failed", id=post.id)
            words = self._wording.note_error.format(name=post.author_name)
            await self._database.run(self._done(post), *self._desk.note(None, Reply(words)))

    async def moved(self, old: Address, new: Address) -> None:
        """Follow the group to its new id, with its cards and its waiting messages."""
        await self._database.run(*people.moved(old, new))
        if self._desk.group == old:
            self._desk.group = new
            log.warning("staff group moved: put the new id into the settings", new=new.person)

    async def card(self, ticket: str) -> CardText | None:
        """The card of a ticket as it should look now."""
        found = await self._tickets.get(ticket)
        return None if found is None else self._card(found)

    async def undelivered(self, message: Message, why: str) -> list[Statement]:
        """What tells the group that a colleague's answer did not reach the citizen."""
        if message.ticket is None or message.role is not Role.reply or message.author == "bot":
            return []
        ticket = await self._tickets.get(message.ticket)
        if ticket is None:
            return []
        words = self._wording.note_failed.format(code=ticket.code, reason=why)
        return self._desk.note(ticket.id, Reply(words))

    async def _meant(self, post: StaffPost) -> Ticket | None:
        if post.choice is not None:
            return await self._tickets.by_code(post.choice.partition(":")[2])
        ticket = await self._cards.ticket_at(post.group, post.thread, post.replied_to)
        if ticket is not None:
            return await self._tickets.get(ticket)
        # Somebody was quicker than our own note of where the card went, or that note was lost.
        headed = codes.find(post.heading, self._code_prefix)
        return await self._tickets.by_code(headed.code) if headed and headed.right else None

    async def _act(self, post: StaffPost, ticket: Ticket) -> None:
        action = self._action(post, ticket)
        if action is None:
            return
        try:
            await action()
        except Refused as refused:
            words = self._wording.refusals[refused.reason]
            await self._database.run(self._done(post), *self._desk.note(ticket.id, Reply(words)))
        log.info("staff post", ticket=ticket.id, choice=(post.choice or "answer").partition(":")[0])

    def _action(self, post: StaffPost, ticket: Ticket) -> Callable[[], Awaitable[object]] | None:
        agent = Agent(f"{post.group.channel}:{post.author}", post.author_name)
        desk = self._desk.once(self._done(post))
        match (post.choice or "").partition(":")[0]:
            case "claim":
                return lambda: desk.claim(ticket.id, agent)
            case "release":
                return lambda: desk.release(ticket.id, agent)
            case "close":
                return lambda: desk.close(ticket, agent)
            case "reopen":
                return lambda: desk.reopen(ticket.id)
            case "" if post.too_large:
                return _file_refused
            case "" if not post.text.strip().startswith(_INTERNAL):
                return lambda: desk.answer(
                    ticket, agent, post.text, attachment=post.attachment, take_over=True
                )
        return None

    def _done(self, post: StaffPost) -> Statement:
        return people.done(post.group.channel, post.id, self._clock())

    def _card(self, ticket: Ticket) -> CardText:
        wording = self._wording
        state = wording.card_states[ticket.status].format(name=ticket.agent_name or "?")
        url = self._ticket_url(ticket.id)
        lines = [
            *([wording.card_urgent] if ticket.urgent else []),
            *_kind(ticket, wording),
            mask(ticket.question)[:_SHOWN],
            "",
            wording.card_channel.format(channel=ticket.address.channel),
            *([wording.card_stars.format(stars=ticket.stars)] if ticket.stars else []),
            *([wording.card_link.format(url=url)] if url else []),
        ]
        return CardText(
            Reply(
                "\n".join(lines),
                title=wording.card_title.format(code=ticket.code, state=state),
                footer=wording.card_hint if ticket.status is not TicketStatus.closed else "",
                buttons=self._buttons(ticket),
            ),
            topic=f"{ticket.code} {mask(ticket.question)}"[:100],
        )

    def _buttons(self, ticket: Ticket) -> tuple[Button, ...]:
        wording = self._wording
        claim = Button(wording.card_claim, f"claim:{ticket.code}")
        release = Button(wording.card_release, f"release:{ticket.code}")
        close = Button(wording.card_close, f"close:{ticket.code}")
        match ticket.status:
            case TicketStatus.waiting:
                return (claim, close)
            case TicketStatus.claimed:
                return (release, close)
            case TicketStatus.answered:
                return (close,)
        return (Button(wording.card_reopen, f"reopen:{ticket.code}"),)


def _kind(ticket: Ticket, wording: Wording) -> list[str]:
    """What a ticket is about where it is no question, and by when a law wants it done."""
    kind = wording.card_kinds[ticket.kind]
    if ticket.term is None:
        return [kind] if kind else []
    return [kind, wording.card_term.format(day=f"{ticket.term.astimezone(VIETNAM):%d/%m/%Y}")]


async def _file_refused() -> None:
    # The text alone would be half an answer.
    raise Refused("file_not_taken")
