"""The page of what went wrong, for administrators: messages set aside, messages not delivered."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.console.guard import Form
from bot.console.parts import PARTS, PREFIX, Visitor
from bot.console.view import render, see_other, texts
from bot.errors import Refused
from bot.model.letters import whole
from bot.privacy.masking import mask

log = structlog.get_logger()


async def aside_page(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    done = request.query.get("done", "")
    said = texts(request).done.get(done, "")
    failed = done == "replay_failed"
    return await _show(request, visitor, said="" if failed else said, refused=said * failed)


async def replay(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    """Give one message its turn, or with an empty id all of them."""
    parts, id = request.app[PARTS], form.get("id", "")
    ids = [id] if id else [aside.id for aside in await parts.asides.waiting()]
    try:
        well = all([await parts.replay(each) for each in ids])
    except Refused as refused:
        said = texts(request).refusals[refused.reason]
        return await _show(request, visitor, refused=said, status=409)
    log.info("replayed", count=len(ids), well=well, by=visitor.staff.id)
    return see_other(f"{PREFIX}/aside?done={'replayed' if well else 'replay_failed'}")


async def _show(
    request: web.Request, visitor: Visitor, said: str = "", refused: str = "", status: int = 200
) -> web.Response:
    parts = request.app[PARTS]
    return render(
        request,
        "aside.html",
        visitor,
        status,
        asides=await parts.asides.waiting(),
        undelivered=await parts.outbox.undelivered(),
        mask=_masked,
        said=said,
        refused=refused,
    )


def _masked(text: str) -> str:
    """Without personal numbers; and what failed may have done so for a letter that is none."""
    return mask(whole(text))
