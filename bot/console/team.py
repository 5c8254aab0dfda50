"""The staff page, for administrators: who may log in."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.console.guard import Form
from bot.console.origin import base_url
from bot.console.parts import PARTS, PREFIX, Visitor
from bot.console.view import render, see_other, texts
from bot.errors import Refused
from bot.model import Staff

log = structlog.get_logger()


async def staff_page(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    said = texts(request).done.get(request.query.get("done", ""), "")
    return await _show(request, visitor, said=said)


async def hire(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    """Shows the link in the answer itself: it is in no address and on no later page."""
    name = form.get("name", "")
    try:
        token = await request.app[PARTS].accounts.hire(
            name, "admin" if form.get("role") == "admin" else "agent"
        )
    except Refused as refused:
        return await _refuse(request, visitor, refused, name)
    log.info("staff hired", by=visitor.staff.id)
    return await _show(request, visitor, link=_link(request, token), name=name)


async def invite(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    name = form.get("name", "")
    try:
        token = await request.app[PARTS].accounts.invite(name)
    except Refused as refused:
        return await _refuse(request, visitor, refused)
    log.info("staff invited", by=visitor.staff.id)
    return await _show(request, visitor, link=_link(request, token), name=name)


async def disable(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    id = form.get("id", "")
    try:
        await request.app[PARTS].accounts.disable(id)
    except Refused as refused:
        return await _refuse(request, visitor, refused)
    log.info("staff disabled", id=id, by=visitor.staff.id)
    return see_other(f"{PREFIX}/staff?done=disable")


async def enable(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    id = form.get("id", "")
    await request.app[PARTS].accounts.enable(id)
    log.info("staff enabled", id=id, by=visitor.staff.id)
    return see_other(f"{PREFIX}/staff?done=enable")


async def _refuse(
    request: web.Request, visitor: Visitor, refused: Refused, typed: str = ""
) -> web.Response:
    said = texts(request).refusals[refused.reason]
    return await _show(request, visitor, refused=said, typed=typed, status=409)


async def _show(
    request: web.Request,
    visitor: Visitor,
    said: str = "",
    refused: str = "",
    link: str = "",
    name: str = "",
    typed: str = "",
    status: int = 200,
) -> web.Response:
    everyone = await request.app[PARTS].accounts.all()
    return render(
        request,
        "staff.html",
        visitor,
        status,
        everyone=[(staff, _state(staff)) for staff in everyone],
        said=said,
        refused=refused,
        link=link,
        name=name,
        typed=typed,
    )


def _link(request: web.Request, token: str) -> str:
    return f"{base_url(request)}{PREFIX}/welcome/{token}"


def _state(staff: Staff) -> str:
    if staff.disabled_at is not None:
        return "disabled"
    return "active" if staff.password_hash else "invited"
