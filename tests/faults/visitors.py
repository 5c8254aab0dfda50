"""Visitors of the web chat, whose pages repeat each message until it is received."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

import aiohttp

from tests.faults.bank import NOTICE, SURE, answer_to, known
from tests.faults.judge import Due, Heard

_PATIENCE = aiohttp.ClientTimeout(total=30)  # as the page has
_AGAIN = 2.0  # seconds after which a page tries again that heard nothing
_PAUSE = 4.0  # seconds between two messages of a visitor, about


@dataclass
class Visitors:
    """`due` is what must be heard for what was received; `answers` counts the posts' answers.

    `silent` are answers that tell the page nothing it can go by, `slowest` the seconds until a
    page heard anything, `waits` those until its message was received.
    """

    address: str
    random: Random
    due: list[Due] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    slowest: float = 0.0
    waits: list[tuple[float, float]] = field(default_factory=list)

    async def write(self, count: int) -> None:
        """Let so many visitors ask all their questions; then read what each of them sees."""
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                group.create_task(self._visit(number))

    async def read(self, number: int, session: aiohttp.ClientSession) -> None:
        """What the page of a visitor shows, in its order."""
        async with session.get(f"{self.address}/chat/messages") as response:
            lines = (await response.json())["messages"]
        for place, line in enumerate(line for line in lines if line["from"] != "citizen"):
            buttons = [(button["label"], button["value"]) for button in line["buttons"]]
            self.heard.append(Heard(number, known(line["text"], buttons), place))

    async def _visit(self, number: int) -> None:
        questions = self.random.sample(list(SURE), len(SURE))
        await asyncio.sleep(self.random.uniform(0, _PAUSE))
        async with self._page(number) as session:
            expected = [NOTICE]
            for place, question in enumerate(questions):
                await self._post(session, f"visitor-{number}-message-{place}", SURE[question])
                expected += answer_to(question)
                await asyncio.sleep(self.random.uniform(_PAUSE / 2, _PAUSE * 3 / 2))
            self.due += [Due(number, what, place) for place, what in enumerate(expected)]
            await self.read(number, session)

    @asynccontextmanager
    async def _page(self, number: int) -> AsyncIterator[aiohttp.ClientSession]:
        """Its cookie, and an address of the internet of its own."""
        headers = {"Origin": self.address, "X-Forwarded-For": f"203.0.113.{number + 1}"}
        async with aiohttp.ClientSession(headers=headers, timeout=_PATIENCE) as session:
            async with session.get(f"{self.address}/chat/messages") as response:
                assert response.status == 200
            yield session

    async def _post(self, session: aiohttp.ClientSession, id: str, text: str) -> None:
        begun = time.monotonic()
        pause = await self._attempt(session, id, text)
        while pause is not None:
            await asyncio.sleep(pause)
            pause = await self._attempt(session, id, text)
        now = time.monotonic()
        self.waits.append((now, now - begun))

    async def _attempt(self, session: aiohttp.ClientSession, id: str, text: str) -> float | None:
        """None when it was received, else the seconds until the next attempt."""
        begun = time.monotonic()
        try:
            body = {"id": id, "text": text}
            async with session.post(f"{self.address}/chat/messages", json=body) as response:
                answer = await response.json()
                self.answers[str(response.status)] += 1
        except (aiohttp.ClientError, TimeoutError) as error:
            self.answers[type(error).__name__] += 1
            return _AGAIN
        finally:
            self.slowest = max(self.slowest, time.monotonic() - begun)
        if response.status == 200 and answer.get("received"):
            return None
        if response.status < 500:
            assert response.status == 429, answer  # the page would give the message up
        if "retry_after" not in answer:
            self.silent.append(f"{response.status} {answer}")
        return float(answer.get("retry_after", _AGAIN))
