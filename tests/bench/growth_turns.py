"""How many turns a second: asked, decided, committed, sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from random import Random
from time import perf_counter

from bot.model import Address
from tests.bench.growth_rows import Size, address
from tests.bench.growth_service import Service

_AT_ONCE = 64
_PEOPLE = 500
_ALONE = 200  # turns one by one
QUESTIONS = (
    "làm lại căn cước bị mất",
    "lam lai can cuoc bi mat o dau",
    "rơi mất thẻ căn cước phải làm sao ạ",
    "căn cước sắp hết hạn đổi ở đâu",
    "đổi căn cước hết hạn",
    "làm hộ chiếu online",
    "xin cấp hộ chiếu qua mạng thế nào",
    "chào em",
)
FOR_A_PERSON = "cho tôi gặp cán bộ"
_RARELY = 50  # one of so many asks for a person


def crowd(size: Size, seed: int) -> list[Address]:
    """Half of them have written before, where there is a before."""
    random = Random(seed)
    known = random.sample(range(4, size.people, 5), min(_PEOPLE // 2, size.people // 5))
    new = (Address("web", f"new-{seed}-{number}") for number in range(_PEOPLE - len(known)))
    return [*map(address, known), *new]


async def burst(service: Service, people: list[Address], messages: int) -> float:
    """Messages a second until the last answer is sent."""
    coming = _messages(people, messages)

    async def line() -> None:
        for person, text in coming:
            await service.asks(person, text)

    begun = perf_counter()
    await asyncio.gather(*(line() for _ in range(_AT_ONCE)))
    await service.all_sent()
    return messages / (perf_counter() - begun)


async def one_by_one(service: Service, people: list[Address]) -> list[float]:
    """Milliseconds of each turn up to its commit, with nobody else about."""
    times = []
    for person, text in _messages(people, _ALONE):
        begun = perf_counter()
        await service.asks(person, text)
        times.append((perf_counter() - begun) * 1000)
    await service.all_sent()
    return times


def _messages(people: list[Address], count: int) -> Iterator[tuple[Address, str]]:
    for number in range(count):
        wanted = FOR_A_PERSON if number % _RARELY == 7 else QUESTIONS[number % len(QUESTIONS)]
        yield people[number % len(people)], wanted
