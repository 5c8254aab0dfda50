"""Processes of danhoi over one database, one of which is killed now and then."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bot.store.entries import Entries
from bot.store.opening import connect
from bot.store.schema import migrate
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.faults.bank import BANK
from tests.faults.staff import GROUP
from tests.running import Running

# When a process is killed: some time while it works, when messages were just handed to it, when
# it has just sent something, or soon after its start.
MOMENTS = {"any time": 4, "taking": 3, "sending": 3, "starting": 1}


@dataclass
class Kills:
    """When what was killed, at which kind of moment; `waits` are seconds until somebody polled."""

    at: list[float] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


@asynccontextmanager
async def fleet(
    size: int, database: str, fake: FakeTelegram, folder: Path, **settings: str
) -> AsyncIterator[list[Running]]:
    """So many processes that serve; the entries are loaded before."""
    await _load(database)
    ours = {
        "database": database,
        "host": "127.0.0.1",
        "telegram_token": TOKEN,
        "telegram_api": fake.address,
        "telegram_staff_chat": str(GROUP),
        "embeddings": "none",
        **settings,
    }
    processes = [Running(folder, **ours) for _ in range(size)]
    try:
        for process in processes:
            await process.start()
        for process in processes:
            await process.ready()
        yield processes
    finally:
        for process in processes:
            await process.kill()


def some_moments(random: Random, count: int) -> list[str]:
    return random.choices(list(MOMENTS), list(MOMENTS.values()), k=count)


async def kill_in_turn(
    processes: list[Running],
    fake: FakeTelegram,
    random: Random,
    moments: Sequence[str],
    kills: Kills,
) -> None:
    """Kill one process after the other, each at its moment, and start it again at once."""
    for number, moment in enumerate(moments):
        process = processes[number % len(processes)]
        if moment == "starting":
            await asyncio.sleep(random.uniform(0, 3))
        else:
            await process.ready()
            await _served(fake, kills)
            await _come(moment, fake, random)
        await process.kill()
        kills.at.append(time.monotonic())
        kills.moments.append(moment)
        await process.start()
    await _served(fake, kills)


async def _served(fake: FakeTelegram, kills: Kills) -> None:
    """Wait until somebody polls again after a kill."""
    polls = fake.updates.polls
    await fake.until(lambda: fake.updates.polls > polls, seconds=60)
    if kills.at:
        kills.waits.append(time.monotonic() - kills.at[-1])


async def _come(moment: str, fake: FakeTelegram, random: Random) -> None:
    """Wait for the moment; what happens in the process then takes milliseconds."""
    if moment == "any time":
        await asyncio.sleep(random.uniform(0, 4))
        return
    seen = fake.updates.known if moment == "taking" else fake.chats.sent
    before = len(seen)
    await fake.until(lambda: len(seen) > before, seconds=60)
    await asyncio.sleep(random.uniform(0, 0.03 if moment == "taking" else 0.005))


async def _load(address: str) -> None:
    now = datetime.now(UTC)
    database = await connect(address)
    try:
        await migrate(database, now)
        await Entries(database).load(BANK, "tests", now)
    finally:
        await database.close()
