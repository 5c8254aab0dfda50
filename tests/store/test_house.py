"""Secrets and leases that processes share."""

from datetime import timedelta

from bot.store.house import House
from tests.fakes import START


async def test_a_secret_is_made_once(database):
    first = await House(database).secret("cookies")
    assert len(first) >= 40
    assert await House(database).secret("cookies") == first
    assert await House(database).secret("other") != first


async def test_a_lease_has_one_holder_until_it_runs_out_or_is_released(database):
    house, later = House(database), START + timedelta(seconds=10)
    assert await house.lease("courier", "a", START, later)
    assert not await house.lease("courier", "b", START, later)
    assert await house.lease("courier", "a", START, later)
    much_later = later + timedelta(seconds=11)
    assert await house.lease("courier", "b", later + timedelta(seconds=1), much_later)
    await house.release("courier", "b")
    assert await house.lease("courier", "a", START, later)
