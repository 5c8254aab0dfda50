"""The courier: nothing lost, nothing out of order, no limit broken."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.port import May
from bot.delivery.courier import Courier
from bot.errors import (
    Blocked,
    Later,
    PersonMoved,
    StoreError,
    Uncertain,
    Undeliverable,
    Unreached,
)
from bot.model import Address, Delivery, Message, MessageStatus, Receipt, Reply, Role
from bot.model.ids import new_id
from bot.store import messages
from bot.store.database import Database, Row, Statement, Value
from bot.telemetry.metrics import Metrics
from tests.fakes import FakeChannel
from tests.servers import BOTH
from tests.town import GROUP, LAN, MAI, Town, texts

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)


async def post(town: Town, text: str, role: Role = Role.reply, to: Address = MAI) -> str:
    id, at = new_id(), town.clock()
    message = Message(id, to, at, "bot", Reply(text), MessageStatus.waiting, role=role)
    await town.database.run(messages.add(message))
    return id


async def state(town: Town, id: str) -> tuple[str, str | None]:
    sql = "SELECT status, reason FROM message WHERE id = :id"
    [row] = await town.database.rows(sql, id=id)
    return row["status"], row["reason"]


async def test_messages_of_a_person_go_in_order(town):
    for n in range(5):
        await post(town, str(n))
    assert [delivery.reply.text for delivery in await town.heard()] == list("01234")


@pytest.mark.parametrize("error", [Unreached("refused"), Uncertain("reset"), Later(3)])
async def test_a_reply_that_failed_is_sent_again_before_the_next(town, error):
    town.web.errors.append(error)
    await post(town, "first")
    await post(town, "second")
    assert await town.heard() == []
    town.clock.pass_(timedelta(seconds=10))
    assert [delivery.reply.text for delivery in await town.heard()] == ["first", "second"]


async def test_the_whole_channel_waits_when_the_platform_asks_for_it(town):
    town.web.errors.append(Later(30))
    await post(town, "one")
    await town.heard()
    await post(town, "other", to=Address("web", "nam"))
    assert await town.heard() == []
    town.clock.pass_(timedelta(seconds=31))
    assert len(await town.heard()) == 2


async def test_a_campaign_of_unknown_outcome_is_left_and_shown(town):
    town.web.errors.append(Uncertain("reset"))
    id = await post(town, "news", Role.campaign)
    town.clock.pass_(timedelta(hours=1))
    assert await town.heard() == []
    assert await state(town, id) == ("unknown", "reset")


async def test_pauses_grow_and_what_is_too_old_is_given_up(town):
    id = await post(town, "late")
    town.web.errors.extend(Unreached("refused") for _ in range(12))
    for _ in range(12):
        await town.heard()
        town.clock.pass_(timedelta(minutes=6))
    assert len(await town.heard()) == 1
    assert (await state(town, id))[0] == "sent"
    id = await post(town, "later")
    town.clock.pass_(timedelta(hours=49))
    assert await town.heard() == []
    assert await state(town, id) == ("failed", "too old to send")


@pytest.mark.parametrize("error", [Blocked("blocked"), Undeliverable("empty text")])
async def test_a_final_refusal_lets_the_next_go(town, error):
    town.web.errors.append(error)
    id = await post(town, "first")
    await post(town, "second")
    assert [delivery.reply.text for delivery in await town.heard()] == ["second"]
    assert (await state(town, id))[0] == "failed"


async def test_a_person_who_blocked_us_gets_no_more_campaigns_until_they_write(town):
    await town.says("làm hộ chiếu online")
    first, second = [await post(town, text, Role.campaign) for text in ("one", "two")]
    town.web.errors.append(Blocked("blocked"))
    assert await town.heard() == []
    third = await post(town, "three", Role.campaign)
    assert await town.heard() == []
    for id in (first, second, third):
        assert await state(town, id) == ("failed", "blocked")
    await town.says("tôi hỏi thêm")
    await post(town, "four", Role.campaign)
    assert "four" in texts(await town.heard())


async def test_what_was_tried_in_vain_until_it_is_too_old_says_so(town):
    id = await post(town, "hello")
    town.web.errors.extend([Uncertain("reset")] * 2)
    for _ in range(2):
        await town.heard()
        town.clock.pass_(timedelta(hours=25))
    assert await town.heard() == []
    assert await state(town, id) == ("failed", "tried too long")


async def test_pauses_between_tries_grow_and_differ(town):
    pauses = []
    for text in "abc":
        id = await post(town, text, to=Address("web", text))
        pauses.append([])
        town.web.errors.extend([Unreached("refused")] * 6)
        for _ in range(6):
            await town.heard()
            sql = "SELECT due FROM message WHERE id = :id"
            [row] = await town.database.rows(sql, id=id)
            pauses[-1].append((row["due"] - town.clock()).total_seconds())
            town.clock.pass_(timedelta(seconds=pauses[-1][-1] + 0.1))
        await town.heard()
    for tried in pauses:
        assert all(2**n * 0.9 < pause <= 2 ** (n + 1) for n, pause in enumerate(tried))
    assert len({pause for tried in pauses for pause in tried}) == 18


async def test_replies_go_before_notices_and_those_before_campaigns(town):
    everyone = [Address("web", name) for name in "abc"]
    for to, role in zip(everyone, (Role.campaign, Role.note, Role.reply), strict=True):
        await post(town, role, role, to)
    heard = [delivery.reply.text for delivery in await town.heard()]
    assert heard == ["reply", "note", "campaign"]


async def test_one_person_who_is_to_wait_holds_up_nobody_else(town):
    town.web.errors.append(Later(30, everyone=False))
    await post(town, "one")
    await town.heard()
    await post(town, "other", to=Address("web", "nam"))
    assert texts(await town.heard()).strip() == "other"
    town.clock.pass_(timedelta(seconds=31))
    assert texts(await town.heard()).strip() == "one"


async def test_staff_learn_that_an_answer_did_not_arrive(town):
    await town.says("nhà tôi có con trâu bị ốm")
    town.web.errors.append(Blocked("blocked"))
    await town.desk.answer(await town.ticket(), LAN, "Anh gọi thú y.")
    await town.deliver()
    assert "không gửi được" in texts(town.telegram.sent)


async def test_a_card_is_sent_once_and_edited_after_that(town):
    await town.says("nhà tôi có con trâu bị ốm")
    ticket = await town.ticket()
    await town.desk.claim(ticket.id, LAN)
    await town.desk.answer(ticket, LAN, "Anh gọi thú y.")
    await town.deliver()
    first, second = town.telegram.sent
    assert (first.edit, second.edit) == (None, "m1")
    assert "đang chờ" in first.reply.title
    assert "Lan đã trả lời" in second.reply.title
    assert second.thread == "topic-1"


async def test_the_group_is_followed_when_it_moves(town):
    town.telegram.errors.append(PersonMoved("-1002"))
    await town.says("nhà tôi có con trâu bị ốm")
    await town.deliver()
    await town.desk.claim((await town.ticket()).id, LAN)
    await town.deliver()
    moved = Address(GROUP.channel, "-1002")
    assert [delivery.address for delivery in town.telegram.sent] == [moved, moved]


class Flaky:
    """A database that fails to write, once, when told to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.rows = database.rows
        self.close = database.close
        self.fails = False

    async def run(self, *statements: Statement) -> list[list[Row]]:
        if self.fails:
            self.fails = False
            raise StoreError("database is locked")
        return await self._database.run(*statements)


