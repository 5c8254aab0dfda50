"""The knowledge base as it is served: entries of the store behind a search engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from typing import TypeVar, cast

import structlog

from bot.errors import Overtaken, StoreError
from bot.processes.memory import give_back
from bot.store.entries import Entries
from faq import Category, Entry, Faq, categories, urgent
from faq.meant.alarm import make_ready

T = TypeVar("T")

log = structlog.get_logger()

_LOOK_SECONDS = 2.0  # a changed entry is in service within five
_AGAIN = 30  # times that, until what failed is tried again

Soon = Callable[[Sequence[Entry], Faq | None], Faq]
Whole = Callable[[Sequence[Entry]], Faq]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Built whole, replaced whole: a turn sees one state of it."""

    faq: Faq
    entries: Mapping[str, Entry]
    versions: Mapping[str, int]
    categories: Sequence[Category]


class Library:
    """Holds the knowledge that is in service.

    `soon` builds a search within seconds, from the one in service if there is one; `whole` takes
    its time for the best one.
    """

    def __init__(
        self,
        entries: Entries,
        clock: Callable[[], datetime],
        soon: Soon,
        whole: Whole,
        pause: float = _LOOK_SECONDS,
    ) -> None:
        self._entries = entries
        self._clock = clock
        self._soon = soon
        self._whole = whole
        self._pause = pause
        self._knowledge: Knowledge | None = None
        self._count = 0

    @property
    def knowledge(self) -> Knowledge:
        """What is in service; only after `refresh`."""
        assert self._knowledge is not None
        return self._knowledge

    async def seed(self, seeds: Callable[[], Sequence[Entry]]) -> int:
        """Load the shipped entries into an empty store; how many."""
        if await self._entries.count():
            return 0
        entries = await asyncio.to_thread(seeds)
        try:
            return await self._entries.load(entries, "danhoi", self._clock())
        except Overtaken:  # by a process that started at the same time
            return 0

    async def refresh(self) -> None:
        """Serve the store's newest versions, as well as can be done soon."""
        count = await self._entries.count()
        before = self._knowledge.faq if self._knowledge else None
        await self._serve(lambda entries: self._soon(entries, before))
        self._count = count

    async def run(self) -> None:
        """Serve the best search there is, and what is changed in the store, until cancelled."""
        await _aside(make_ready)
        while True:
            pause = self._pause
            try:
                if await self._entries.count() != self._count:
                    await self.refresh()
                    log.info("changed entries are in service")
                elif not self.knowledge.faq.whole:
                    await self._serve(self._whole)
            except StoreError:
                log.warning("the entries cannot be read now; the known ones stay in service")
            except Exception:
                # The outermost loop of the knowledge: what is in service goes on answering.
                log.exception("the search could not be built anew")
                pause = _AGAIN * self._pause
            await asyncio.sleep(pause)

    async def _serve(self, build: Callable[[Sequence[Entry]], Faq]) -> None:
        current = await self._entries.current()
        self._knowledge = await _aside(lambda: _built(current, build))
        await asyncio.to_thread(give_back)
        if self._knowledge.faq.whole:
            log.info("the search is complete", meaning=self._knowledge.faq.meaning)


async def _aside(work: Callable[[], T]) -> T:
    """Work in a thread that the end of the program does not wait for: learning takes a while."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(cast(T, result))

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as failure:
            error = failure
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, result, error)

    Thread(target=run, name="learning", daemon=True).start()
    return await done


def _built(
    current: Sequence[tuple[Entry, int]], build: Callable[[Sequence[Entry]], Faq]
) -> Knowledge:
    urgent("")  # its phrases take a while to be read: here, not in somebody's turn
    entries = {entry.id: entry for entry, _ in current}
    versions = {entry.id: version for entry, version in current}
    return Knowledge(build(list(entries.values())), entries, versions, categories())
