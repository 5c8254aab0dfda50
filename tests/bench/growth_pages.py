"""How long each page takes that staff, citizens and machines look at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

from aiohttp import ClientSession

from bot.model import Ticket, TicketStatus
from bot.store.tickets import Tickets
from tests.bench.growth_rows import address
from tests.bench.growth_service import Service

_TALKER = address(9)  # by web; one with a very long talk and with tickets in it
_TABS = ("waiting", "mine", "open", "answered", "closed")
_LOOKS = 15


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    path: str
    by: ClientSession


async def measured(service: Service) -> dict[str, list[float]]:
    """Milliseconds of each look at each page, by its name."""
    async with _pages(service) as pages:
        return {page.name: [await _look(page) for _ in range(_LOOKS)] for page in pages}


@asynccontextmanager
async def _pages(service: Service) -> AsyncIterator[list[Page]]:
    async with service.member() as boss, service.visitor(_TALKER) as talker:
        yield [
            *(Page(f"queue: {tab}", f"/console/?tab={tab}", boss) for tab in _TABS),
            Page("queue: fragment", "/console/queue?tab=answered", boss),
            *await _tickets(service, boss),
            Page("staff", "/console/staff", boss),
            Page("set aside", "/console/aside", boss),
            Page("web chat: long talk", "/chat/messages", talker),
            Page("/metrics", "/metrics", boss),
        ]


async def _tickets(service: Service, boss: ClientSession) -> list[Page]:
    tickets = Tickets(service.database)
    found: dict[str, Ticket | None] = {
        status.value: next(iter(await tickets.queue(status, limit=1)), None)
        for status in TicketStatus
    }
    found["long talk"] = await tickets.latest(_TALKER)
    pages = [
        Page(f"ticket: {name}", f"/console/tickets/{ticket.id}", boss)
        for name, ticket in found.items()
        if ticket is not None
    ]
    some = found["closed"]
    if some is not None:
        pages.append(Page("search by code", f"/console/?code={some.code}", boss))
    return pages


async def _look(page: Page) -> float:
    begun = perf_counter()
    async with page.by.get(page.path) as response:
        await response.read()
        assert response.status == 200, f"{page.path}: {response.status}"
    return (perf_counter() - begun) * 1000
