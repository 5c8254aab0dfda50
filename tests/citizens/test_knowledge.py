"""The knowledge in service: there soon, complete later, and never older than the store for long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from threading import Semaphore
from typing import cast

import pytest

from bot.citizens.knowledge import Library
from bot.citizens.served import Serving, serving
from bot.store.entries import Entries
from faq import Entry, Faq, Status
from tests.fakes import ENTRIES, START, SetClock, WordFaq, entry, word_search
from tests.servers import BOTH

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)

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

    async def complete():
        while "wifi" not in library.knowledge.entries or not library.knowledge.faq.whole:
            await Entries(database).count()

    await running(library, complete)
    assert builds.soon.get_nowait() == len(ENTRIES) + 1
    while not builds.whole.empty():
        assert builds.whole.get_nowait() == len(ENTRIES)


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


class Held:
    """Learns only when it is told to; `begun` has what it was to learn, and how."""

    def __init__(self, first: Faq) -> None:
        self._first = first
        self._loop = asyncio.get_running_loop()
        self._free = Semaphore(0)
        self.begun = asyncio.Queue[tuple[str, list[Entry]]]()

    def soon(self, entries: Sequence[Entry], before: Faq | None) -> Faq:
        return self._first if before is None else self._learned("soon", entries, before)

    def whole(self, entries: Sequence[Entry]) -> Faq:
        faq = self._learned("whole", entries, self._first)
        faq.whole = True
        return faq

    def go_on(self, times: int = 1) -> None:
        self._free.release(times)

    def _learned(self, how: str, entries: Sequence[Entry], before: Faq) -> Faq:
        self._loop.call_soon_threadsafe(self.begun.put_nowait, (how, list(entries)))
        assert self._free.acquire(timeout=60)
        return before.changed(entries)


@pytest.fixture(scope="module")
def first() -> Faq:
    return Faq(ENTRIES, embedder=None, most=40)


@pytest.fixture
async def held(first: Faq) -> AsyncIterator[Held]:
    held = Held(first)
    yield held
    held.go_on(100)


@pytest.fixture
async def learning(database, clock, held: Held) -> AsyncIterator[Library]:
    """A library in service that is in the middle of learning."""
    library = Library(Entries(database), clock, held.soon, held.whole, pause=0)
    await library.seed(lambda: ENTRIES)
    await library.refresh()
    async with asyncio.timeout(60), in_service(library):
        assert (await held.begun.get())[0] == "whole"
        await somebody_serves(database, clock)
        yield library


@asynccontextmanager
async def in_service(library: Library) -> AsyncIterator[None]:
    task = asyncio.create_task(library.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def somebody_serves(database, clock):
    while not (await serving(Entries(database), clock, 0)).processes:
        pass


@pytest.fixture
def load(database, clock):
    """Loads entries, and waits until they are served."""

    async def loaded(*entries: Entry) -> None:
        await Entries(database).load(entries, "somebody", clock())
        assert await serving(Entries(database), clock, 60) == Serving(processes=1, behind=0)

    return loaded


def found(library: Library, text: str) -> list[tuple[str, float]]:
    return [(match.entry.id, match.score) for match in library.knowledge.faq.search(text)]


PASSPORT = ENTRIES[2]
QUESTION = PASSPORT.question.vi


async def test_a_changed_text_is_served_while_something_is_being_learned(learning, load):
    await load(entry(PASSPORT.id, QUESTION, "Câu trả lời mới.", *PASSPORT.variants.vi))
    match = learning.knowledge.faq.search(PASSPORT.variants.vi[0])[0]
    assert match.entry.answer.vi == "Câu trả lời mới."
    assert match.entry is learning.knowledge.entries[PASSPORT.id]
    assert learning.knowledge.versions[PASSPORT.id] == 2


async def test_a_withdrawn_entry_is_found_no_more_while_something_is_being_learned(learning, load):
    await load(PASSPORT.model_copy(update={"status": Status.retired}))
    for text in (QUESTION, "xin làm hộ chiếu qua mạng"):
        assert PASSPORT.id not in dict(found(learning, text))


async def test_a_draft_is_found_as_a_draft_while_something_is_being_learned(learning, load):
    await load(PASSPORT.model_copy(update={"status": Status.draft}))
    assert learning.knowledge.faq.search(QUESTION)[0].entry.status is Status.draft


async def test_a_new_question_is_known_word_for_word_before_it_is_learned(learning, load):
    await load(NEW)
    for text in ("wifi miễn phí ở đâu", "WIFI mien phi o dau?", "About wifi?"):
        assert found(learning, text) == [("wifi", 0.99)]


async def test_each_of_many_loads_is_served_and_only_the_last_is_learned(learning, load, held):
    for text in ("Một.", "Hai.", "Ba."):
        await load(entry("wifi", "wifi miễn phí ở đâu", text))
        assert learning.knowledge.entries["wifi"].answer.vi == text
    last = list(learning.knowledge.entries.values())
    held.go_on()
    assert await held.begun.get() == ("soon", last)
    held.go_on()
    assert await held.begun.get() == ("whole", last)
    assert held.begun.empty()


async def test_what_was_learned_meanwhile_does_not_bring_back_what_was_changed(
    learning, load, held
):
    await load(PASSPORT.model_copy(update={"status": Status.retired}), NEW)
    before = learning.knowledge
    held.go_on()
    await held.begun.get()  # what was changed is learned next: the old learning is in service
    assert learning.knowledge is not before
    assert found(learning, QUESTION)[0][1] < learning.knowledge.faq.sure
    assert found(learning, "wifi miễn phí ở đâu") == [("wifi", 0.99)]


async def test_a_process_that_ends_is_not_waited_for(library, database, clock):
    entries = Entries(database)
    async with asyncio.timeout(60), in_service(library):
        await somebody_serves(database, clock)
    await entries.load([NEW], "somebody", clock())
    assert await serving(entries, clock, 60) == Serving(processes=0, behind=0)