async def test_what_was_sent_is_not_sent_again_when_the_store_fails_at_that_moment(town):
    database = Flaky(town.database)

    class Breaking(FakeChannel):
        async def send(self, delivery: Delivery, may: May) -> Receipt:
            database.fails = True
            return await super().send(delivery, may)

    channel = Breaking("web")
    courier = Courier(database, channel, town.staffroom, town.clock, Metrics().delivery)
    id = await post(town, "hello")
    courier.wake()  # or it would rest a second before it writes again
    await courier.deliver_due()
    assert (await state(town, id))[0] == "sent"
    assert (len(channel.sent), channel.unnoted) == (1, 0)


async def test_what_was_taken_in_a_commit_that_seemed_lost_is_sent(town):
    class Lost(Flaky):
        async def run(self, *statements: Statement) -> list[list[Row]]:
            done = await self._database.run(*statements)
            if self.fails and "UPDATE message SET status = 'sending'" in statements[0].sql:
                self.fails = False
                raise StoreError("lost at the commit")
            return done

    database = Lost(town.database)
    courier = Courier(database, town.web, town.staffroom, town.clock, Metrics().delivery)
    await courier.deliver_due()
    id = await post(town, "hello")
    database.fails = True
    await courier.deliver_due()
    assert (await state(town, id))[0] == "sending"
    await courier.deliver_due()
    assert (await state(town, id))[0] == "sent"
    assert [delivery.reply.text for delivery in town.web.sent] == ["hello"]


async def test_a_message_that_could_not_be_read_goes_out_later(town):
    database = Flaky(town.database)

    async def unreadable(sql: str, **args: Value) -> list[Row]:
        raise StoreError("disk I/O error")

    database.rows = unreadable
    courier = Courier(database, town.web, town.staffroom, town.clock, Metrics().delivery)
    id, at = new_id(), town.clock()
    photo = Message(id, MAI, at, "bot", Reply("", attachment="a"), MessageStatus.waiting)
    await town.database.run(messages.add(photo))
    await courier.deliver_due()
    assert await state(town, id) == ("waiting", "the store failed")


async def test_a_standby_does_not_ask_for_the_lease_at_every_commit(town, database):
    class Asked(Flaky):
        def __init__(self, database: Database) -> None:
            super().__init__(database)
            self.once = asyncio.Event()
            self.times = 0

        async def run(self, *statements: Statement) -> list[list[Row]]:
            done = await self._database.run(*statements)
            self.times += 1
            self.once.set()
            return done

    await town.couriers[0].deliver_due()
    asked = Asked(database)
    standby = Courier(asked, town.web, town.staffroom, town.clock, Metrics().delivery)
    running = asyncio.create_task(standby.run())
    await asked.once.wait()
    for _ in range(20):
        standby.wake()
        await database.rows("SELECT 1")
    assert asked.times == 1
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_standby_waits_for_the_lease_and_takes_over_what_was_under_way(town, database):
    leader, standby = town.couriers[0], (await Town.build(database, town.clock)).couriers[0]
    await leader.deliver_due()
    id = await post(town, "hello")
    await standby.deliver_due()
    assert (await state(town, id))[0] == "waiting"
    await town.database.rows("SELECT 1")
    await leader._outbox.take("web", town.clock(), 1)  # the leader dies while sending
    town.clock.pass_(timedelta(seconds=11))
    await standby.deliver_due()
    assert (await state(town, id))[0] == "sent"
