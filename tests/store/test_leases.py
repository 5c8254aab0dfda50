"""A lease has one holder."""

import asyncio
from datetime import timedelta

from bot.store.leases import Leases
from bot.store.opening import connect
from tests.fakes import START


async def test_a_lease_has_one_holder_until_it_runs_out_or_is_released(database):
    leases, later = Leases(database), START + timedelta(seconds=10)
    assert await leases.take("courier", "a", START, later)
    assert not await leases.take("courier", "b", START, later)
    assert await leases.take("courier", "a", START, later)
    much_later = later + timedelta(seconds=11)
    assert await leases.take("courier", "b", later + timedelta(seconds=1), much_later)
    await leases.release("courier", "b")
    assert await leases.take("courier", "a", START, later)


async def test_of_many_that_ask_at_once_one_gets_the_lease(database, address):
    second, later = await connect(address), START + timedelta(seconds=10)
    for n in range(5):
        taken = await asyncio.gather(
            *(
                Leases(each).take(f"courier {n}", f"{holder}", START, later)
                for holder, each in enumerate((database, second) * 5)
            )
        )
        assert sum(taken) == 1
    await second.close()
