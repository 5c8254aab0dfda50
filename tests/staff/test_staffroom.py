"""The staff group: only the right group, only once, nothing personal on a card."""

import asyncio

from bot.model import Address, GroupMoved, StaffPost
from bot.store.cards import Cards
from tests.town import GROUP, texts, values


async def open_ticket(town, text: str = "nhà tôi có con trâu bị ốm") -> str:
    await town.says(text)
    card = await Cards(town.database).of((await town.ticket()).id)
    assert card is not None
    return card.message


async def test_a_reply_in_another_group_answers_nobody(town):
    card = await open_ticket(town)
    elsewhere = Address("telegram", "-666")
    post = StaffPost("p", elsewhere, "1", "Kẻ lạ", town.clock(), text="hả", replied_to=card)
    await town.staffroom.receive(post)
    assert (await town.ticket()).status == "waiting"


async def test_a_redelivered_answer_reaches_the_citizen_once(town):
    card = await open_ticket(town)
    post = StaffPost("p", GROUP, "1", "Hùng", town.clock(), text="Gọi thú y.", replied_to=card)
    await town.staffroom.receive(post)
    await town.staffroom.receive(post)
    assert texts(await town.heard()).count("Gọi thú y.") == 1


async def test_a_refusal_delivered_at_once_twice_is_said_once(town):
    card = await open_ticket(town)
    await town.deliver()
    long = StaffPost("p", GROUP, "1", "Hùng", town.clock(), text="a" * 4001, replied_to=card)
    before = len(town.telegram.sent)
    await asyncio.gather(*(town.staffroom.receive(long) for _ in range(3)))
    await town.deliver()
    assert len(town.telegram.sent[before:]) == 1


async def test_what_is_written_in_a_ticket_s_topic_is_an_answer(town):
    await open_ticket(town)
    await town.posts("Gọi thú y.", thread="topic-1")
    assert "Gọi thú y." in texts(await town.heard())


async def test_an_answer_is_not_lost_where_the_card_s_place_is_not_known(town):
    await open_ticket(town)
    code = (await town.ticket()).code
    await town.posts("Gọi thú y.", thread="lost", heading=f"{code} nhà tôi có con trâu")
    assert "Gọi thú y." in texts(await town.heard())


async def test_talk_among_staff_is_no_answer(town):
    card = await open_ticket(town)
    await town.posts("ai rảnh trả lời giúp")
    await town.posts("// hỏi chị Lan đã", replied_to=card)
    assert await town.heard() == []
    assert (await town.ticket()).status == "waiting"


async def test_an_answer_to_a_closed_ticket_is_refused_in_words(town):
    card = await open_ticket(town)
    await town.posts(choice=f"close:{(await town.ticket()).code}")
    seen = await town.posts("Gọi thú y.", replied_to=card)
    assert "đã đóng" in texts(seen)


async def test_the_press_of_an_old_button_is_refused_in_words(town):
    await open_ticket(town)
    code = (await town.ticket()).code
    await town.posts(choice=f"claim:{code}")
    seen = await town.posts(choice=f"reopen:{code}")
    assert "đang mở" in texts(seen)


async def test_a_card_shows_no_personal_numbers(town):
    question = "nhà tôi có con trâu bị ốm thì gọi ai? Số của tôi 0912 345 678, thẻ 027099001234"
    await open_ticket(town, question)
    card = texts(town.telegram.sent)
    assert "345 678" not in card
    assert "027099001234" not in card
    assert "•••78" in card


async def test_the_buttons_of_a_card_follow_its_state(town):
    await open_ticket(town)
    code = (await town.ticket()).code
    assert values(town.telegram.sent[-1:]) == [f"claim:{code}", f"close:{code}"]
    seen = await town.posts(choice=f"claim:{code}")
    assert values(seen) == [f"release:{code}", f"close:{code}"]
    seen = await town.posts(choice=f"close:{code}")
    assert values(seen) == [f"reopen:{code}"]


async def test_a_group_that_moved_is_followed(town):
    await open_ticket(town)
    new = Address("telegram", "-1002")
    await town.staffroom.receive(GroupMoved("g1", GROUP, new))
    post = StaffPost("p", new, "1", "Hùng", town.clock(), text="Gọi thú y.", thread="topic-1")
    await town.staffroom.receive(post)
    assert "Gọi thú y." in texts(await town.heard())


async def test_a_file_from_staff_reaches_the_citizen(town):
    from bot.model import Attachment

    card = await open_ticket(town)
    file = Attachment("f1", "image/jpeg", "so-do.jpg", b"\xff\xd8")
    await town.posts("Xem sơ đồ.", replied_to=card, attachment=file)
    [delivery] = await town.heard()
    assert delivery.attachment == file


async def test_a_file_that_cannot_be_sent_is_refused_with_its_text(town):
    card = await open_ticket(town)
    seen = await town.posts("Xem phim này.", replied_to=card, too_large=True)
    assert "câu trả lời chưa gửi đi" in texts(seen)
    assert await town.heard() == []
