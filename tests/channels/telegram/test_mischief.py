"""A bad day of the fake: calls fail as often as told, chats keep their order, 429 is remembered."""

from collections import Counter

from aiohttp import ClientConnectionError, ClientSession

from tests.channels.telegram.conftest import MAI
from tests.fake_telegram import TOKEN, FakeTelegram, Mischief


def test_as_many_calls_fail_as_told_and_the_same_ones_again():
    first, second = Mischief(7, calls=0.1), Mischief(7, calls=0.1)
    faults = [first.fault("sendMessage", None) for _ in range(2000)]
    assert 150 < sum(fault is not None for fault in faults) < 250
    assert faults == [second.fault("sendMessage", None) for _ in range(2000)]
    assert {"429", "500", "502", "reset", "reset after it took effect"} <= first.counts.keys()


def test_a_call_before_the_time_that_a_429_named_is_noted():
    mischief = Mischief(7, calls=1.0)
    while not mischief.fault("sendMessage", MAI).parameters:
        assert mischief.disobeyed == []
    mischief.fault("sendMessage", MAI + 1)
    assert mischief.disobeyed == []
    mischief.fault("sendMessage", MAI)
    assert len(mischief.disobeyed) == 1


def test_chats_are_mixed_and_each_keeps_its_order():
    updates = [{"update_id": number, "chat": number % 3} for number in range(30)]
    mixed = Mischief(7).mixed(updates, lambda update: update["chat"])
    assert mixed != updates
    for chat in range(3):
        assert [u for u in mixed if u["chat"] == chat] == [u for u in updates if u["chat"] == chat]


async def test_an_update_that_comes_twice_is_on_its_way_until_then():
    async with FakeTelegram(mischief=Mischief(7, calls=0, twice=1.0)) as fake:
        await fake.say(MAI, "xin chào")
        [came] = await fake.updates.poll(0, 100, 0)
        assert await fake.updates.poll(came["update_id"] + 1, 100, 0) == []
        assert fake.updates.on_their_way


async def test_what_took_effect_without_an_answer_is_marked():
    async with FakeTelegram(mischief=Mischief(7, calls=1.0)) as fake, ClientSession() as session:
        fake.chats.open(MAI, "private")
        address = f"{fake.address}/bot{TOKEN}/sendMessage"
        outcomes: Counter[object] = Counter()
        for _ in range(40):
            try:
                async with session.post(address, json={"chat_id": MAI, "text": "a"}) as response:
                    outcomes[response.status] += 1
            except ClientConnectionError:
                outcomes["reset"] += 1
        assert outcomes.keys() == {429, 500, 502, "reset"}
        assert fake.sent_to(MAI)
        assert all(sent.unanswered for sent in fake.sent_to(MAI))
