"""The queue: who waits, what is mine, what was done."""

from __future__ import annotations

from aiohttp import web

from bot.console.parts import PARTS, PREFIX, Parts, Visitor
from bot.console.view import render, see_other
from bot.model import Ticket, TicketStatus, codes

_LONGEST = 100

_STATUS = {
    "waiting": TicketStatus.waiting,
    "mine": TicketStatus.claimed,
    "open": TicketStatus.claimed,
    "answered": TicketStatus.answered,
    "closed": TicketStatus.closed,
}


async def queue_page(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    """The chosen tab; a code that is searched for leads straight to its ticket."""
    typed = request.query.get("code", "").strip()[:40]
    found = await _by_code(request.app[PARTS], typed) if typed else None
    if found is not None:
        return see_other(f"{PREFIX}/tickets/{found.id}")
    return await _queue(request, visitor, "queue.html", typed)


async def queue_fragment(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    """What the page's script puts in place of its tabs and its list."""
    return await _queue(request, visitor, "_queue.html")


async def _queue(
    request: web.Request, visitor: Visitor, template: str, missing: str = ""
) -> web.Response:
    parts = request.app[PARTS]
    tab = request.query.get("tab", "waiting")
    if tab not in _STATUS:
        tab = "waiting"
    by_status, mine = await parts.tickets.counts(visitor.agent.id)
    counts = {name: by_status.get(status, 0) for name, status in _STATUS.items()}
    return render(
        request,
        template,
        visitor,
        tab=tab,
        tabs=tuple(_STATUS),
        counts={**counts, "mine": mine},
        tickets=await _listed(parts, tab, visitor.agent.id),
        longest=_LONGEST,
        missing=missing,
    )


async def _listed(parts: Parts, tab: str, agent: str) -> list[Ticket]:
    status = _STATUS[tab]
    if tab in ("answered", "closed"):
        return await parts.tickets.recent(status, _LONGEST)
    return await parts.tickets.queue(status, agent if tab == "mine" else None, _LONGEST)


async def _by_code(parts: Parts, typed: str) -> Ticket | None:
    """The ticket of a code, however it is typed, with or without its first letters."""
    prefix = parts.code_prefix
    found = codes.find(typed, prefix) or codes.find(f"{prefix} {typed}", prefix)
    return await parts.tickets.by_code(found.code) if found else None
