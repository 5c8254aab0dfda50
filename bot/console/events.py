"""The line on which an open page hears that it should look again."""

from __future__ import annotations

from aiohttp import web

from bot.console.parts import PARTS, Visitor
from bot.live.streams import HEADERS

QUEUE = "queue"  # in the place of a ticket's id
_PAUSE = 1.0  # seconds between two nudges of a page: a busy hour must not make it look all the time


async def events(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    """Tells what concerns one ticket, or without its id the queue; never who or what."""
    streams = request.app[PARTS].streams
    response = web.StreamResponse(headers=HEADERS)
    with streams.opened(request.query.get("ticket", QUEUE)) as stream:
        await stream.flow(request, response, _PAUSE)
    return response


async def end(app: web.Application) -> None:
    """Let open streams end, so that the server can stop."""
    app[PARTS].streams.close()
