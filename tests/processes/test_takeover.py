"""Two processes over one database: one of them delivers."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.channels.port import May
from bot.delivery.courier import Courier
from bot.errors import Uncertain, Unreached
from bot.model import Delivery, Message, MessageStatus, Receipt, Reply
from bot.model.ids import new_id
from bot.store import messages
from bot.telemetry.metrics import Metrics
from tests.fakes import FakeChannel
from tests.servers import BOTH
from tests.town import MAI, Town

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)


class Slow(FakeChannel):
    """Holds every message until it is told to go on."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.reached = asyncio.Event()
        self.go_on = asyncio.Event()

    async def send(self, delivery: Delivery, may: May) -> Receipt:
        self.reached.set()
        await self.go_on.wait()
        if not may():
            raise Unreached("another process may send by now")
        return await super().send(delivery, may)


async def say(town: Town, text: str) -> str:
    id = new_id()
    message = Message(id, MAI, town.clock(), "bot", Reply(text), MessageStatus.waiting)
    await town.database.run(messages.add(message))
    return id


def courier(town: Town, channel: FakeChannel) -> Courier:
    return Courier(town.database, channel, town.staffroom, town.clock, Metrics().delivery)


async def states(town: Town) -> list[str]:
    rows = await town.database.rows("SELECT status FROM message ORDER BY id")
    return [row["status"] for row in rows]


async def test_a_standby_delivers_nothing_and_takes_over_at_once_after_a_clean_stop(town):
    active, standby = FakeChannel("web"), FakeChannel("web")
    first, second = courier(town, active), courier(town, standby)
    await say(town, "one")
    running = asyncio.create_task(first.run())
    while not active.sent:  # noqa: ASYNC110 (what is waited for is a row and has no event)
        await asyncio.sleep(0)
    await second.deliver_due()
    assert standby.sent == []
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await say(town, "two")
    await second.deliver_due()
    assert [delivery.reply.text for delivery in standby.sent] == ["two"]


async def test_who_was_held_up_past_the_lease_sends_nothing_any_more(town):
    held_up, channel = Slow("web"), FakeChannel("web")
    await say(town, "one")
    first = asyncio.create_task(courier(town, held_up).deliver_due())
    await held_up.reached.wait()
    town.clock.pass_(timedelta(seconds=11))
    await courier(town, channel).deliver_due()
    held_up.go_on.set()
    await first
    assert held_up.sent == []
    assert [delivery.reply.text for delivery in channel.sent] == ["one"]
    assert await states(town) == ["sent"]


async def test_a_late_failure_of_the_old_process_changes_nothing(town):
    held_up, channel = Slow("web"), Slow("web")
    held_up.errors.append(Uncertain("reset"))
    await say(town, "one")
    first = asyncio.create_task(courier(town, held_up).deliver_due())
    await held_up.reached.wait()
    town.clock.pass_(timedelta(seconds=11))
    second = asyncio.create_task(courier(town, channel).deliver_due())
    await channel.reached.wait()
    held_up.go_on.set()
    await first
    assert await states(town) == ["sending"]
    channel.go_on.set()
    await second
    assert len(channel.sent) == 1


async def test_who_gets_the_lease_back_first_ends_what_was_under_way(town):
    channel = Slow("web")
    ours = courier(town, channel)
    await say(town, "one")
    first = asyncio.create_task(ours.deliver_due())
    await channel.reached.wait()
    town.clock.pass_(timedelta(seconds=60))
    await ours._round()
    assert await states(town) == ["sending"]
    channel.go_on.set()
    await first
    town.clock.pass_(timedelta(seconds=60))
    await ours.deliver_due()
    assert len(channel.sent) == 1
    assert await states(town) == ["sent"]
