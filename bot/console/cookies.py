"""The console's cookies: the session, the token of forms before it, the language."""

from __future__ import annotations

import re
import secrets

from aiohttp import web

from bot.console.origin import is_https
from bot.console.parts import PARTS
from bot.staff.accounts import SESSION
from faq import LANGUAGES, Language

_SESSION = "danhoi-staff"
_FORM = "danhoi-form"
_LANGUAGE = "danhoi-language"
_YEAR = 365 * 24 * 3600


def session(request: web.Request) -> str | None:
    return _cookie(request, _SESSION) or None


def begin_session(request: web.Request, response: web.StreamResponse, token: str) -> None:
    _set(request, response, _SESSION, token, int(SESSION.total_seconds()))


def end_session(request: web.Request, response: web.StreamResponse) -> None:
    _set(request, response, _SESSION, "", 0)


def form_token(request: web.Request) -> str:
    """The token that a form before the login shows twice: in itself and as a cookie."""
    known = _cookie(request, _FORM)
    return known if re.fullmatch(r"[\w-]{43}", known) else secrets.token_urlsafe(32)


def keep_form_token(request: web.Request, response: web.StreamResponse, token: str) -> None:
    _set(request, response, _FORM, token, None)


def is_form_token(request: web.Request, token: str) -> bool:
    known = _cookie(request, _FORM)
    return bool(known) and secrets.compare_digest(known.encode(), token.encode())


def language(request: web.Request) -> Language:
    """The reader's choice, or the setting."""
    chosen = request.cookies.get(_LANGUAGE)
    return chosen if chosen in LANGUAGES else request.app[PARTS].language


def keep_language(response: web.StreamResponse, chosen: str) -> None:
    response.set_cookie(_LANGUAGE, chosen, max_age=_YEAR, httponly=True, samesite="Lax")


def _cookie(request: web.Request, name: str) -> str:
    """Its value, empty without one; ours are ASCII, the bytes of a header need not be text."""
    value = request.cookies.get(_name(request, name), "")
    return value if value.isascii() else ""


def _name(request: web.Request, name: str) -> str:
    # Browsers take a __Host- cookie from this very host only, and only by https.
    return f"__Host-{name}" if is_https(request) else name


def _set(
    request: web.Request, response: web.StreamResponse, name: str, value: str, age: int | None
) -> None:
    response.set_cookie(
        _name(request, name),
        value,
        max_age=age,
        path="/",
        secure=is_https(request),
        httponly=True,
        samesite="Strict",
    )
