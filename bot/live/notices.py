"""What changed, told to all processes at once."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from bot.errors import StoreError
from bot.model.ids import new_id

log = structlog.get_logger()

OUTBOX, TICKET, TALK = "outbox", "ticket", "talk"  # what changed

_AT_ONCE = 50  # notices in one text, which PostgreSQL takes up to 8,000 bytes long
_PAUSE = 0.05  # seconds between two sendings, for what happens meanwhile goes together
_STORE_PAUSE = 1.0
_LAST_SECONDS = 1.0  # for what is not sent yet when the program ends

Hear = Callable[[str | None], None]
"""Hears the key of what changed, an id of ours; None if anything may have changed."""


class Wire(Protocol):
    """Carries texts to every process, our own too."""

    async def send(self, texts: Sequence[str]) -> None:
        """StoreError if that cannot be done."""
        ...

    async def listen(self, hear: Callable[[str], None], anew: Callable[[], None]) -> None:
        """Hear until cancelled; `anew`: from now on, what was said before may be missed."""
        ...


class Notices:
    """Hints, no messages: who hears one reads anew, so that one too many does no harm.

    They are told after the commit, by who committed, and go to the other processes together. Within
    the transactions themselves each commit would wait for the one before it, since NOTIFY is locked
    as a whole (measured: 580 small transactions a second in the place of 1,050, told afterwards as
    many as without). What a killed process did not tell is found by those who look from time to
    time, as couriers and pages do. Without a wire notices stay in this process.
    """

    def __init__(
        self, wire: Wire | None, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._wire = wire
        self._sleep = sleep
        self._we = new_id()
        self._hearers: dict[str, list[Hear]] = defaultdict(list)
        self._unsent: dict[tuple[str, str | None], None] = {}
        self._more = asyncio.Event()

    def hear(self, topic: str, hear: Hear) -> None:
        """Call `hear` whenever something of this topic changes, in whichever process."""
        self._hearers[topic].append(hear)

    def tell(self, topic: str, key: str | None = None) -> None:
        """Say what has changed: here at once, elsewhere in a moment."""
        self._pass_on(topic, key)
        if self._wire is not None:
            self._unsent[topic, key] = None
            self._more.set()

    def committed(self, ticket: str | None = None) -> None:
        """Messages may wait in the outbox, and this ticket, if one is given, has changed."""
        self.tell(OUTBOX)
        if ticket is not None:
            self.tell(TICKET, ticket)

    async def run(self) -> None:
        """Join this process with the others until cancelled."""
        if self._wire is None:
            return
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._wire.listen(self._heard, self._anew))
                group.create_task(self._send())
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_SECONDS):
                    await self._send_all()

    async def _send(self) -> None:
        while True:
            await self._more.wait()
            self._more.clear()
            await self._sleep(_PAUSE if await self._send_all() else _STORE_PAUSE)

    async def _send_all(self) -> bool:
        assert self._wire is not None
        unsent, self._unsent = list(self._unsent), {}
        texts = [json.dumps({"by": self._we, "of": some}) for some in _parts(unsent)]
        try:
            if texts:
                await self._wire.send(texts)
        except StoreError as error:
            log.warning("notices not sent, trying again", why=str(error))
            # However long that lasts, it is kept short: it was something of each topic.
            self._unsent.update({(topic, None): None for topic, _ in unsent})
            self._more.set()
            return False
        return True

    def _heard(self, text: str) -> None:
        try:
            notice = json.loads(text)
            by, changes = notice["by"], [(str(topic), key) for topic, key in notice["of"]]
        except (ValueError, TypeError, KeyError):  # said by another release, or by hand
            self._anew()
            return
        if by != self._we:
            for topic, key in changes:
                self._pass_on(topic, key)

    def _anew(self) -> None:
        for topic in self._hearers:
            self._pass_on(topic, None)

    def _pass_on(self, topic: str, key: str | None) -> None:
        for hear in self._hearers[topic]:
            hear(key)


def _parts(
    unsent: Sequence[tuple[str, str | None]],
) -> Iterator[Sequence[tuple[str, str | None]]]:
    for start in range(0, len(unsent), _AT_ONCE):
        yield unsent[start : start + _AT_ONCE]
