"""Threads that do jobs of an event loop, of those that wait many at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from bot.together import Done, tell

Work = TypeVar("Work")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job(Generic[Work, T]):
    work: Work
    loop: asyncio.AbstractEventLoop
    told: asyncio.Future[T]


class Workers(Generic[Work, T]):
    """`do_all` gives what became of each job, in order, and raises nothing.

    A loop is woken once for all of its jobs in a group: waking it costs more than most jobs.
    """

    def __init__(
        self,
        name: str,
        do_all: Callable[[Sequence[Work]], Sequence[Done[T]]],
        threads: int = 1,
        together: int = 1,
    ) -> None:
        self._do_all = do_all
        self._together = together
        self._jobs: SimpleQueue[_Job[Work, T] | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._run, name=name) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    async def done(self, work: Work) -> T:
        """Have it done; its result, or its error raised."""
        loop = asyncio.get_running_loop()
        told: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, loop, told))
        return await told

    def end(self) -> None:
        """Do what waits, then end; returns when it has."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        last = False
        while not last and (job := self._jobs.get()) is not None:
            group, last = self._drained(job)
            wanted = [job for job in group if not job.told.cancelled()]
            outcomes = self._do_all([job.work for job in wanted])
            done = list(zip(wanted, outcomes, strict=True))
            for loop in {job.loop for job in wanted}:
                told = [(job.told, outcome) for job, outcome in done if job.loop is loop]
                with suppress(RuntimeError):  # the loop has ended meanwhile
                    loop.call_soon_threadsafe(tell, told)

    def _drained(self, job: _Job[Work, T]) -> tuple[list[_Job[Work, T]], bool]:
        """What waits, and whether this thread is to end after it."""
        group = [job]
        with suppress(Empty):
            while len(group) < self._together:
                following = self._jobs.get_nowait()
                if following is None:
                    return group, True
                group.append(following)
        return group, False
