"""Jobs that wait at the same time are done together, and none is forgotten."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.together import Done, Together, failed, succeeded


class Doubling:
    """Doubles numbers once the gate is open; refuses the number 13, breaks at 99."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.asked = asyncio.Event()

    async def __call__(self, numbers: Sequence[int]) -> list[Done[int]]:
        self.groups.append(list(numbers))
        self.asked.set()
        await self.gate.wait()
        if 99 in numbers:
            raise RuntimeError("a bug")
        return [failed(ValueError()) if n == 13 else succeeded(2 * n) for n in numbers]


@pytest.fixture
def doubling() -> Doubling:
    return Doubling()


async def test_each_gets_its_own_result_of_a_group(doubling):
    together = Together(doubling, most=3)
    assert await asyncio.gather(*map(together.done, range(5))) == [0, 2, 4, 6, 8]
    assert doubling.groups == [[0, 1, 2], [3, 4]]


async def test_who_comes_meanwhile_goes_next(doubling):
    together = Together(doubling, most=9)
    doubling.gate.clear()
    first = asyncio.create_task(together.done(1))
    await doubling.asked.wait()
    others = [asyncio.create_task(together.done(n)) for n in (2, 3)]
    await asyncio.sleep(0)
    doubling.gate.set()
    assert [await task for task in (first, *others)] == [2, 4, 6]
    assert doubling.groups == [[1], [2, 3]]


async def test_an_error_is_its_own_job_s(doubling):
    together = Together(doubling, most=9)
    done = await asyncio.gather(*map(together.done, (1, 13, 2)), return_exceptions=True)
    assert [done[0], type(done[1]), done[2]] == [2, ValueError, 4]


async def test_what_the_whole_raises_all_hear_and_the_next_are_served(doubling):
    together = Together(doubling, most=2)
    done = await asyncio.gather(*map(together.done, (1, 99, 3)), return_exceptions=True)
    assert [type(done[0]), type(done[1]), done[2]] == [RuntimeError, RuntimeError, 6]


async def test_who_gives_up_before_is_left_out(doubling):
    together = Together(doubling, most=9)
    impatient, patient = (asyncio.create_task(together.done(n)) for n in (1, 2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 4
    assert doubling.groups == [[2]]
