"""Does jobs that wait at the same time together, which costs less than one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Work = TypeVar("Work")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What became of a job: a result, or an error."""

    result: T | None = None
    error: BaseException | None = None


def succeeded(result: T) -> Done[T]:
    return Done(result=result)


def failed(error: BaseException) -> Done[Any]:
    return Done(error=error)


def tell(told: Sequence[tuple[asyncio.Future[Any], Done[Any]]]) -> None:
    """Let everybody know who still wants to."""
    for future, outcome in told:
        if future.done():  # given up meanwhile
            continue
        if outcome.error is not None:
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome.result)


class Together(Generic[Work, T]):
    """For the tasks of one loop. Who comes while others' jobs are done goes with the next group.

    `do_all` gives what became of each job, in order; what it raises, all of them hear.
    """

    def __init__(
        self, do_all: Callable[[Sequence[Work]], Awaitable[Sequence[Done[T]]]], most: int
    ) -> None:
        self._do_all = do_all
        self._most = most
        self._waiting: list[tuple[Work, asyncio.Future[T]]] = []
        self._working: asyncio.Task[None] | None = None

    async def done(self, work: Work) -> T:
        """Have it done; its result, or its error raised."""
        told: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, told))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await told

    async def _work(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            wanted = [(work, told) for work, told in group if not told.done()]
            outcomes = await self._outcomes([work for work, _ in wanted])
            tell([(told, outcome) for (_, told), outcome in zip(wanted, outcomes, strict=True)])

    async def _outcomes(self, works: Sequence[Work]) -> Sequence[Done[T]]:
        try:
            return await self._do_all(works) if works else []
        except Exception as error:
            return [failed(error) for _ in works]
