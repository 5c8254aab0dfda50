"""Several processes over one database: every message once, whichever of them stops."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot import app as application
from bot.config import Settings
from bot.errors import SettingsError
from bot.store.entries import Entries
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.server import TOKEN
from tests.fakes import ENTRIES
from tests.running import free_port
from tests.servers import BOTH

MAI, GROUP = 501, -1001234567890

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as served:
        yield served


def settings(address: str, fake: FakeTelegram, **more: object) -> Settings:
    return Settings(
        database=address,
        host="127.0.0.1",
        port=free_port(),
        telegram_token=TOKEN,
        telegram_api=fake.address,
        embeddings="none",
        **more,
    )


@pytest.fixture
async def prepared(address: str, fake: FakeTelegram) -> None:
    async with application.open_store(settings(address, fake)) as database:
        await Entries(database).load(ENTRIES, "tests", application.now())


@asynccontextmanager
async def process(
    address: str, fake: FakeTelegram, *only: str, **more: object
) -> AsyncIterator[str]:
    """One more danhoi; where it would listen."""
    chosen = settings(address, fake, **more)
    stop, ready = asyncio.Event(), asyncio.Event()
    async with application.build(chosen) as app:
        running = asyncio.create_task(application.run(app, stop, ready.set, only))
        await ready.wait()
        try:
            yield f"http://127.0.0.1:{chosen.port}"
        finally:
            stop.set()
            await running


@pytest.mark.usefixtures("prepared")
async def test_two_processes_answer_once_and_one_goes_on_when_the_other_stops(address, fake):
    async with process(address, fake):
        async with process(address, fake):
            await fake.say(MAI, "lam lai can cuoc bi mat")
            await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text)
            assert fake.count("deleteWebhook") == 1  # the standby has not begun
        await fake.say(MAI, "làm hộ chiếu online")
        await fake.wait_for(MAI, lambda sent: "hộ chiếu trên Cổng" in sent.text)
    async with process(address, fake):
        await fake.say(MAI, "căn cước sắp hết hạn đổi ở đâu")
        await fake.wait_for(MAI, lambda sent: "trước khi thẻ hết hạn" in sent.text)
    for words in ("Công an xã, phường", "hộ chiếu trên Cổng", "trước khi thẻ hết hạn"):
        assert sum(words in sent.text for sent in fake.sent_to(MAI)) == 1


@pytest.mark.usefixtures("prepared")
async def test_the_standby_takes_over_at_once_after_a_clean_stop(address, fake):
    leader = process(address, fake)
    await leader.__aenter__()
    async with process(address, fake):
        await leader.__aexit__(None, None, None)
        await fake.say(MAI, "lam lai can cuoc bi mat")
        await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text, seconds=8)


@pytest.mark.usefixtures("prepared")
async def test_each_role_can_be_a_process_of_its_own(address, fake):
    async with (
        process(address, fake, "web") as web,
        process(address, fake, "telegram"),
        process(address, fake, "courier") as courier,
        aiohttp.ClientSession() as session,
    ):
        await fake.say(MAI, "lam lai can cuoc bi mat")
        await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text)
        async with session.get(f"{web}/healthz") as response:
            assert response.status == 200
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"{courier}/healthz")


@pytest.mark.usefixtures("prepared")
async def test_a_process_without_pages_is_watched_on_a_port_of_its_own(address, fake):
    port = free_port()
    async with (
        process(address, fake, "courier", "telegram", metrics_port=port),
        aiohttp.ClientSession() as session,
    ):
        await fake.say(MAI, "lam lai can cuoc bi mat")
        await fake.wait_for(MAI, lambda sent: "Công an xã, phường" in sent.text)
        answers = {}
        for path in ("/metrics", "/healthz", "/readyz", "/", "/console/", "/chat/messages"):
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                answers[path] = response.status, await response.text()
    assert 'danhoi_deliveries_total{channel="telegram",result="sent"}' in answers["/metrics"][1]
    assert [status for status, _ in answers.values()] == [200, 200, 200, 404, 404, 404]


@pytest.mark.usefixtures("prepared")
async def test_a_role_that_there_is_not_is_refused_by_name(address, fake):
    async with application.build(settings(address, fake)) as app:
        with pytest.raises(SettingsError, match="'zalo' here; there are: web, courier, telegram"):
            await application.run(app, asyncio.Event(), only=("web", "zalo"))


@pytest.mark.usefixtures("prepared")
async def test_a_poisoned_update_blocks_nobody_and_has_its_turn_by_replay(address, fake):
    chosen = settings(address, fake)
    stop, ready = asyncio.Event(), asyncio.Event()
    async with application.build(chosen) as app:
        take = app.patience._receive

        async def poisoned(incoming):
            if "thuốc độc" in incoming.text:
                raise RuntimeError("a bug")
            await take(incoming)

        app.patience._receive = poisoned
        running = asyncio.create_task(application.run(app, stop, ready.set))
        await fake.say(MAI, "thuốc độc: mất căn cước làm lại thế nào")
        id = await fake.say(MAI, "làm hộ chiếu online")
        await fake.wait_for(MAI, lambda sent: "hộ chiếu trên Cổng" in sent.text)
        await fake.until(lambda: id + 1 in fake.updates.offsets)
        assert any("đã được giữ lại" in sent.text for sent in fake.sent_to(MAI))
        app.patience._receive = take
        assert await app.patience.replay_all() == (1, 0)
        await fake.wait_for(MAI, lambda sent: "căn cước" in sent.text.lower())
        stop.set()
        await running
