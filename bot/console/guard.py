"""Who may do what: a session for every page, a token for every form."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from yarl import URL

from bot.console import cookies
from bot.console.parts import PARTS, PREFIX, Visitor
from bot.console.view import problem, render, see_other
from bot.errors import StoreError
from bot.telemetry.turns import one_turn

log = structlog.get_logger()

LARGEST_FORM = 64 * 1024

Form = Mapping[str, str]
Page = Callable[[web.Request, Visitor], Awaitable[web.StreamResponse]]
Action = Callable[[web.Request, Visitor, Form], Awaitable[web.StreamResponse]]

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def page(show: Page, admin: bool = False) -> Handler:
    """A page for those who are logged in; others come back to it after logging in."""

    async def handler(request: web.Request) -> web.StreamResponse:
        visitor = await who(request)
        if visitor is None:
            return _to_login(request)
        _admit(visitor, admin)
        return await show(request, visitor)

    return handler


def fragment(show: Page) -> Handler:
    """A part of a page, fetched by its script: 401 tells the script that the session is over."""

    async def handler(request: web.Request) -> web.StreamResponse:
        visitor = await who(request)
        return web.Response(status=401) if visitor is None else await show(request, visitor)

    return handler


def action(act: Action, admin: bool = False) -> Handler:
    """A form that was sent: it must carry the token of its sender's session.

    All that it leads to bears one id, as a message of a citizen does.
    """

    async def handler(request: web.Request) -> web.StreamResponse:
        form = await read_form(request)
        visitor = await who(request)
        if visitor is None:
            return see_other(_login(request.path.rpartition("/")[0]))
        if not secrets.compare_digest(form.get("csrf", "").encode(), visitor.csrf.encode()):
            raise web.HTTPForbidden
        _admit(visitor, admin)
        with one_turn():
            return await act(request, visitor, form)

    return handler


async def who(request: web.Request) -> Visitor | None:
    token = cookies.session(request)
    found = await request.app[PARTS].accounts.who(token) if token else None
    return None if found is None else Visitor(*found)


async def read_form(request: web.Request) -> Form:
    """The fields of a form, of limited size; 400 for anything else."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPBadRequest
    try:
        posted = await request.clone(client_max_size=LARGEST_FORM).post()
    except (ValueError, LookupError) as error:
        raise web.HTTPBadRequest from error
    fields = {name: value for name, value in posted.items() if isinstance(value, str)}
    return {name: _plain(value) for name, value in fields.items()}


@web.middleware
async def in_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Say what went wrong on a page of ours."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return problem(request, error.status)
    except StoreError as error:
        log.error("console: the store failed", why=str(error))
        return problem(request, 503)
    except Exception:
        # The outermost frame of a request: the reader gets a page, the operator the trace.
        log.exception("console failed", route=_route(request))
        return problem(request, 500)


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Headers that keep pages out of caches, frames and other sites' reach."""
    headers = response.headers
    static = request.path.startswith(f"{PREFIX}/static/")
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("Cache-Control", "no-cache" if static else "no-store")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _admit(visitor: Visitor, admin: bool) -> None:
    if admin and visitor.staff.role != "admin":
        raise web.HTTPForbidden


def _to_login(request: web.Request) -> web.Response:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # A link from elsewhere (a card in Telegram's web client) comes without our strict cookie;
        # the same page asked for by a page of ours has it.
        return render(request, "moment.html", target=request.path_qs)
    return see_other(_login(request.path_qs))


def _login(then: str) -> str:
    return str(URL(f"{PREFIX}/login").with_query(next=then))


def _plain(value: str) -> str:
    return value.replace("\0", "").replace("\r\n", "\n")


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "?"
