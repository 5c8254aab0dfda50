"""The outbox: in order, by priority, once."""

from dataclasses import replace
from datetime import timedelta

from bot.model import Address, Message, MessageStatus, Receipt, Reply, Role
from bot.store import cards, messages, outbox
from bot.store.cards import Cards
from bot.store.outbox import Outbox
from tests.fakes import START

MAI, NAM, GROUP = (Address("web", name) for name in ("mai", "nam", "-100"))


def waiting(id: str, address: Address = MAI, role: Role = Role.reply, ticket: str | None = None):
    return Message(
        id, address, START, "bot", Reply(id), MessageStatus.waiting, role=role, ticket=ticket
    )


TAKEN = replace(waiting("1"), tries=1)  # as the first taker has it


async def take(database, minutes: int = 1, limit: int = 10) -> list[str]:
    at = START + timedelta(minutes=minutes)
    return [message.id for message in await Outbox(database).take("web", at, limit)]


async def test_each_person_gets_the_next_message_only_after_the_one_before(database):
    for id, address in (("1", MAI), ("2", MAI), ("3", NAM)):
        await database.run(messages.add(waiting(id, address)))
    assert await take(database) == ["1", "3"]
    assert await take(database) == []
    first = replace(waiting("1"), status=MessageStatus.sending)
    await database.run(*outbox.sent(first, Receipt("p1"), START))
    assert await take(database) == ["2"]


async def test_replies_go_before_campaigns(database):
    await database.run(messages.add(waiting("1", role=Role.campaign)), messages.add(waiting("2")))
    assert await take(database) == ["2"]


async def test_what_is_put_off_holds_back_the_next_and_comes_again(database):
    await database.run(messages.add(waiting("1")), messages.add(waiting("2")))
    assert await take(database) == ["1"]
    await database.run(outbox.put_off(TAKEN, START + timedelta(minutes=5), "later"))
    assert await take(database, minutes=2) == []
    assert await take(database, minutes=6) == ["1"]


async def test_what_is_given_up_lets_the_next_go(database):
    await database.run(messages.add(waiting("1")), messages.add(waiting("2")))
    await take(database)
    await database.run(outbox.given_up(TAKEN, MessageStatus.failed, "blocked"))
    assert await take(database) == ["2"]


async def test_two_takers_share_nothing(database):
    for n in range(10):
        await database.run(messages.add(waiting(f"{n}", Address("web", str(n)))))
    first, second = await take(database, limit=6), await take(database, limit=6)
    assert len(first) == 6
    assert len(second) == 4
    assert not set(first) & set(second)


async def test_after_a_death_replies_go_again_and_campaigns_are_shown(database):
    await database.run(
        messages.add(waiting("1")), messages.add(waiting("2", NAM, role=Role.campaign))
    )
    assert await take(database) == ["1", "2"]
    await Outbox(database).recover("web")
    assert await take(database) == ["1"]
    [row] = await database.rows("SELECT status FROM message WHERE id = '2'")
    assert row["status"] == "unknown"


async def test_one_waiting_card_of_a_ticket_is_enough(database):
    await database.run(*(messages.add(waiting(id, GROUP, Role.card, "t")) for id in "12"))
    assert await take(database) == ["1"]
    await database.run(messages.add(waiting("3", GROUP, Role.card, "t")))
    await database.run(outbox.put_off(TAKEN, START, "later"))
    assert await take(database) == ["3"]


async def test_a_sent_card_is_found_by_topic_and_by_message(database):
    card = waiting("1", GROUP, Role.card, "t")
    await database.run(messages.add(card))
    await take(database)
    await database.run(*outbox.sent(card, Receipt("p1", "topic"), START))
    assert await Cards(database).ticket_at(GROUP, "topic", None) == "t"
    assert await Cards(database).ticket_at(GROUP, None, "p1") == "t"
    assert await Cards(database).ticket_at(GROUP, None, "p2") is None
    assert await Cards(database).ticket_at(MAI, "topic", "p1") is None
    found = await Cards(database).of("t")
    assert found is not None
    await database.run(cards.placed(replace(found, message="p9")))
    assert (await Cards(database).of("t")).message == "p9"


async def test_depth_tells_how_many_wait_since_when(database):
    assert await Outbox(database).depth() == []
    await database.run(messages.add(waiting("1")), messages.add(waiting("2", NAM)))
    assert await Outbox(database).depth() == [("web", 2, START)]
