"""Texts between processes on one PostgreSQL database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import StoreError
from bot.store.opening import connect, wire
from bot.store.postgres_wire import PostgresWire
from tests.store.cable import a_cable_to
from tests.store.rival import rival

pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


class Ear:
    """What one process hears; a beginning is "anew"."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str] = asyncio.Queue()

    async def next(self) -> str:
        async with asyncio.timeout(20):
            return await self.heard.get()


@asynccontextmanager
async def listening(wire: PostgresWire) -> AsyncIterator[Ear]:
    ear = Ear()
    task = asyncio.create_task(
        wire.listen(ear.heard.put_nowait, lambda: ear.heard.put_nowait("anew"))
    )
    assert await ear.next() == "anew"
    try:
        yield ear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def soon(_: float) -> None:
    await asyncio.sleep(0)


async def test_every_process_hears_what_one_says(database, address):
    line = wire(address, database)
    async with listening(line) as one, listening(line) as other:
        await line.send(["một", "x" * 7_900])
        for ear in (one, other):
            assert [await ear.next(), await ear.next()] == ["một", "x" * 7_900]


async def test_after_a_server_ended_its_connections_it_listens_again(database, address):
    line = PostgresWire(address, database, soon)
    async with listening(line) as ear, rival(address) as other:
        await other.kills_everybody_else()
        assert await ear.next() == "anew"
        await line.send(["a"])
        assert await ear.next() == "a"


async def test_while_the_server_is_gone_it_tries_and_hears_again_when_it_is_back(database, address):
    tries = asyncio.Semaphore(0)

    async def nap(_: float) -> None:
        tries.release()
        await asyncio.sleep(0)

    async with (
        a_cable_to(address) as cable,
        listening(PostgresWire(cable.address, database, nap)) as ear,
    ):
        await cable.cut()
        async with asyncio.timeout(20):
            for _ in range(3):
                await tries.acquire()
        await cable.mend()
        assert await ear.next() == "anew"
        await PostgresWire(address, database).send(["a"])
        assert await ear.next() == "a"


async def test_what_cannot_be_sent_is_said(address):
    database = await connect(address)
    await database.close()
    with pytest.raises(StoreError):
        await wire(address, database).send(["a"])
