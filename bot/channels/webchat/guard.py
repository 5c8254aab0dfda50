"""What browsers are told, and asked, for safety."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

_COMMON = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}

# Anybody may frame the chat page: embedding is a feature, and nothing in it costs one a click.
PAGE_HEADERS = _COMMON | {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    ),
}

OTHER_HEADERS = _COMMON | {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


def is_own(request: web.Request, public_url: str | None) -> bool:
    """Whether a page of ours made this request; other sites' pages cannot claim that."""
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    asked_by = request.headers.get("Origin") or request.headers.get("Referer") or ""
    origin = _origin(asked_by)
    if origin is None:
        return False
    return origin[1] == request.host or origin == _origin(public_url or "")


def _origin(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return parts.scheme, parts.netloc.lower()
