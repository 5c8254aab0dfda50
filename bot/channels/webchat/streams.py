"""The open event streams, by visitor."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_MOST = 4  # of one visitor; the oldest makes way, so a dead one never locks anybody out


class Stream:
    """One open page: it is told that something changed, never what."""

    def __init__(self) -> None:
        self._told = asyncio.Event()
        self.ended = False

    def nudge(self) -> None:
        self._told.set()

    def end(self) -> None:
        self.ended = True
        self._told.set()

    async def nudged(self, seconds: float) -> bool:
        """Whether something changed within so many seconds."""
        try:
            async with asyncio.timeout(seconds):  # wait_for may swallow a cancellation
                await self._told.wait()
        except TimeoutError:
            return False
        self._told.clear()
        return True


class Streams:
    def __init__(self) -> None:
        self._of: dict[str, list[Stream]] = {}
        self.closed = False

    @contextmanager
    def opened(self, visitor: str) -> Iterator[Stream]:
        stream = Stream()
        open_ones = self._of.setdefault(visitor, [])
        open_ones.append(stream)
        for oldest in open_ones[:-_MOST]:
            oldest.end()
        if self.closed:
            stream.end()
        try:
            yield stream
        finally:
            open_ones.remove(stream)
            if not open_ones:
                self._of.pop(visitor, None)

    def nudge(self, visitor: str) -> None:
        for stream in self._of.get(visitor, ()):
            stream.nudge()

    def close(self) -> None:
        """End all streams, and each that is opened after this."""
        self.closed = True
        for open_ones in self._of.values():
            for stream in open_ones:
                stream.end()
