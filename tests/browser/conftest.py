"""A whole danhoi on a loopback port, and a real Chromium to look at it."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright, expect

from bot import app as application
from bot.config import Settings
from bot.store.entries import Entries
from tests.fakes import ENTRIES
from tests.running import free_port

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
expect.set_options(timeout=30_000)

PASSWORD = "mot-mat-khau-dai"
PHONE = {"width": 360, "height": 740}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where a fresh installation serves the few entries of the tests."""
    settings = Settings(
        database=str(tmp_path / "danhoi.db"),
        host="127.0.0.1",
        port=free_port(),
        admin_password=PASSWORD,
    )
    async with application.open_store(settings) as database:
        await Entries(database).load(ENTRIES, "tests", application.now())
    stop, ready = asyncio.Event(), asyncio.Event()
    async with application.build(settings) as app:
        await app.accounts.first_admin(PASSWORD)
        running = asyncio.create_task(application.run(app, stop, ready.set))
        await ready.wait()
        try:
            yield f"http://127.0.0.1:{settings.port}"
        finally:
            stop.set()
            await running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture
async def citizen(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport=PHONE, locale="vi-VN", has_touch=True)
    yield context
    await context.close()


@pytest.fixture
async def officer(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(locale="vi-VN")
    yield context
    await context.close()
