"""Long polling: confirmed when taken, not before."""

import asyncio
import json

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram import intake
from bot.errors import StoreError
from bot.model import GroupMoved, Incoming, StaffPost, Unread
from tests.channels.telegram.conftest import GROUP, MAI, channel
from tests.fake_telegram import TOKEN, Fault


async def test_a_message_is_confirmed_only_when_it_was_taken(rig):
    rig.core.gate.clear()
    async with rig.running():
        id = await rig.fake.say(MAI, "làm căn cước")
        await rig.core.was_asked(1)
        assert rig.fake.updates.offsets == []
        rig.core.gate.set()
        await rig.fake.until(lambda: rig.fake.updates.offsets == [id + 1])
    [incoming] = rig.core.received
    assert (incoming.id, incoming.text) == (str(id), "làm căn cước")


async def test_when_the_store_fails_the_message_is_tried_again(rig):
    rig.core.errors += [StoreError("disk"), StoreError("disk")]
    async with rig.running():
        id = await rig.fake.say(MAI, "a")
        await rig.fake.until(lambda: rig.fake.updates.offsets == [id + 1])
    assert [incoming.text for incoming in rig.core.received] == ["a"]
    assert len(rig.naps.seconds) == 2


async def test_a_failing_store_keeps_the_order_of_a_chat(rig):
    rig.core.errors.append(StoreError("disk"))
    for text in "abc":
        await rig.fake.say(MAI, text)
    async with rig.running():
        received = await rig.core.has(3)
    assert [incoming.text for incoming in received] == ["a", "b", "c"]


async def test_chats_do_not_wait_for_each_other(rig):
    rig.core.gate.clear()
    for person in (MAI, 5002, 5003):
        await rig.fake.say(person, "a")
        await rig.fake.say(person, "b")
    async with rig.running():
        await rig.core.was_asked(3)
        rig.core.gate.set()
        await rig.core.has(6)


async def test_only_so_many_chats_are_taken_side_by_side(rig):
    rig.core.gate.clear()
    for person in range(6000, 6040):
        await rig.fake.say(person, "a")
    async with rig.running():
        await rig.core.was_asked(32)
        assert rig.core.arrived == 32
        rig.core.gate.set()
        await rig.core.has(40)


async def test_what_was_not_confirmed_comes_again_at_the_next_start(rig):
    rig.core.gate.clear()
    await rig.fake.say(MAI, "a")
    async with rig.running():
        await rig.core.was_asked(1)
    rig.core.gate.set()
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert incoming.text == "a"


async def test_turns_under_way_are_finished_when_polling_ends(rig):
    rig.core.gate.clear()
    await rig.fake.say(MAI, "a")
    telegram = channel(rig.fake, rig.core, rig.naps, sleep=lambda _: asyncio.Event().wait())
    polling = asyncio.create_task(telegram.run())
    await rig.core.was_asked(1)
    polling.cancel()
    asyncio.get_running_loop().call_soon(rig.core.gate.set)
    await asyncio.gather(polling, return_exceptions=True)
    await telegram.close()
    assert [incoming.text for incoming in rig.core.received] == ["a"]


async def test_an_unreadable_update_is_handed_over_raw_and_blocks_nothing(rig):
    rig.fake.updates.add({"message": {"message_id": 1, "text": "đất"}})
    id = await rig.fake.say(MAI, "a")
    async with rig.running():
        await rig.fake.until(lambda: rig.fake.updates.offsets == [id + 1])
    received = {type(happening): happening for happening in rig.core.received}
    assert received[Incoming].text == "a"
    assert received[Unread].id == str(id - 1)
    assert json.loads(received[Unread].raw)["message"] == {"message_id": 1, "text": "đất"}


async def test_an_update_that_fails_to_be_understood_is_handed_over_raw(rig, monkeypatch):
    monkeypatch.setattr(intake, "parse", lambda *_: 1 / 0)
    await rig.fake.say(MAI, "đất")
    async with rig.running():
        [unread] = await rig.core.has(1)
    assert json.loads(unread.raw)["message"]["text"] == "đất"
    assert unread.reason.startswith("ZeroDivisionError < bot/channels/telegram/intake.py")
    with pytest.raises(ZeroDivisionError):
        await rig.telegram.read(unread)
    monkeypatch.undo()
    incoming = await rig.telegram.read(unread)
    assert (incoming.id, incoming.text) == (unread.id, "đất")


async def test_an_unreadable_update_is_not_confirmed_before_it_is_kept(rig):
    rig.core.errors += [StoreError("disk"), StoreError("disk")]
    id = rig.fake.updates.add({"message": {"message_id": 1}})
    async with rig.running():
        await rig.fake.until(lambda: len(rig.fake.updates.offsets) == 1)
    assert [type(happening) for happening in rig.core.received] == [Unread]
    assert rig.fake.updates.offsets == [id + 1]


async def test_an_error_of_the_core_is_logged_and_blocks_nothing(rig):
    rig.core.errors.append(ZeroDivisionError())
    await rig.fake.say(MAI, "a")
    await rig.fake.say(MAI, "b")
    with capture_logs() as logs:
        async with rig.running():
            [incoming] = await rig.core.has(1)
    assert incoming.text == "b"
    assert any(line.get("exc_info") for line in logs)


