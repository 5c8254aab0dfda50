"""The files that came along, for those who are logged in."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from bot.console.parts import PARTS, Visitor
from bot.console.talk import is_shown
from bot.model import Attachment


async def attachment(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    """Photos and voice in the page, anything else only to be saved."""
    found = await request.app[PARTS].messages.attachment(request.match_info["id"])
    if found is None:
        raise web.HTTPNotFound
    shown = is_shown(found.mime) != "link"
    headers = {
        # Were it a page after all, it could do nothing.
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Content-Type": found.mime if shown else "application/octet-stream",
        "Accept-Ranges": "bytes",
    }
    if not shown:
        name = quote(found.name or found.id, safe="")
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return _part(request, found, headers)


def _part(request: web.Request, found: Attachment, headers: dict[str, str]) -> web.Response:
    """The bytes asked for: Safari plays audio only from servers that send parts."""
    size = len(found.content)
    try:
        asked = request.http_range
    except ValueError:
        asked = slice(None)
    if asked.start is None:
        return web.Response(body=found.content, headers=headers)
    start, stop, _ = asked.indices(size)
    if start >= stop:
        headers = {**headers, "Content-Range": f"bytes */{size}"}
        return web.Response(status=416, headers=headers)
    headers = {**headers, "Content-Range": f"bytes {start}-{stop - 1}/{size}"}
    return web.Response(status=206, body=found.content[start:stop], headers=headers)
