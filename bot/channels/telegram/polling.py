"""Takes updates by long polling."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.channels.telegram.pauses import Sleep, persistently

_HOLD_SECONDS = 50  # the server holds a poll at most so long
_LAST_SECONDS = 5.0  # for turns that are under way when polling ends

TakeBatch = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class Poller:
    """A batch is confirmed with the next poll, so only when all of it was taken.

    It asks past the library's get_updates, where one unreadable update spoils its whole batch.
    """

    def __init__(
        self,
        request: BaseRequest,
        base_url: str,
        allowed: Sequence[str],
        take_batch: TakeBatch,
        sleep: Sleep,
    ) -> None:
        self._request = request
        self._base_url = base_url
        self._allowed = json.dumps(allowed)
        self._take_batch = take_batch
        self._sleep = sleep

    async def run(self) -> None:
        """Poll until cancelled."""
        updates: list[dict[str, Any]] = []
        while True:
            updates = await self._next(updates)
            await self._taken(updates)

    async def _taken(self, updates: Sequence[dict[str, Any]]) -> None:
        """Take a batch; when cancelled meanwhile, finish its turns if they end soon."""
        taking = asyncio.ensure_future(self._take_batch(updates))
        try:
            await asyncio.shield(taking)
        except asyncio.CancelledError:
            patience = asyncio.ensure_future(self._sleep(_LAST_SECONDS))
            await asyncio.wait({taking, patience}, return_when=asyncio.FIRST_COMPLETED)
            patience.cancel()
            taking.cancel()
            await asyncio.gather(taking, patience, return_exceptions=True)
            raise

    async def _next(self, taken: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        # Sent once only: after a week without updates the next id may be a smaller one.
        offset = max((update["update_id"] for update in taken), default=-1) + 1
        return await persistently(lambda: self._poll(offset), "polling", self._sleep)

    async def _poll(self, offset: int) -> list[dict[str, Any]]:
        asked = {"timeout": _HOLD_SECONDS, "allowed_updates": self._allowed}
        if offset:
            asked["offset"] = offset
        address = f"{self._base_url}/getUpdates?{urlencode(asked)}"
        updates = await self._request.post(address, read_timeout=_HOLD_SECONDS + 15)
        if not isinstance(updates, list) or not all(map(_is_update, updates)):
            raise NetworkError("this is no Bot API server")
        return updates


def _is_update(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
