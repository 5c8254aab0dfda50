"""What goes out, and what an error of the platform means."""

import asyncio
import traceback

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.errors import (
    Blocked,
    Later,
    PersonMoved,
    Uncertain,
    Undeliverable,
    Unreached,
)
from bot.model import Address, Attachment, Button, Delivery, Reply
from tests.channels.telegram.conftest import GROUP, MAI, START, channel
from tests.fake_telegram import TOKEN, Fault

JPEG = b"\xff\xd8\xff\xe0 made up"


async def test_a_reply_arrives_with_its_buttons(rig):
    reply = Reply("Phí < 5 & > 3", "Lệ phí", "Nguồn", (Button("Có ạ", "yes:a"),))
    receipt = await rig.send(reply)
    [sent] = rig.fake.sent_to(MAI)
    assert sent.text == "Lệ phí\n\nPhí < 5 & > 3\n\nNguồn"
    assert sent.buttons == [("Có ạ", "yes:a")]
    assert sent.params["link_preview_options"] == {"is_disabled": True}
    assert receipt.message == str(sent.id)


@pytest.mark.parametrize("text", ["<script>", "a & b <i", "</b>", "&lt;", '"><a href="x">'])
async def test_the_text_of_a_user_is_never_markup(rig, text):
    await rig.send(text)
    assert rig.fake.sent_to(MAI)[0].text == text


async def test_a_long_text_comes_in_parts(rig):
    receipt = await rig.send("chữ " * 2000)
    first, last = rig.fake.sent_to(MAI)
    assert len(first.text) <= 4096
    assert receipt.message == str(last.id)


async def test_after_a_429_only_the_missing_parts_are_sent(rig):
    text = "một\n\n" + "chữ " * 2000
    rig.fake.fail("sendMessage", None, Fault(429, "Too Many Requests", {"retry_after": 7}))
    with pytest.raises(Later) as later:
        await rig.send(text, id="d")
    await rig.send(text, id="d")
    parts = [sent.text for sent in rig.fake.sent_to(MAI)]
    assert later.value.seconds == 7
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("mime", "content", "method"),
    [
        ("image/jpeg", JPEG, "sendPhoto"),
        ("audio/ogg", b"OggS", "sendVoice"),
        ("application/pdf", b"%PDF-1.7" + b" " * (3 << 20), "sendDocument"),
        ("image/jpeg", b"no picture", "sendDocument"),
    ],
)
async def test_a_file_goes_in_the_way_of_its_kind(rig, mime, content, method):
    file = Attachment("f", mime, "tep", content)
    await rig.send(Reply("Của chị đây", buttons=(Button("1", "rate:BN:1"),)), attachment=file)
    [sent] = rig.fake.sent_to(MAI)
    assert (sent.method, sent.file, sent.text) == (method, content, "Của chị đây")
    assert sent.buttons == [("1", "rate:BN:1")]


async def test_a_file_without_words_has_no_caption(rig):
    await rig.send(Reply(""), attachment=Attachment("f", "image/jpeg", "a.jpg", JPEG))
    assert rig.fake.sent_to(MAI)[0].text == ""


async def test_an_edit_changes_the_message(rig):
    receipt = await rig.send("chờ")
    again = await rig.send("xong", edit=receipt.message)
    [sent] = rig.fake.sent_to(MAI)
    assert (sent.text, sent.edits, again.message) == ("xong", 1, receipt.message)


async def test_an_edit_that_changes_nothing_is_fine(rig):
    receipt = await rig.send("xong")
    assert await rig.send("xong", edit=receipt.message) == receipt


async def test_an_edit_of_a_message_that_is_gone_sends_it_anew(rig):
    receipt = await rig.send("xong", edit="404")
    assert receipt.message == str(rig.fake.sent_to(MAI)[0].id)


async def test_the_general_topic_is_not_named(rig):
    rig.fake.group(GROUP, forum=True)
    await rig.send("chào", to=GROUP, thread="1")
    assert rig.fake.sent_to(GROUP)[0].thread is None


async def test_a_reply_to_a_deleted_message_is_sent_without_it(rig):
    await rig.send("chào", replied_to="404")
    assert rig.fake.sent_to(MAI)[0].replied_to is None


async def test_an_empty_message_is_not_sent(rig):
    with pytest.raises(Undeliverable):
        await rig.send(Reply(""))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(403, "Forbidden: bot was blocked by the user"), Blocked),
        (Fault(403, "Forbidden: user is deactivated"), Blocked),
        (Fault(400, "Bad Request: chat not found"), Blocked),
        (Fault(400, "Bad Request: TEXT_INVALID"), Undeliverable),
        (Fault(429, "Too Many Requests: retry after 3", {"retry_after": 3}), Later),
        (Fault(400, "Bad Request: upgraded", {"migrate_to_chat_id": -1009}), PersonMoved),
        (Fault(500), Uncertain),
        (Fault(502), Uncertain),
        (Fault(reset=True), Uncertain),
        (Fault(reset=True, after=True), Uncertain),
        (Fault(401, "Unauthorized"), Unreached),
    ],
)
async def test_errors_of_the_platform_have_their_meaning(rig, fault, error):
    rig.fake.fail("sendMessage", fault)
    with pytest.raises(error) as raised:
        await rig.send("chào")
    assert TOKEN not in str(raised.value)


@pytest.mark.parametrize("answer", ['{"ok": true}', '{"ok": true, "result": true}', "[]"])
async def test_after_a_senseless_answer_nobody_knows_whether_it_was_sent(rig, answer):
    async def senseless(_: web.Request) -> web.Response:
        return web.Response(text=answer, content_type="application/json")

    server = web.Application()
    server.add_routes([web.post("/{rest:.*}", senseless)])
    async with TestServer(server) as running:
        await rig.telegram.close()
        rig.telegram = channel(rig.fake, rig.core, rig.naps, api=str(running.make_url("")))
        with pytest.raises(Uncertain):
            await rig.send("chào")
        await rig.telegram.close()


async def test_a_person_who_moved_has_a_new_id(rig):
    rig.fake.group(-4001, type="group").moved_to = GROUP
    with pytest.raises(PersonMoved) as moved:
        await rig.send("chào", to=-4001)
    assert moved.value.person == str(GROUP)


async def test_somebody_unknown_is_blocked_for_us(rig):
    with pytest.raises(Blocked):
        await rig.send("chào", to=404)


async def test_without_connection_nothing_was_sent(rig, unused_tcp_port):
    nowhere = f"http://127.0.0.1:{unused_tcp_port}"
    await rig.telegram.close()
    rig.telegram = channel(rig.fake, rig.core, rig.naps, api=nowhere)
    with pytest.raises(Unreached) as unreached:
        await rig.send("chào")
    await rig.telegram.close()
    assert TOKEN not in "".join(traceback.format_exception(unreached.value))


async def test_the_next_message_waits_until_it_is_noted_that_the_last_one_arrived(rig):
    delivery = Delivery("first", Address("telegram", str(MAI)), Reply("một"), START)
    await rig.telegram.send(delivery, lambda: True)
    next = asyncio.create_task(rig.send("hai"))
    async with ClientSession() as session:
        for _ in range(3):  # a message would have arrived in that time
            await session.get(f"{rig.fake.address}/bot{TOKEN}/getMe")
    assert [sent.text for sent in rig.fake.sent_to(MAI)] == ["một"]
    rig.telegram.noted()
    await next
    assert [sent.text for sent in rig.fake.sent_to(MAI)] == ["một", "hai"]
