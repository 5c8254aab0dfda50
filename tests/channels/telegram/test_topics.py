"""Cards of tickets in the staff group, with topics and without."""

import pytest
from structlog.testing import capture_logs

from bot.errors import Later
from bot.model import Reply
from tests.channels.telegram.conftest import GROUP
from tests.fake_telegram import Fault

CARD = Reply("Trâu ốm thì gọi ai?", title="BN-7K3F-2 · đang chờ")


async def test_a_card_opens_its_topic_and_says_where_it_is(rig):
    forum = rig.fake.group(GROUP, forum=True)
    receipt = await rig.send(CARD, to=GROUP, topic="BN-7K3F-2 Trâu ốm")
    [sent] = rig.fake.sent_to(GROUP)
    assert forum.topics == {sent.thread: "BN-7K3F-2 Trâu ốm"}
    assert (receipt.message, receipt.thread) == (str(sent.id), str(sent.thread))


async def test_without_topics_a_card_is_a_message(rig):
    rig.fake.group(GROUP)
    await rig.send(CARD, to=GROUP, topic="BN-7K3F-2")
    receipt = await rig.send(CARD, to=GROUP, topic="BN-7K3F-2")
    assert receipt.thread is None
    assert rig.fake.count("getChat") == 1


async def test_without_the_right_to_open_topics_the_card_goes_without(rig):
    rig.fake.group(GROUP, forum=True).may_open_topics = False
    with capture_logs() as logs:
        receipt = await rig.send(CARD, to=GROUP, topic="BN-7K3F-2")
    assert receipt.thread is None
    assert "administrator" in logs[0]["do"]


async def test_a_card_is_edited_where_it_is(rig):
    rig.fake.group(GROUP, forum=True)
    first = await rig.send(CARD, to=GROUP, topic="BN")
    again = await rig.send(
        Reply("đã xong"), to=GROUP, topic="BN", edit=first.message, thread=first.thread
    )
    assert again == first
    assert len(rig.fake.sent_to(GROUP)) == 1


async def test_a_card_whose_topic_was_deleted_gets_a_new_one(rig):
    forum = rig.fake.group(GROUP, forum=True)
    first = await rig.send(CARD, to=GROUP, topic="BN")
    forum.topics.clear()
    rig.fake.chats.sent.clear()
    again = await rig.send(CARD, to=GROUP, topic="BN", edit=first.message, thread=first.thread)
    assert list(forum.topics) == [int(again.thread)]
    assert again.thread != first.thread


async def test_a_note_whose_topic_was_deleted_goes_without(rig):
    forum = rig.fake.group(GROUP, forum=True)
    card = await rig.send(CARD, to=GROUP, topic="BN")
    forum.topics.clear()
    receipt = await rig.send(
        "Chị Mai viết thêm", to=GROUP, thread=card.thread, replied_to=card.message
    )
    assert receipt.thread is None
    assert rig.fake.sent_to(GROUP)[-1].replied_to == int(card.message)


async def test_a_card_tried_again_does_not_open_a_second_topic(rig):
    forum = rig.fake.group(GROUP, forum=True)
    rig.fake.fail("sendMessage", Fault(429, "Too Many Requests", {"retry_after": 1}))
    with pytest.raises(Later):
        await rig.send(CARD, to=GROUP, topic="BN", id="card")
    await rig.send(CARD, to=GROUP, topic="BN", id="card")
    assert len(forum.topics) == 1
    assert len(rig.fake.sent_to(GROUP)) == 1
