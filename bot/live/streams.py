"""Open event streams to pages, which are told that something changed, never what."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from aiohttp import web

HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}
_HEARTBEAT = 20.0  # seconds; proxies end what is silent for a minute


class Stream:
    """One open page."""

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

    async def flow(
        self, request: web.Request, response: web.StreamResponse, pause: float = 0.0
    ) -> None:
        """Tell the page until it is gone or the stream ends, at most once in `pause` seconds."""
        await response.prepare(request)
        with suppress(ConnectionResetError):  # the page is gone
            await response.write(b": hello\n\n")
            while not self.ended:
                changed = await self.nudged(_HEARTBEAT)
                await response.write(b"event: changed\ndata: -\n\n" if changed else b": -\n\n")
                await asyncio.sleep(pause)


class Streams:
    """Streams by what their pages show; of too many of one kind the oldest makes way, so that a
    dead one never locks anybody out.
    """

    def __init__(self, most: int) -> None:
        self._of: dict[str, list[Stream]] = {}
        self._most = most
        self.closed = False

    @contextmanager
    def opened(self, shown: str) -> Iterator[Stream]:
        stream = Stream()
        open_ones = self._of.setdefault(shown, [])
        open_ones.append(stream)
        for oldest in open_ones[: -self._most]:
            oldest.end()
        if self.closed:
            stream.end()
        try:
            yield stream
        finally:
            open_ones.remove(stream)
            if not open_ones:
                self._of.pop(shown, None)

    def nudge(self, shown: str | None) -> None:
        """Tell the pages that show this, with None all of them."""
        for open_ones in self._of.values() if shown is None else [self._of.get(shown, [])]:
            for stream in open_ones:
                stream.nudge()

    def close(self) -> None:
        """End all streams, and each that is opened after this."""
        self.closed = True
        for open_ones in self._of.values():
            for stream in open_ones:
                stream.end()
