"""A platform on a bad day: calls that fail, updates that come twice, late and out of order."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from random import Random
from typing import Any

from tests.fake_telegram.faults import Fault

_RETRY_AFTER = (1, 2, 3)  # seconds
_REPEATED_WITHIN = 8.0
_HELD_AT_MOST = 3.0

Update = dict[str, Any]


class Mischief:
    """Everything comes of the seed; `counts` says what was done, `disobeyed` which calls came
    to a chat before the time that a 429 had named.
    """

    def __init__(
        self, seed: int, calls: float = 0.1, twice: float = 0.05, late: float = 0.05
    ) -> None:
        self._random = Random(seed)
        self._calls, self._twice, self._late = calls, twice, late
        self._not_before: dict[int, float] = defaultdict(float)
        self.counts: Counter[str] = Counter()
        self.disobeyed: list[str] = []

    def fault(self, method: str, chat: int | None) -> Fault | None:
        """What befalls a call, if anything."""
        now = time.monotonic()
        if chat is not None and now < self._not_before[chat]:
            self.disobeyed.append(f"{method} {self._not_before[chat] - now:.2f} s too early")
        if self._random.random() >= self._calls:
            return None
        fault = self._random.choice((self._flooded, self._broken, self._broken, self._reset))()
        if chat is not None and fault.parameters:
            self._not_before[chat] = now + fault.parameters["retry_after"]
        what = "reset" if fault.reset else str(fault.status)
        self.counts[f"{what} after it took effect" if fault.after else what] += 1
        return fault

    def repeated_after(self) -> float | None:
        """The seconds after which an update comes once more, if it does."""
        if self._random.random() >= self._twice:
            return None
        self.counts["update twice"] += 1
        return self._random.uniform(0, _REPEATED_WITHIN)

    def held_for(self) -> float:
        """The seconds for which an update is late, with all that its chat sends after it."""
        late = self._random.random() < self._late
        self.counts["update late"] += late
        return self._random.uniform(0, _HELD_AT_MOST) if late else 0.0

    def mixed(self, updates: list[Update], chat_of: Callable[[Update], object]) -> list[Update]:
        """The same updates in another order, but for those of one chat among each other."""
        chats = list(map(chat_of, updates))
        self._random.shuffle(chats)
        queues: dict[object, list[Update]] = defaultdict(list)
        for update in updates:
            queues[chat_of(update)].append(update)
        return [queues[chat].pop(0) for chat in chats]

    def _flooded(self) -> Fault:
        wait = self._random.choice(_RETRY_AFTER)
        said = f"Too Many Requests: retry after {wait}"
        return Fault(429, said, parameters={"retry_after": wait})

    def _broken(self) -> Fault:
        status = self._random.choice((500, 502))
        return Fault(status, after=self._random.random() < 0.5)

    def _reset(self) -> Fault:
        return Fault(reset=True, after=self._random.random() < 0.5)
