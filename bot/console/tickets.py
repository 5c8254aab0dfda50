"""One ticket: its page, and what one does with it."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog
from aiohttp import web

from bot.console.guard import Form
from bot.console.parts import PARTS, PREFIX, Parts, Visitor
from bot.console.talk import conversation, map_url
from bot.console.view import render, see_other, texts
from bot.errors import AlreadyDone, Refused
from bot.model import Ticket, TicketStatus
from bot.model.ids import new_id
from bot.store import people

log = structlog.get_logger()

_ONCE = "console"  # where the ids of forms are kept, beside the channels' ids of messages


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form to answer; `once` is the id of that form."""

    once: str
    text: str = ""

    @property
    def key(self) -> str:
        """The same for a double click, another when the text was changed."""
        return f"{self.once}:{hashlib.sha256(self.text.strip().encode()).hexdigest()}"


async def ticket_page(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    done = request.query.get("done", "")
    said = texts(request).done.get(done, "")
    return await _show(request, visitor, "ticket.html", Draft(new_id()), said=said, done=done)


async def ticket_fragment(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    """What the page's script puts in place of the state and the conversation."""
    return await _show(request, visitor, "_ticket.html", Draft(""))


async def act(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    """Carry out a button of the page; what is refused is said there, with the typed text."""
    parts, ticket = request.app[PARTS], await _ticket(request)
    name, draft = request.match_info["action"], _draft(form)
    try:
        await _carry_out(parts, ticket, visitor, name, draft, form)
    except Refused as refused:
        if not await parts.people.is_done(_ONCE, draft.key):
            said = texts(request).refusals[refused.reason]
            return await _show(request, visitor, "ticket.html", draft, refused=said, status=409)
    log.info("ticket", id=ticket.id, action=name, staff=visitor.staff.id)
    return see_other(f"{PREFIX}/tickets/{ticket.id}?done={name}")


async def _carry_out(
    parts: Parts, ticket: Ticket, visitor: Visitor, name: str, draft: Draft, form: Form
) -> None:
    desk, agent = parts.desk, visitor.agent
    match name:
        case "claim":
            await desk.claim(ticket.id, agent)
        case "release":
            await desk.release(ticket.id, agent)
        case "take_over":
            # From whom the reader saw it with: of two who take it over, one is told.
            await desk.take_over(replace(ticket, agent=form.get("holder")), agent)
        case "close":
            await desk.close(ticket, agent)
        case "reopen":
            await desk.reopen(ticket.id)
        case "answer" | "answer_and_close":
            once = people.done(_ONCE, draft.key, parts.clock())
            with suppress(AlreadyDone):  # a double click, or F5
                await desk.once(once).answer(ticket, agent, draft.text)
            if name == "answer_and_close":
                await desk.close(ticket, agent)
        case _:
            raise web.HTTPNotFound


async def _show(
    request: web.Request,
    visitor: Visitor,
    template: str,
    draft: Draft,
    said: str = "",
    refused: str = "",
    done: str = "",
    status: int = 200,
) -> web.Response:
    ticket = await _ticket(request)
    return render(
        request,
        template,
        visitor,
        status,
        ticket=ticket,
        lines=await conversation(request.app[PARTS].messages, ticket),
        mode=_mode(ticket, visitor.agent.id),
        draft=draft,
        said=said,
        refused=refused,
        done=done,
        map_url=map_url,
    )


def _mode(ticket: Ticket, agent: str) -> str:
    """What the reader may do: `closed` and `held` tickets cannot be answered as they are."""
    if ticket.status is TicketStatus.closed:
        return "closed"
    if ticket.agent == agent:
        return "mine"
    return "free" if ticket.agent is None else "held"


def _draft(form: Form) -> Draft:
    once = form.get("once", "")
    return Draft(once if re.fullmatch(r"[\w-]{8,64}", once) else new_id(), form.get("text", ""))


async def _ticket(request: web.Request) -> Ticket:
    ticket = await request.app[PARTS].tickets.get(request.match_info["id"])
    if ticket is None:
        raise web.HTTPNotFound
    return ticket
