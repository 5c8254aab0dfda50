"""What goes wrong on purpose: single failures, limits on floods."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fake_telegram.refusal import Refusal


@dataclass(frozen=True)
class Fault:
    """One failing call. `after` lets the call take effect first; `reset` drops the connection."""

    status: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, int] = field(default_factory=dict)
    reset: bool = False
    after: bool = False

    def refusal(self) -> Refusal:
        return Refusal(self.status, self.description, **self.parameters)


@dataclass
class Flood:
    """Telegram's usual limits: all chats a second, a private burst, a group a minute.

    `broken` counts the messages that were too many.
    """

    overall: int = 33
    private: int = 5
    group: int = 20
    broken: int = 0
    _times: dict[object, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat: int) -> None:
        """Count one message; Refusal when it is one too many."""
        self._count("all", self.overall, 1.0)
        if chat > 0:
            self._count(chat, self.private, self.private)
        else:
            self._count(chat, self.group, 60.0)

    def _count(self, key: object, most: int, seconds: float) -> None:
        now, times = time.monotonic(), self._times[key]
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= most:
            wait = max(1, round(times[0] + seconds - now))
            self.broken += 1
            raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        times.append(now)
