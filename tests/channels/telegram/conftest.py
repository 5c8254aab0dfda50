"""A Telegram channel against the fake Bot API, before a core that only notes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import Telegram
from bot.model import Address, Delivery, GroupMoved, Incoming, Receipt, Reply, StaffPost, Unread
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.fakes import START

PAYLOADS = Path(__file__).parent.parent.parent / "payloads" / "telegram"
SECRET = "a-secret_of_the-tests"
MAI = 5001
GROUP = -1001234567890


@pytest.fixture(scope="session")
def updates() -> dict[str, dict[str, Any]]:
    """Updates as Telegram sends them, by what they are."""
    return json.loads((PAYLOADS / "updates.json").read_text("utf-8"))


@dataclass
class Core:
    """Notes what it receives; raises what it is told to, once each; waits at the gate."""

    received: list[Incoming | StaffPost | GroupMoved | Unread] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: int = 0
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def receive(self, happening: Incoming | StaffPost | GroupMoved | Unread) -> None:
        self.arrived += 1
        self._more.set()
        await self.gate.wait()
        if self.errors:
            raise self.errors.pop(0)
        self.received.append(happening)
        self._more.set()

    async def has(self, count: int) -> list[Any]:
        """All that was received, once there are so many."""
        async with asyncio.timeout(5):
            while len(self.received) < count:
                self._more.clear()
                await self._more.wait()
        return self.received

    async def was_asked(self, count: int) -> None:
        async with asyncio.timeout(5):
            while self.arrived < count:
                self._more.clear()
                await self._more.wait()


@dataclass
class Naps:
    """Pauses that are noted and not made."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@dataclass
class Rig:
    """Everything a test of the channel needs."""

    fake: FakeTelegram
    core: Core
    naps: Naps
    telegram: Telegram
    _numbers: int = 0

    async def send(self, reply: Reply | str, to: int = MAI, **fields: Any) -> Receipt:
        self._numbers += 1
        reply = Reply(reply) if isinstance(reply, str) else reply
        id = fields.pop("id", f"delivery-{self._numbers}")
        receipt = await self.telegram.send(
            Delivery(id, Address("telegram", str(to)), reply, START, **fields), lambda: True
        )
        self.telegram.noted()
        return receipt

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.telegram.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def channel(fake: FakeTelegram, core: Core, naps: Naps, **fields: Any) -> Telegram:
    return Telegram(
        **{
            "token": TOKEN,
            "api": fake.address,
            "secret": SECRET,
            "receive": core.receive,
            "receive_post": core.receive,
            "receive_unread": core.receive,
            "commands": {"vi": [("start", "Bắt đầu")], "en": [("start", "Start")]},
            "sleep": naps,
            **fields,
        }
    )


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        fake.chats.open(MAI, "private")
        yield fake


@pytest.fixture
async def rig(fake: FakeTelegram) -> AsyncIterator[Rig]:
    core, naps = Core(), Naps()
    telegram = channel(fake, core, naps)
    yield Rig(fake, core, naps, telegram)
    await telegram.close()
