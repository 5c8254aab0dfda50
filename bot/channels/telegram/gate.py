"""Lets calls to the Bot API through when their turn has come."""

from __future__ import annotations

import asyncio
import time
from bisect import insort
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.channels.port import May
from bot.channels.telegram.pacing import Pace
from bot.channels.telegram.transport import Flooded, NotConnected

Later = Callable[[float, Callable[[], None]], Any]
"""Call a function after so many seconds; what it gives can be cancelled."""


@dataclass(frozen=True, slots=True)
class Permit:
    """How urgent a call is (0 goes first), and whether it may go when its turn has come."""

    priority: int
    may: May


@dataclass(order=True, slots=True)
class _Waiter:
    priority: int
    number: int
    chat: int = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Gate(BaseRateLimiter[Permit]):
    """Only calls about a chat are counted; the library hands every call over to be let through.

    While a message that arrived is not written down (between `hold` and `release`) no other goes:
    whoever is killed then repeats that one only. Without limits nobody is held back.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        later: Later | None = None,
        limited: bool = True,
    ) -> None:
        self._now = now
        self._later = later
        self._pace = Pace(limited)
        self._limited = limited
        self._held = 0
        self._waiting: list[_Waiter] = []
        self._numbers = count()
        self._timer: Any = None

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        return None

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Permit | None,
    ) -> Any:
        if "chat_id" not in data:
            return await callback(*args, **kwargs)
        chat = int(data["chat_id"])
        await self._turn(chat, rate_limit_args.priority if rate_limit_args else 0)
        if rate_limit_args is not None and not rate_limit_args.may():
            raise NotConnected("another process may send by now")
        try:
            return await callback(*args, **kwargs)
        except Flooded as error:
            everyone = self._pace.pause(chat, error.seconds, self._now())
            raise Flooded(error.seconds, everyone) from None

    def hold(self) -> None:
        """A message arrived."""
        self._held += 1

    def release(self) -> None:
        """It is written down."""
        self._held -= 1
        self._let_through()

    async def _turn(self, chat: int, priority: int) -> None:
        """Return when a call about this chat may go."""
        turn = asyncio.get_running_loop().create_future()
        insort(self._waiting, _Waiter(priority, next(self._numbers), chat, turn))
        self._let_through()
        await turn

    def _let_through(self) -> None:
        """Let everybody go whose time has come, and look again when the next one's comes."""
        if self._limited and self._held > 0:
            return  # `release` looks again
        now, waits = self._now(), []
        for waiter in self._waiting:
            if waiter.turn.done():  # given up meanwhile
                continue
            wait = self._pace.wait(waiter.chat, now)
            if wait > 0:
                waits.append(wait)
            else:
                self._pace.take(waiter.chat, now)
                waiter.turn.set_result(None)
        self._waiting = [waiter for waiter in self._waiting if not waiter.turn.done()]
        if self._timer is not None:
            self._timer.cancel()
        later = self._later or asyncio.get_running_loop().call_later
        self._timer = later(min(waits), self._let_through) if waits else None
