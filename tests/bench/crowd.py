"""People who write to a bot over the fake Bot API, and how long their answers take."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fake_telegram import FakeTelegram, Sent

_FIRST = 10_000  # id of the first person
_PATIENCE = 600.0  # seconds for all answers


@dataclass
class Crowd:
    """`people` take turns; the n-th answer that a person gets is to the n-th text they wrote."""

    fake: FakeTelegram
    people: int
    _asked: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    _heard: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    _seen: int = 0
    _answers: int = 0

    def __post_init__(self) -> None:
        self._seen = len(self.fake.chats.sent)  # what others heard before

    async def greet(self) -> None:
        """Everybody says hello once: a first message is answered with more than one."""
        for number in range(self.people):
            await self.fake.say(_FIRST + number, "xin chào")
        while self._seen < len(self.fake.chats.sent) or self._seen < self.people:
            self._seen = len(self.fake.chats.sent)
            await asyncio.sleep(1)

    async def burst(self, texts: Sequence[str]) -> float:
        """All texts at once; how many a second were answered."""
        begun = time.monotonic()
        for number, text in enumerate(texts):
            await self._write(number, text)
        await self._answered()
        return len(texts) / (time.monotonic() - begun)

    async def steadily(self, texts: Sequence[str], rate: float) -> list[float]:
        """So many texts a second; the seconds that each answer took."""
        begun = time.monotonic()
        for number, text in enumerate(texts):
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            await self._write(number, text)
        await self._answered()
        return [
            heard - asked
            for person, times in self._asked.items()
            for asked, heard in zip(times, self._heard[person], strict=True)
        ]

    async def _write(self, number: int, text: str) -> None:
        person = _FIRST + number % self.people
        self._asked[person].append(time.monotonic())
        await self.fake.say(person, text)

    async def _answered(self) -> None:
        """Return when everybody heard as often as they wrote."""
        wanted = sum(map(len, self._asked.values()))
        await self.fake.until(lambda: self._listened() >= wanted, _PATIENCE)

    def _listened(self) -> int:
        """How many answers there are."""
        new = self.fake.chats.sent[self._seen :]
        self._seen += len(new)
        for sent in new:
            self._note(sent)
        return self._answers

    def _note(self, sent: Sent) -> None:
        if sent.chat_id >= _FIRST:
            self._heard[sent.chat_id].append(sent.at)
            self._answers += 1
