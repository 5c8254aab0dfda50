"""The whole program over real HTTP: Telegram, the web chat, the console."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot import app as application
from bot.config import Settings
from bot.store.entries import Entries
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.server import TOKEN
from tests.fakes import ENTRIES
from tests.running import free_port

MAI, GROUP, HUNG = 501, -1001234567890, 77
UNKNOWN = "nhà tôi có con trâu bị ốm thì gọi ai"
ANSWER = "Anh/chị gọi cán bộ thú y của xã nhé."


@asynccontextmanager
async def danhoi(folder: Path, fake: FakeTelegram, webhook: bool = False) -> AsyncIterator[str]:
    """A running installation that talks to the fake; its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = Settings(
        database=str(folder / "danhoi.db"),
        host="127.0.0.1",
        port=port,
        public_url=address if webhook else None,
        telegram_token=TOKEN,
        telegram_api=fake.address,
        telegram_staff_chat=str(GROUP),
    )
    async with application.open_store(settings) as database:
        await Entries(database).load(ENTRIES, "tests", application.now())
    stop, ready = asyncio.Event(), asyncio.Event()
    async with application.build(settings) as app:
        running = asyncio.create_task(application.run(app, stop, ready.set))
        await ready.wait()
        try:
            yield address
        finally:
            stop.set()
            await running


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as served:
        served.group(GROUP, forum=True)
        yield served


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_citizen_and_staff_meet_on_telegram(fake, tmp_path, webhook):
    async with danhoi(tmp_path, fake, webhook):
        await fake.say(MAI, "/start")
        await fake.wait_for(MAI, lambda sent: "trợ lý tự động" in sent.text)
        await fake.say(MAI, "lam lai can cuoc bi mat")
        await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text)
        await fake.say(MAI, UNKNOWN)
        await fake.wait_for(MAI, lambda sent: "Mã câu hỏi: BN-" in sent.text)
        card = await fake.wait_for(GROUP, lambda sent: UNKNOWN in sent.text)
        await fake.press(GROUP, card.buttons[0][1], author=HUNG)
        await fake.until(lambda: "đang xử lý" in card.text or None)
        await fake.say(GROUP, ANSWER, author=HUNG, thread=card.thread)
        answer = await fake.wait_for(MAI, lambda sent: ANSWER in sent.text)
        await fake.press(MAI, dict(answer.buttons)["5"])
        await fake.wait_for(MAI, lambda sent: "Cảm ơn" in sent.text)
        await fake.until(lambda: "đã đóng" in card.text or None)


async def test_a_citizen_on_the_web_is_answered_from_the_telegram_group(fake, tmp_path):
    async with danhoi(tmp_path, fake) as address, aiohttp.ClientSession() as web:
        body = {"id": "first-message", "text": UNKNOWN}
        headers = {"Origin": address}
        async with web.post(f"{address}/chat/messages", json=body, headers=headers) as response:
            assert response.status == 200
            jar = {cookie.key: cookie.value for cookie in response.cookies.values()}
        card = await fake.wait_for(GROUP, lambda sent: UNKNOWN in sent.text)
        await fake.say(GROUP, ANSWER, author=HUNG, reply_to=card.id)
        await fake.until(lambda: "đã trả lời" in card.text or None)
        async with web.get(f"{address}/chat/messages", cookies=jar) as response:
            said = [message["text"] for message in (await response.json())["messages"]]
        assert said.count(ANSWER) == 1


async def test_an_update_that_comes_twice_is_answered_once(fake, tmp_path):
    async with danhoi(tmp_path, fake):
        id = await fake.say(MAI, "lam lai can cuoc bi mat")
        await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text)
        fake.updates.repeat(id)
        await fake.say(MAI, "làm hộ chiếu online")
        await fake.wait_for(MAI, lambda sent: "hộ chiếu trên Cổng" in sent.text)
        answers = [sent for sent in fake.sent_to(MAI) if "Công an xã, phường" in sent.text]
        assert len(answers) == 1


async def test_what_was_asked_while_danhoi_was_down_is_answered_when_it_is_back(fake, tmp_path):
    async with danhoi(tmp_path, fake):
        await fake.say(MAI, "/start")
        await fake.wait_for(MAI, lambda sent: "trợ lý tự động" in sent.text)
    await fake.say(MAI, "lam lai can cuoc bi mat")
    async with danhoi(tmp_path, fake):
        await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text)
