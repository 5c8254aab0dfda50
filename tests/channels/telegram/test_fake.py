"""The fake Bot API is as strict as the real one where it matters to us."""

import asyncio
import json

import pytest
from aiohttp import ClientSession

from tests.channels.telegram.conftest import GROUP, MAI
from tests.fake_telegram import TOKEN, FakeTelegram, Flood

KEY = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}


@pytest.fixture
async def call(fake):
    async with ClientSession() as session:

        async def post(method: str, **params: object) -> tuple[int, dict]:
            address = f"{fake.address}/bot{TOKEN}/{method}"
            async with session.post(address, json=params) as response:
                return response.status, await response.json()

        yield post


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("sendMessage", {"text": "a"}, "chat_id"),
        ("sendMessage", {"chat_id": MAI}, "text"),
        ("sendMessage", {"chat_id": MAI, "text": 5}, "text"),
        ("sendMessage", {"chat_id": MAI, "text": "a", "txt": "b"}, "txt"),
        ("sendMessage", {"chat_id": 404, "text": "a"}, "chat not found"),
        ("sendMessage", {"chat_id": MAI, "text": " "}, "empty"),
        ("sendMessage", {"chat_id": MAI, "text": "a" * 4097}, "too long"),
        ("sendMessage", {"chat_id": MAI, "text": "<x>", "parse_mode": "HTML"}, "start tag"),
        ("sendMessage", {"chat_id": MAI, "text": "1 < 2", "parse_mode": "HTML"}, "start tag"),
        ("sendMessage", {"chat_id": MAI, "text": "<b>a", "parse_mode": "HTML"}, "end tag"),
        ("sendMessage", {"chat_id": MAI, "text": "a", "message_thread_id": 1}, "thread not found"),
        ("editMessageText", {"chat_id": MAI, "message_id": 9, "text": "a"}, "edit not found"),
        ("setWebhook", {"url": "http://hoi.example.vn"}, "HTTPS"),
        ("createForumTopic", {"chat_id": MAI, "name": "a"}, "forum"),
    ],
)
async def test_wrong_calls_are_refused(call, method, params, why):
    status, answer = await call(method, **params)
    assert (status, answer["ok"]) == (400, False)
    assert why in answer["description"]


async def test_an_unknown_method_is_not_found(call):
    assert (await call("sendNonsense"))[0] == 404


@pytest.mark.parametrize(("data", "status"), [("đ" * 32, 200), ("đ" * 33, 400), ("", 400)])
async def test_callback_data_is_counted_in_bytes(call, data, status):
    key = {"inline_keyboard": [[{"text": "a", "callback_data": data}]]}
    assert (await call("sendMessage", chat_id=MAI, text="a", reply_markup=key))[0] == status


async def test_a_poll_returns_when_something_is_said(fake, call):
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await fake.until(lambda: fake.count("getUpdates"))
    id = await fake.say(MAI, "a")
    _, answer = await poll
    assert [update["update_id"] for update in answer["result"]] == [id]


async def test_updates_stay_until_they_are_confirmed(fake, call):
    first = await fake.say(MAI, "a")
    second = await fake.say(MAI, "b")
    assert len((await call("getUpdates"))[1]["result"]) == 2
    [left] = (await call("getUpdates", offset=first + 1))[1]["result"]
    assert left["update_id"] == second


async def test_the_older_of_two_polls_is_ended(fake, call):
    older = asyncio.create_task(call("getUpdates", timeout=50))
    await fake.until(lambda: fake.count("getUpdates"))
    newer = asyncio.create_task(call("getUpdates", timeout=50))
    assert (await older)[0] == 409
    await fake.say(MAI, "a")
    assert (await newer)[0] == 200


async def test_a_message_in_a_topic_carries_its_service_message(fake):
    chat = fake.group(GROUP, forum=True)
    thread = fake.chats.open_topic(chat, "BN")
    id = await fake.say(GROUP, "a", author=77, thread=thread)
    message = fake.updates.known[id]["message"]
    assert message["reply_to_message"]["forum_topic_created"]["name"] == "BN"


async def test_pressing_is_done_under_the_message_that_has_the_button(fake, call):
    await call("sendMessage", chat_id=MAI, text="a", reply_markup=KEY)
    id = await fake.press(MAI, "yes")
    assert fake.updates.known[id]["callback_query"]["message"]["text"] == "a"


async def test_floods_are_stopped():
    async with FakeTelegram(flood=Flood(private=2)) as fake, ClientSession() as session:
        fake.chats.open(MAI, "private")
        statuses = []
        for _ in range(3):
            message = {"chat_id": str(MAI), "text": "a"}
            async with session.post(
                f"{fake.address}/bot{TOKEN}/sendMessage", data=message
            ) as response:
                statuses.append(response.status)
                answer = json.loads(await response.text())
        assert statuses == [200, 200, 429]
        assert answer["parameters"]["retry_after"] >= 1
