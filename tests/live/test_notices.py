"""What changed is told to every process: here at once, elsewhere together."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.errors import StoreError
from bot.live.notices import OUTBOX, TALK, TICKET, Notices


class FakeWire:
    """Notes what it is given; fails as often as it is told to."""

    def __init__(self) -> None:
        self.sent: list[list[str]] = []
        self.failures = 0
        self.came = asyncio.Event()
        self.ears: list[tuple[Callable[[str], None], Callable[[], None]]] = []

    async def send(self, texts: Sequence[str]) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreError("gone")
        self.sent.append(list(texts))
        for hear, _ in self.ears:
            for text in texts:
                hear(text)
        self.came.set()

    async def listen(self, hear: Callable[[str], None], anew: Callable[[], None]) -> None:
        self.ears.append((hear, anew))
        await asyncio.Event().wait()

    async def has_sent(self) -> list[list[object]]:
        async with asyncio.timeout(5):
            await self.came.wait()
        self.came.clear()
        return [notice for text in self.sent[-1] for notice in json.loads(text)["of"]]


async def soon(_: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def joined(*everyone: Notices) -> AsyncIterator[None]:
    running = [asyncio.create_task(notices.run()) for notices in everyone]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    try:
        yield
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def heard_by(notices: Notices, *topics: str) -> list[tuple[str, str | None]]:
    heard: list[tuple[str, str | None]] = []
    for topic in topics:
        notices.hear(topic, lambda key, topic=topic: heard.append((topic, key)))
    return heard


async def test_here_it_is_heard_at_once_without_a_wire_too():
    notices = Notices(None)
    heard = heard_by(notices, TALK, TICKET)
    notices.tell(TALK, "mai")
    assert heard == [(TALK, "mai")]
    await notices.run()  # there is nothing to join


async def test_what_is_told_in_one_moment_goes_out_together_and_once():
    wire = FakeWire()
    notices = Notices(wire, soon)
    async with joined(notices):
        for _ in range(3):
            notices.committed("t1")
            notices.tell(TALK, "mai")
        assert await wire.has_sent() == [[OUTBOX, None], [TICKET, "t1"], [TALK, "mai"]]
    assert len(wire.sent) == 1


async def test_others_hear_it_once_and_we_do_not_hear_ourselves_again():
    wire = FakeWire()
    here, there = Notices(wire, soon), Notices(wire, soon)
    ours, theirs = heard_by(here, TALK), heard_by(there, TALK)
    async with joined(here, there):
        here.tell(TALK, "mai")
        await wire.has_sent()
    assert ours == theirs == [(TALK, "mai")]


async def test_many_are_cut_into_texts_that_the_server_takes():
    wire = FakeWire()
    notices = Notices(wire, soon)
    async with joined(notices):
        for number in range(1000):
            notices.tell(TALK, f"{number:036}")
        assert len(await wire.has_sent()) == 1000
    assert max(len(text.encode()) for text in wire.sent[0]) < 8000


async def test_while_the_store_fails_little_is_kept_and_then_everybody_looks():
    wire = FakeWire()
    wire.failures = 3
    notices = Notices(wire, soon)
    async with joined(notices):
        for number in range(1000):
            notices.tell(TALK, str(number))
        assert await wire.has_sent() == [[TALK, None]]


async def test_what_waits_at_the_end_is_sent():
    wire = FakeWire()
    notices = Notices(wire, soon)
    async with joined(notices):
        notices.tell(TALK, "mai")
    assert await wire.has_sent() == [[TALK, "mai"]]


async def test_after_a_break_everybody_looks():
    wire = FakeWire()
    notices = Notices(wire, soon)
    heard = heard_by(notices, TALK, TICKET)
    async with joined(notices):
        [(_, anew)] = wire.ears
        anew()
    assert heard == [(TALK, None), (TICKET, None)]


async def test_words_of_another_release_are_taken_as_anything():
    wire = FakeWire()
    notices = Notices(wire, soon)
    heard = heard_by(notices, TALK)
    async with joined(notices):
        [(hear, _)] = wire.ears
        for text in ("", "[]", "7", "null", '{"by": "x"}', '{"by": "x", "of": [1]}'):
            hear(text)
    assert heard == [(TALK, None)] * 6
