"""The knowledge in service: there soon, complete later, and never older than the store for long."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest

from bot.citizens.knowledge import Library
from bot.store.entries import Entries
from faq import Entry, Faq
from tests.fakes import ENTRIES, START, SetClock, WordFaq, entry, word_search

NEW = entry("wifi", "wifi miễn phí ở đâu", "Ở nhà văn hóa.")


class Builds:
    """Counts what is built, and lets a test wait for it."""

    def __init__(self) -> None:
        self.soon_from: list[Faq | None] = []
        self.soon = asyncio.Queue[int]()
        self.whole = asyncio.Queue[int]()
        self.errors: list[Exception] = []
        self.kept = False

    def build_soon(self, entries: Sequence[Entry], before: Faq | None) -> Faq:
        self.soon_from.append(before)
        if before is not None:
            self._loop.call_soon_threadsafe(self.soon.put_nowait, len(entries))
        return cast(Faq, WordFaq(entries, whole=self.kept))

    def build_whole(self, entries: Sequence[Entry]) -> Faq:
        if self.errors:
            raise self.errors.pop(0)
        self._loop.call_soon_threadsafe(self.whole.put_nowait, len(entries))
        return word_search(entries)

    def watch(self) -> None:
        self._loop = asyncio.get_running_loop()


@pytest.fixture
async def builds() -> Builds:
    builds = Builds()
    builds.watch()
    return builds


@pytest.fixture
async def library(database, builds: Builds) -> Library:
    library = Library(
        Entries(database), SetClock(START), builds.build_soon, builds.build_whole, pause=0
    )
    await library.seed(lambda: ENTRIES)
    await library.refresh()
    return library


async def running(library: Library, until):
    task = asyncio.create_task(library.run())
    try:
        return await asyncio.wait_for(until(), 20)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_what_can_be_served_soon_is_served_first(library, builds):
    assert builds.soon_from == [None]
    assert library.knowledge.faq.search(ENTRIES[0].question.vi)
    assert builds.whole.empty()


async def test_the_complete_search_follows_by_itself(library, builds):
    assert await running(library, builds.whole.get) == len(ENTRIES)


async def test_what_was_complete_at_once_is_not_built_again(library, builds, database):
    builds.kept = True
    await Entries(database).load([NEW], "somebody", START)
    assert await running(library, builds.soon.get) == len(ENTRIES) + 1
    assert builds.whole.empty()


async def test_an_entry_changed_in_the_store_is_taken_into_the_search_in_service(
    library, builds, database
):
    before = library.knowledge.faq
    await Entries(database).load([NEW], "somebody", START)

    async def both():
        while await builds.whole.get() != len(ENTRIES) + 1:
            pass

    await running(library, both)
    assert before in builds.soon_from or len(builds.soon_from) == 2
    assert "wifi" in library.knowledge.entries


async def test_a_search_that_cannot_be_built_leaves_the_one_in_service(library, builds):
    builds.errors = [ValueError("no")]
    assert await running(library, builds.whole.get) == len(ENTRIES)
    assert library.knowledge.faq.search(ENTRIES[0].question.vi)


async def test_the_shipped_entries_are_not_even_read_for_a_filled_store(library):
    def unread() -> list[Entry]:
        raise AssertionError

    assert await library.seed(unread) == 0
