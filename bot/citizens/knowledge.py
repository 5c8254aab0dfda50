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

from bot.citizens.served import told
from bot.errors import Overtaken, StoreError
from bot.processes.memory import give_back
from bot.store.entries import Entries
from faq import Category, Entry, Faq, categories, urgent
from faq.meant.alarm import make_ready

T = TypeVar("T")

log = structlog.get_logger()

_LOOK_SECONDS = 0.5  # a changed entry is in service within two seconds, whatever is being learned
_AGAIN = 120  # times that, until what failed is tried again

Soon = Callable[[Sequence[Entry], Faq | None], Faq]
Whole = Callable[[Sequence[Entry]], Faq]
Current = Sequence[tuple[Entry, int]]
"""The newest version of every entry, with its number."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Built whole, replaced whole: a turn sees one state of it."""

    faq: Faq
    entries: Mapping[str, Entry]
    versions: Mapping[str, int]
    categories: Sequence[Category]


@dataclass(frozen=True, slots=True)
class _Learned:
    """A search, and the entries that it has learned of."""

    faq: Faq
    of: Current

    def over(self, current: Current) -> Faq:
        """The search over these entries, as far as it goes without learning."""
        return self.faq if self.of is current else self.faq.standing(_entries(current))


class Library:
    """Holds the knowledge that is in service: what is changed at once, what is learned later.

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
        self._learned: _Learned | None = None
        self._current: Current = ()
        self._count = 0
        self._changed = asyncio.Event()
        self._replacing = asyncio.Lock()

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
        """Serve the store's newest versions, found by what is learned; learn if nothing is."""
        count = await self._entries.count()
        current = self._current = await self._entries.current()
        if self._learned is None:
            faq = await _aside(lambda: self._soon(_entries(current), None))
            self._learned = _Learned(faq, current)
        await self._replace()
        self._count = count
        self._changed.set()

    async def run(self) -> None:
        """Serve what is changed in the store and the best search there is, until cancelled."""
        async with told(self._entries.served, self._clock) as tell, asyncio.TaskGroup() as group:
            group.create_task(self._learn())
            while True:
                try:
                    if await self._entries.count() != self._count:
                        await self.refresh()
                        log.info("changed entries are in service")
                    await tell(self._count)
                except StoreError:
                    log.warning("the entries cannot be read now; the known ones stay in service")
                except Exception:
                    # The outermost loop of the knowledge: what is in service goes on answering.
                    log.exception("changed entries cannot be taken into service")
                    await asyncio.sleep(_AGAIN * self._pause)
                await asyncio.sleep(self._pause)

    async def _learn(self) -> None:
        """Learn what is in service, and anew whenever that has changed, until cancelled."""
        await _aside(make_ready)
        while True:
            self._changed.clear()
            try:
                while (build := self._unlearned()) is not None:
                    await self._learn_by(build)
            except Exception:
                # The outermost loop of learning: the search in service goes on answering.
                log.exception("the search could not be built anew")
                await asyncio.sleep(_AGAIN * self._pause)
            else:
                await self._changed.wait()

    def _unlearned(self) -> Whole | None:
        """How to learn what is not learned yet, the soonest first; None where all is."""
        learned = self._learned
        assert learned is not None
        if learned.of is not self._current:
            return lambda entries: self._soon(entries, learned.faq)
        return None if learned.faq.whole else self._whole

    async def _learn_by(self, build: Whole) -> None:
        current = self._current
        faq = await _aside(lambda: build(_entries(current)))
        self._learned = _Learned(faq, current)
        await self._replace()
        await asyncio.to_thread(give_back)
        if faq.whole:
            log.info("the search is complete", meaning=faq.meaning)

    async def _replace(self) -> None:
        """Put what is known by now into service, whether it was read or learned."""
        async with self._replacing:
            learned, current = self._learned, self._current
            assert learned is not None
            self._knowledge = await _aside(lambda: _known(learned, current))


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


def _known(learned: _Learned, current: Current) -> Knowledge:
    urgent("")  # its phrases take a while to be read: here, not in somebody's turn
    entries = {entry.id: entry for entry, _ in current}
    versions = {entry.id: version for entry, version in current}
    return Knowledge(learned.over(current), entries, versions, categories())


def _entries(current: Current) -> list[Entry]:
    return [entry for entry, _ in current]
