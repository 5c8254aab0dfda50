"""Trying again, with growing pauses."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram.failures import advice, words
from bot.channels.telegram.transport import Flooded

log = structlog.get_logger()

Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")

_FIRST = 1.0  # seconds
_LONGEST = 60.0
_BY_HAND = 300.0  # where only a change of the settings helps


def growing() -> Iterator[float]:
    """Seconds to wait, without end; jittered, so that what failed together comes back apart."""
    pause = _FIRST
    while True:
        yield random.uniform(pause / 2, pause)
        pause = min(_LONGEST, pause * 2)


async def persistently(step: Callable[[], Awaitable[T]], what: str, sleep: Sleep) -> T:
    """Try until Telegram does it; every failure is logged with what to do about it."""
    pauses = growing()
    while True:
        try:
            return await step()
        except TelegramError as error:
            pause = _pause(error, next(pauses))
            log.error(
                f"telegram: {what} failed",
                why=words(error),
                do=advice(error),
                again_in=round(pause, 1),
            )
            await sleep(pause)
        except Exception:
            # The outermost loop: whatever the server answered, it must not end the channel.
            log.exception(f"telegram: {what} failed")
            await sleep(next(pauses))


def _pause(error: TelegramError, pause: float) -> float:
    match error:
        case InvalidToken() | BadRequest():
            return max(_BY_HAND, pause)
        case Flooded():
            return max(error.seconds, pause)
    return pause
