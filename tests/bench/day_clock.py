"""A clock on which the quiet time between two bursts of work is jumped over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic


class JumpingClock:
    """Runs like any other, so that leases hold while there is work; `reach` leaps to a moment."""

    def __init__(self, begin: datetime) -> None:
        self._begin = begin
        self._started = monotonic()
        self._leapt = timedelta(0)

    def __call__(self) -> datetime:
        return self._begin + timedelta(seconds=monotonic() - self._started) + self._leapt

    def reach(self, moment: datetime) -> None:
        """Go on from there, unless that is past."""
        self._leapt += max(moment - self(), timedelta(0))


def morning() -> datetime:
    """Eight o'clock in Vietnam: the busiest hours come first, and what they need is there then."""
    return datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0)
