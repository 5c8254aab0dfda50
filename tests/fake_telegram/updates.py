"""Updates on their way to the bot, by long polling or by webhook."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.fake_telegram.mischief import Mischief
from tests.fake_telegram.refusal import Refusal, bad

_FIRST_RETRY = 0.02  # seconds; the real one begins with none, then 2


@dataclass(frozen=True)
class Hook:
    url: str
    secret: str = ""
    most: int = 40  # connections at a time


@dataclass
class Updates:
    """Kept until confirmed; `statuses` are the answers of the webhook, oldest first.

    `polls` counts the polls that came. What the mischief does to updates is not done by Telegram
    within one chat: there only a second copy comes late. `behind` are servers among which a proxy
    at the webhook's address shares the posts.
    """

    mischief: Mischief | None = None

    pending: list[dict[str, Any]] = field(default_factory=list)
    known: dict[int, dict[str, Any]] = field(default_factory=dict)
    offsets: list[int] = field(default_factory=list)
    allowed: list[str] | None = None
    hook: Hook | None = None
    statuses: list[int] = field(default_factory=list)
    polls: int = 0
    behind: list[str] = field(default_factory=list)
    _last: int = 700_000_000
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _queues: dict[object, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _pushers: dict[object, asyncio.Task[None]] = field(default_factory=dict)
    _repeats: set[asyncio.TimerHandle] = field(default_factory=set)
    _session: aiohttp.ClientSession | None = None
    _closed: bool = False

    @property
    def on_their_way(self) -> bool:
        """Whether anything is still to be delivered."""
        return bool(self.pending or self._repeats or any(self._queues.values()))

    def add(self, content: dict[str, Any]) -> int:
        """Queue an update; its id."""
        self._last += 1
        update = {"update_id": self._last, **content}
        self.known[self._last] = update
        kind = next(iter(content))
        if self.allowed and kind not in self.allowed:
            return self._last
        self._queue(update)
        after = self.mischief.repeated_after() if self.mischief else None
        if after is not None:
            self._repeat_later(self._last, after)
        return self._last

    def repeat(self, id: int) -> None:
        """Deliver an update once more, as after an answer that was lost."""
        self._queue(self.known[id])

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        if self.hook is not None:
            raise Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self._confirm(offset)
        self.polls += 1
        mine = self.polls
        self._more.set()
        try:
            async with asyncio.timeout(min(seconds, 50)):
                while not self.pending and mine == self.polls and not self._closed:
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            return []
        if mine != self.polls:
            raise Refusal(409, "Conflict: terminated by other getUpdates request")
        batch = self.pending[:limit]
        return self.mischief.mixed(batch, _chat_of) if self.mischief else batch

    def set_hook(self, url: str, secret: str, most: int) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname != "127.0.0.1":
            raise bad("bad webhook: HTTPS URL must be provided")
        if secret and not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
            raise bad("secret token contains unallowed characters")
        if not 1 <= most <= 100:
            raise bad("max_connections is out of range")
        self.hook = Hook(url, secret, most)
        self.polls += 1  # ends an open poll
        waiting, self.pending = self.pending, []
        self._more.set()
        for update in waiting:
            self._queue(update)

    def remove_hook(self) -> None:
        self.hook = None

    async def close(self) -> None:
        self._closed = True
        self._more.set()
        for timer in self._repeats:
            timer.cancel()
        for pusher in self._pushers.values():
            pusher.cancel()
        await asyncio.gather(*self._pushers.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _repeat_later(self, id: int, seconds: float) -> None:
        def again() -> None:
            self._repeats.discard(timer)
            self.repeat(id)

        timer = asyncio.get_running_loop().call_later(seconds, again)
        self._repeats.add(timer)

    def _queue(self, update: dict[str, Any]) -> None:
        if self.hook is None:
            self.pending.append(update)
            self._more.set()
            return
        key = _queue_of(update)
        self._queues[key].append(update)
        if key not in self._pushers or self._pushers[key].done():
            self._pushers[key] = asyncio.create_task(self._push(self._queues[key]))

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.offsets.append(offset)
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    async def _push(self, queue: list[dict[str, Any]]) -> None:
        pause = _FIRST_RETRY
        while queue:
            if self.mischief and pause == _FIRST_RETRY:
                await asyncio.sleep(self.mischief.held_for())
            if await self._pushed(queue[0]):
                queue.pop(0)
                pause = _FIRST_RETRY
            else:
                await asyncio.sleep(pause)
                pause = min(1.0, pause * 2)

    async def _pushed(self, update: dict[str, Any]) -> bool:
        if self.hook is None:
            self.pending.append(update)
            return True
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.hook.secret} if self.hook.secret else {}
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self.hook.most)
            )
        try:
            async with self._session.post(self._shared(), json=update, headers=headers) as response:
                self.statuses.append(response.status)
                return 200 <= response.status < 300
        except aiohttp.ClientError:
            self.statuses.append(0)
            return False

    def _shared(self) -> str:
        """Where the next post arrives."""
        assert self.hook is not None
        if not self.behind:
            return self.hook.url
        self.behind.append(self.behind.pop(0))
        return self.behind[-1] + urlsplit(self.hook.url).path


def _queue_of(update: dict[str, Any]) -> object:
    """One queue per chat for messages, another per user for presses."""
    if "callback_query" in update:
        return ("press", update["callback_query"]["from"]["id"])
    return _chat_of(update)


def _chat_of(update: dict[str, Any]) -> object:
    content = next((value for value in update.values() if isinstance(value, dict)), {})
    return content.get("message", content).get("chat", {}).get("id")
