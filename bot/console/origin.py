"""Where a request comes from, and how: the client's address, the scheme, our own address."""

from __future__ import annotations

from aiohttp import web
from yarl import URL

from bot.console.parts import PARTS, PREFIX


def ip(request: web.Request) -> str:
    """The client's address: what our proxy says last, where there is one."""
    if request.app[PARTS].trusted_proxy:
        forwarded = _last(request, "X-Forwarded-For")
        if forwarded:
            return forwarded
    return request.remote or ""


def is_https(request: web.Request) -> bool:
    """Whether the browser reached us by https, with or without a proxy that says so."""
    parts = request.app[PARTS]
    if request.secure:
        return True
    if parts.trusted_proxy:
        forwarded = _last(request, "X-Forwarded-Proto")
        if forwarded:
            return forwarded == "https"
    public = URL(parts.public_url) if parts.public_url else None
    return public is not None and public.scheme == "https" and public.host == _host(request)


def base_url(request: web.Request) -> str:
    """Our address for links that are handed on."""
    parts = request.app[PARTS]
    scheme = "https" if is_https(request) else "http"
    return parts.public_url or f"{scheme}://{request.host}"


def own_path(target: str | None) -> str:
    """Where to go on: a page of the console, the queue instead of anything else."""
    try:
        url = URL(target or "")
    except ValueError:
        return f"{PREFIX}/"
    if url.scheme or url.absolute or not url.path.startswith(f"{PREFIX}/"):
        return f"{PREFIX}/"
    return str(url)


def _last(request: web.Request, header: str) -> str:
    """What our proxy wrote: it may add a line of its own below the lines that a client sent."""
    return ",".join(request.headers.getall(header, [])).rpartition(",")[2].strip()


def _host(request: web.Request) -> str | None:
    try:
        return URL(f"//{request.host}").host
    except ValueError:
        return None
