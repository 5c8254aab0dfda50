"""Logging in and out, and the page of an invitation where a password is set."""

from __future__ import annotations

import structlog
from aiohttp import web

from bot.console import cookies
from bot.console.guard import Form, read_form, who
from bot.console.origin import ip, own_path
from bot.console.parts import PARTS, PREFIX, Visitor
from bot.console.view import problem, render, see_other, texts
from bot.errors import Refused
from faq import LANGUAGES

log = structlog.get_logger()


async def login_page(request: web.Request) -> web.StreamResponse:
    then = own_path(request.query.get("next"))
    if await who(request) is not None:
        return see_other(then)
    return _login_page(request, then)


async def log_in(request: web.Request) -> web.StreamResponse:
    parts, said = request.app[PARTS], texts(request)
    form = await read_form(request)
    name, then = form.get("name", ""), own_path(form.get("next"))
    if not cookies.is_form_token(request, form.get("csrf", "")):
        return _login_page(request, then, name, said.problems["403"], 403)
    wait = await parts.throttle.wait(name, ip(request))
    if wait:
        log.warning("login throttled")
        page = _login_page(request, then, name, said.throttled.format(seconds=wait), 429)
        page.headers["Retry-After"] = str(wait)
        return page
    token = await parts.accounts.log_in(name, form.get("password", ""))
    if token is None:
        log.warning("login refused")
        return _login_page(request, then, name, said.wrong_login, 403)
    return await _let_in(request, token, then)


async def log_out(request: web.Request, visitor: Visitor, form: Form) -> web.StreamResponse:
    token = cookies.session(request)
    if token is not None:
        await request.app[PARTS].accounts.log_out(token)
    response = see_other(f"{PREFIX}/login")
    cookies.end_session(request, response)
    return response


async def welcome_page(request: web.Request) -> web.StreamResponse:
    return await _welcome_page(request)


async def welcome(request: web.Request) -> web.StreamResponse:
    """Set the password of an invitation, and go in with it."""
    form = await read_form(request)
    if not cookies.is_form_token(request, form.get("csrf", "")):
        return await _welcome_page(request, texts(request).problems["403"], 403)
    password, accounts = form.get("password", ""), request.app[PARTS].accounts
    try:
        if password != form.get("again"):
            raise Refused("not_repeated")
        staff = await accounts.set_password(request.match_info["token"], password)
    except Refused as refused:
        return await _welcome_page(request, texts(request).refusals[refused.reason], 409)
    token = await accounts.log_in(staff.name, password)
    return see_other(f"{PREFIX}/login") if token is None else await _let_in(request, token)


async def choose_language(request: web.Request) -> web.StreamResponse:
    chosen = request.match_info["language"]
    if chosen not in LANGUAGES:
        raise web.HTTPNotFound
    response = see_other(own_path(request.query.get("back")))
    cookies.keep_language(response, chosen)
    return response


async def _let_in(request: web.Request, token: str, then: str = f"{PREFIX}/") -> web.StreamResponse:
    parts, earlier = request.app[PARTS], cookies.session(request)
    if earlier is not None:
        await parts.accounts.log_out(earlier)
    response = see_other(then)
    cookies.begin_session(request, response, token)
    return response


def _login_page(
    request: web.Request, then: str, name: str = "", said: str = "", status: int = 200
) -> web.Response:
    token = cookies.form_token(request)
    page = render(
        request, "login.html", status=status, then=then, name=name, said=said, token=token
    )
    cookies.keep_form_token(request, page, token)
    return page


async def _welcome_page(request: web.Request, said: str = "", status: int = 200) -> web.Response:
    staff = await request.app[PARTS].accounts.invited(request.match_info["token"])
    if staff is None:
        return problem(request, 410)
    token = cookies.form_token(request)
    page = render(request, "welcome.html", status=status, name=staff.name, said=said, token=token)
    cookies.keep_form_token(request, page, token)
    return page
