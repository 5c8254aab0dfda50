"""Secrets that processes share."""

from bot.store.house import House


async def test_a_secret_is_made_once(database):
    first = await House(database).secret("cookies")
    assert len(first) >= 40
    assert await House(database).secret("cookies") == first
    assert await House(database).secret("other") != first