async def test_a_lost_answer_of_the_server_loses_no_message(rig):
    rig.fake.fail("getUpdates", Fault(502), Fault(reset=True, after=True))
    await rig.fake.say(MAI, "a")
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert incoming.text == "a"
    assert rig.fake.count("getUpdates") >= 3


async def test_a_press_is_answered_at_once(rig):
    rig.core.gate.clear()
    rig.fake.fail("answerCallbackQuery", Fault(400, "Bad Request: query is too old"))
    press = {
        "id": "1",
        "from": {"id": MAI, "is_bot": False, "first_name": "Mai"},
        "chat_instance": "1",
        "data": "topics",
        "message": {"message_id": 1, "date": 0, "chat": {"id": MAI, "type": "private"}},
    }
    rig.fake.updates.add({"callback_query": press})
    rig.fake.updates.add({"callback_query": {**press, "id": "2"}})
    async with rig.running():
        await rig.fake.until(lambda: rig.fake.count("answerCallbackQuery") == 1)
        rig.core.gate.set()
        received = await rig.core.has(2)
        await rig.fake.until(lambda: rig.fake.methods.answered == ["2"])
    assert [incoming.choice for incoming in received] == ["topics", "topics"]


async def test_the_webhook_is_removed_and_the_commands_are_set(rig):
    rig.fake.updates.set_hook("https://old.example.vn/telegram", "", 40)
    await rig.fake.say(MAI, "a")
    rig.fake.updates.remove_hook()
    async with rig.running():
        await rig.core.has(1)
        await rig.fake.until(lambda: len(rig.fake.methods.commands) == 3)
    described = {
        language: commands[0]["description"]
        for language, commands in rig.fake.methods.commands.items()
    }
    assert described == {"": "Bắt đầu", "vi": "Bắt đầu", "en": "Start"}
    deleted = [params for method, params in rig.fake.calls if method == "deleteWebhook"]
    assert deleted == [{}]


async def test_refused_commands_do_not_stop_the_rest(rig):
    rig.fake.fail("setMyCommands", Fault(400, "Bad Request: BOT_COMMAND_INVALID"))
    await rig.fake.say(MAI, "a")
    async with rig.running():
        await rig.core.has(1)


async def test_slow_commands_do_not_hold_up_the_messages(rig):
    wait = Fault(429, "Too Many Requests", {"retry_after": 600})
    rig.fake.fail("setMyCommands", *[wait] * 1000)
    await rig.fake.say(MAI, "a")
    async with rig.running():
        await rig.core.has(1)


async def test_a_server_that_is_none_of_telegrams_does_not_end_the_channel(rig):
    rig.fake.fail("getUpdates", Fault(200, "not ok"), Fault(200, "not ok"))
    await rig.fake.say(MAI, "a")
    with capture_logs():
        async with rig.running():
            await rig.core.has(1)


async def test_a_wrong_token_is_said_clearly_and_not_hammered(rig):
    token = "1234567890:another-made-up-token"
    asked = asyncio.Event()

    async def stop(seconds: float) -> None:
        rig.naps.seconds.append(seconds)
        asked.set()
        await asyncio.Event().wait()

    telegram = channel(rig.fake, rig.core, rig.naps, token=token, sleep=stop)
    with capture_logs() as logs:
        task = asyncio.create_task(telegram.run())
        await asyncio.wait_for(asked.wait(), 5)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await telegram.close()
    assert rig.naps.seconds[0] >= 300
    assert "DANHOI_TELEGRAM_TOKEN" in logs[-1]["do"]
    assert token not in repr(logs)


async def test_another_program_with_this_bot_is_named_as_the_cause(rig):
    rig.fake.fail("getUpdates", Fault(409, "Conflict: terminated by other getUpdates request"))
    await rig.fake.say(MAI, "a")
    with capture_logs() as logs:
        async with rig.running():
            await rig.core.has(1)
    assert any("another program" in line.get("do", "") for line in logs)


async def test_without_network_it_goes_on_trying_and_shows_no_token(rig, unused_tcp_port):
    tries = asyncio.Semaphore(0)

    async def nap(seconds: float) -> None:
        tries.release()
        await asyncio.sleep(0)

    nowhere = f"http://127.0.0.1:{unused_tcp_port}"
    telegram = channel(rig.fake, rig.core, rig.naps, api=nowhere, sleep=nap)
    with capture_logs() as logs:
        task = asyncio.create_task(telegram.run())
        async with asyncio.timeout(5):
            for _ in range(3):
                await tries.acquire()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await telegram.close()
    assert "out of reach" in logs[0]["do"]
    assert TOKEN not in repr(logs)


async def test_citizens_staff_and_a_moved_group_reach_their_receivers(rig):
    rig.fake.group(GROUP)
    rig.fake.group(-4001, type="group")
    await rig.fake.say(MAI, "hỏi")
    await rig.fake.say(GROUP, "đáp", author=77)
    rig.fake.post(-4001, {"migrate_to_chat_id": GROUP}, author=77)
    async with rig.running():
        received = await rig.core.has(3)
    assert {type(happening) for happening in received} == {Incoming, StaffPost, GroupMoved}
