"""Conversations and their files."""

import pytest

from bot.errors import AlreadyDone
from bot.model import (
    Address,
    Attachment,
    Button,
    Kind,
    Message,
    MessageStatus,
    Place,
    Reply,
)
from bot.store import messages
from bot.store.messages import Messages

MAI, NAM = Address("web", "mai"), Address("web", "nam")


def message(id: str, clock, address: Address = MAI, attachment: str | None = None) -> Message:
    at = clock()
    return Message(
        id=id,
        address=address,
        at=at,
        author="bot",
        author_name="",
        reply=Reply("chữ", "đầu", "chân", (Button("Có", "yes:a"),), attachment),
        status=MessageStatus.waiting,
        kind=Kind.place,
        place=Place(21.5, 106.25),
        entry="a@1",
        due=at,
    )


async def test_a_message_comes_back_as_it_was_kept(database, clock):
    kept = message("1", clock)
    await database.run(messages.add(kept))
    assert await Messages(database).history(MAI) == [kept]
    assert await Messages(database).history(NAM) == []


async def test_history_is_the_latest_oldest_first(database, clock):
    for n in range(5):
        await database.run(messages.add(message(str(n), clock)))
    found = await Messages(database).history(MAI, limit=3)
    assert [kept.id for kept in found] == ["2", "3", "4"]


async def test_a_message_is_kept_once(database, clock):
    await database.run(messages.add(message("1", clock)))
    with pytest.raises(AlreadyDone):
        await database.run(messages.add(message("1", clock)))


async def test_only_ones_own_messages_are_attached_to_a_ticket(database, clock):
    await database.run(messages.add(message("1", clock)), messages.add(message("2", clock, NAM)))
    await database.run(messages.attach(MAI, "1", "t"), messages.attach(MAI, "2", "t"))
    assert [kept.id for kept in await Messages(database).of_ticket("t")] == ["1"]


async def test_a_file_is_given_only_to_those_who_sent_or_got_it(database, clock):
    file = Attachment("f1", "image/jpeg", "anh.jpg", b"\xff\xd8")
    await database.run(
        messages.keep(file, MAI, clock()), messages.add(message("1", clock, attachment="f1"))
    )
    assert await Messages(database).attachment_for(MAI, "f1") == file
    assert await Messages(database).attachment_for(NAM, "f1") is None
    assert await Messages(database).attachment_for(MAI, "%") is None


async def test_some_messages_are_found_by_their_ids(database, clock):
    for id in ("1", "2", "3"):
        await database.run(messages.add(message(id, clock)))
    found = await Messages(database).some(("3", "1", "x"))
    assert [kept.id for kept in found] == ["1", "3"]
