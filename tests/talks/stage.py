"""A whole core with the real search over the shipped entries, for one talk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.store.opening import connect
from bot.store.schema import migrate
from faq import Entry, Faq, seed
from faq.learning.shelf import Shelf
from tests.fakes import SetClock
from tests.town import SERVICE, Town


@asynccontextmanager
async def stage(file: Path) -> AsyncIterator[Town]:
    """A town on a database of its own."""
    clock = SetClock()
    database = await connect(str(file))
    try:
        await migrate(database, clock())
        yield await Town.build(
            database, clock, seed(), search=_search, service=replace(SERVICE, handover="sure")
        )
    finally:
        await database.close()


@cache
def search() -> Faq:
    """The search over the shipped entries, learned once."""
    return Faq(seed(), shelf=Shelf.usual())


def _search(entries: Sequence[Entry], before: Faq | None) -> Faq:
    return search()
