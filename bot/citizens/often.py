"""Which entries citizens are given most, so that those are shown first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.store.messages import Messages

_KEPT = timedelta(minutes=10)
_LOOKED_AT = 2000  # answers, the latest ones


class Often:
    """Counted anew every few minutes: nobody waits for it but one."""

    def __init__(self, messages: Messages, clock: Callable[[], datetime]) -> None:
        self._messages = messages
        self._clock = clock
        self._until: datetime | None = None
        self._ids: Sequence[str] = ()

    async def now(self) -> Sequence[str]:
        """The ids of entries, the one given most first."""
        now = self._clock()
        if self._until is None or now >= self._until:
            self._until = now + _KEPT
            given = await self._messages.given_lately(_LOOKED_AT)
            self._ids = [id for id, _ in Counter(given).most_common()]
        return self._ids
