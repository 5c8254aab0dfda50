"""When the next message may go: Telegram's published limits, kept from below."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

# About 30 messages a second in all, evenly: bursts are what Telegram answers with 429. In any
# second at most 28.7 + 1.3; the 1.3 keeps a timer that fires late, and a message held back until
# another is noted, from costing much.
OVERALL_RATE = 28.7
OVERALL_BURST = 1.3
# One a second in one chat, with small bursts; 20 a minute in a group. A little longer than
# published, for messages that catch up with each other on their way.
CHAT_MOST, CHAT_SECONDS = 5, 5.15
GROUP_MOST, GROUP_SECONDS = 20, 61.5

_NOTHING = 1e-6  # seconds, which no clock is exact to
_MANY = 1000  # chats, before those that are quiet are forgotten


class Bucket:
    """An even flow: in any `t` seconds at most `burst + rate * t`."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = float("-inf")

    def wait(self, now: float) -> float:
        """Seconds until the next may go."""
        self._fill(now)
        return max(0.0, (1 - self._tokens) / self._rate)

    def take(self, now: float) -> None:
        self._fill(now)
        self._tokens -= 1

    def _fill(self, now: float) -> None:
        passed = max(0.0, now - self._at)
        self._tokens = min(self._burst, self._tokens + passed * self._rate)
        self._at = max(self._at, now)


class Window:
    """At most `most` in any `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        """Seconds until the next may go."""
        if len(self._times) < (self._times.maxlen or 0):
            return 0.0
        return max(0.0, self._times[0] + self._seconds - now)

    def take(self, now: float) -> None:
        self._times.append(now)

    def is_quiet(self, now: float) -> bool:
        return not self._times or self._times[-1] + self._seconds <= now


class Pace:
    """All limits at once. Telegram's own word (`pause`) outranks them; groups have ids below 0."""

    def __init__(self, limited: bool = True) -> None:
        """Without limits only Telegram's own word counts."""
        self._limited = limited
        self._overall = Bucket(OVERALL_RATE, OVERALL_BURST)
        self._chats: dict[int, tuple[Window, ...]] = {}
        self._paused: dict[int | None, float] = {}

    def wait(self, chat: int, now: float) -> float:
        """Seconds until a message to this chat may go; 0 is now."""
        pauses = [self._paused.get(chat, now) - now, self._paused.get(None, now) - now]
        windows = [window.wait(now) for window in self._chats.get(chat, ())]
        wait = max(*pauses, *windows, self._overall.wait(now) if self._limited else 0.0)
        return wait if wait > _NOTHING else 0.0

    def take(self, chat: int, now: float) -> None:
        """Count a message that goes now."""
        if not self._limited:
            return
        if len(self._chats) >= _MANY:
            self._forget(now)
        self._overall.take(now)
        for window in self._chats.setdefault(chat, tuple(_windows(chat))):
            window.take(now)

    def pause(self, chat: int, seconds: float, now: float) -> bool:
        """Obey a `retry_after` for this chat; True if for all, since another chat waits already."""
        self._paused = {who: until for who, until in self._paused.items() if until > now}
        everyone = any(who != chat for who in self._paused)
        for who in (chat, None) if everyone else (chat,):
            self._paused[who] = max(now + seconds, self._paused.get(who, now))
        return everyone

    def _forget(self, now: float) -> None:
        self._chats = {
            chat: windows
            for chat, windows in self._chats.items()
            if not all(window.is_quiet(now) for window in windows)
        }


def _windows(chat: int) -> Iterator[Window]:
    yield Window(CHAT_MOST, CHAT_SECONDS)
    if chat < 0:
        yield Window(GROUP_MOST, GROUP_SECONDS)
