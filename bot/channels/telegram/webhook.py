"""Takes updates that Telegram posts to our server."""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web

from bot.errors import StoreError

log = structlog.get_logger()

PATH = "/telegram/webhook"
_LARGEST = 1024 * 1024
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """200 only when the update was taken: anything else makes Telegram send it again."""

    def __init__(self, secret: str, take: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._secret = secret.encode()
        self._take = take

    async def handle(self, request: web.Request) -> web.Response:
        given = request.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        body = await _body(request)
        if body is None:
            return web.Response(status=413)
        update = _update(body)
        if update is None:
            return web.Response(status=400)
        try:
            await self._take(update)
        except StoreError as error:
            log.error("telegram: the store failed, the update comes again", why=str(error))
            return web.Response(status=503)
        return web.Response()


async def _body(request: web.Request) -> bytes | None:
    """The whole body; None when it is too large."""
    if (request.content_length or 0) > _LARGEST:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > _LARGEST:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    return update
