"""What the doctor finds out about Telegram, over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.config import Settings
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.network import Network
from bot.operations.doctor.sentences import EN
from bot.operations.doctor.telegram import Telegram
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.running import free_port

GROUP = -1001234567890


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as served:
        served.group(GROUP, forum=True)
        yield served


async def found(
    fake: FakeTelegram, ahead: timedelta = timedelta(), **more: object
) -> dict[str, Finding]:
    fields = {"telegram_token": TOKEN, "telegram_api": fake.address, **more}
    settings = Settings(telegram_staff_chat=str(GROUP), **fields)  # type: ignore[arg-type]
    now = datetime.now(UTC) + ahead
    async with aiohttp.ClientSession() as session:
        findings = await Telegram(settings, Network(session), now, EN).findings()
    return {finding.name: finding for finding in findings}


async def test_all_is_well(fake):
    findings = await found(fake)
    assert [finding.line() for finding in findings.values()] == [
        "OK clock: agrees with Telegram's",
        "OK Telegram: the token is @DanHoiTestBot's",
        "OK Telegram: 0 updates wait to be taken",
        "OK staff group: “Bộ phận một cửa”, the bot is administrator",
    ]


async def test_a_clock_that_is_wrong_is_found_by_the_servers(fake):
    assert (await found(fake, timedelta(seconds=20)))["clock"].ok
    wrong = (await found(fake, timedelta(minutes=-5)))["clock"]
    assert not wrong.ok
    assert "seconds off" in wrong.what
    assert "NTP" in wrong.advice


async def test_a_token_that_is_refused_ends_the_matter(fake):
    findings = await found(fake, telegram_token="1234567890:another-made-up-token")
    assert [(finding.name, finding.ok) for finding in findings.values()] == [("telegram", False)]
    assert "@BotFather" in findings["telegram"].advice


async def test_a_server_out_of_reach_is_named_without_the_token(fake):
    nowhere = f"http://127.0.0.1:{free_port()}"
    [finding] = (await found(fake, telegram_api=nowhere)).values()
    assert not finding.ok
    assert "127.0.0.1" in finding.what
    assert TOKEN not in finding.line()


async def test_a_server_that_is_no_bot_api_is_told_apart(fake):
    [finding] = (await found(fake, telegram_api=f"{fake.address}/elsewhere")).values()
    assert "no Bot API server" in finding.what


async def test_failed_posts_are_told_for_an_hour(fake):
    url = "https://hoi.example.vn"
    await fake.methods.setWebhook({"url": f"{url}/telegram/webhook"})
    stamp = int((datetime.now(UTC) - timedelta(minutes=7)).timestamp())
    fake.methods.trouble = {
        "last_error_date": stamp,
        "last_error_message": "SSL error {certificate verify failed}",
    }
    wrong = (await found(fake, public_url=url))["updates"]
    assert not wrong.ok
    assert "7 minutes ago: SSL error {certificate" in wrong.what
    assert (await found(fake, timedelta(hours=2), public_url=url))["updates"].ok


async def test_updates_that_go_elsewhere_or_pile_up_are_found(fake):
    elsewhere = (await found(fake, public_url="https://hoi.example.vn"))["updates"]
    assert not elsewhere.ok
    assert "getUpdates, and not to https://hoi.example.vn/telegram/webhook" in elsewhere.what
    for number in range(101):
        await fake.say(501, f"câu hỏi {number}")
    assert not (await found(fake))["updates"].ok


@pytest.mark.parametrize(
    ("chat", "ok", "words"),
    [
        ({"status": "left"}, False, "no member"),
        ({"may_open_topics": False}, False, "manage topics"),
        ({"status": "member"}, False, "manage topics"),
        ({"status": "member", "forum": False}, True, "make it administrator"),
        ({"blocked": True}, False, "no member"),
        ({"moved_to": -1009876543210}, False, "DANHOI_TELEGRAM_STAFF_CHAT=-1009876543210"),
    ],
)
async def test_what_is_wrong_with_the_staff_group_is_said(fake, chat, ok, words):
    for name, value in chat.items():
        setattr(fake.chats.chats[GROUP], name, value)
    finding = (await found(fake))["staff group"]
    assert finding.ok is ok
    assert words in finding.line()


async def test_trouble_at_telegram_is_no_fault_of_the_token(fake):
    fake.fail("getMe", Fault())
    [finding] = (await found(fake)).values()
    assert "getMe fails: 500" in finding.what
