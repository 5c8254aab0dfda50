"""Makes the README's pictures: a citizen's chat, an officer's console.

`python -m tests.screenshots FOLDER` needs Chromium.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import BrowserContext, Page, async_playwright

from bot import app as application
from bot.config import Settings
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PASSWORD, PHONE
from tests.test_main import free_port

ASKED = "mat the can cuoc thi lam lai the nao"
UNKNOWN = "con trâu nhà tôi bỏ ăn hai hôm nay"
ANSWER = (
    "Anh/chị gọi cán bộ thú y của xã. Nếu trâu bỏ ăn quá hai ngày, xin báo thêm cho trưởng thôn."
)


async def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(
            database=str(Path(temporary) / "danhoi.db"), host="127.0.0.1", port=free_port()
        )
        stop, ready = asyncio.Event(), asyncio.Event()
        async with application.build(settings) as app:
            await app.accounts.first_admin(PASSWORD)
            running = asyncio.create_task(application.run(app, stop, ready.set))
            await ready.wait()
            await _take(folder, f"http://127.0.0.1:{settings.port}")
            stop.set()
            await running


async def _take(folder: Path, address: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        phone = await browser.new_context(viewport=PHONE, locale="vi-VN", device_scale_factor=2)
        desk = await browser.new_context(viewport={"width": 1100, "height": 800}, locale="vi-VN")
        chat = await _asked(phone, address)
        console = await _answered(desk, address)
        await console.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        await console.screenshot(path=folder / "console.png")
        await chat.get_by_text(ANSWER).wait_for()
        await chat.screenshot(path=folder / "chat.png")
        await browser.close()


async def _asked(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(address)
    await _type(page, ASKED)
    await page.get_by_text("Nguồn:").wait_for()
    await _type(page, UNKNOWN)
    none, code = page.get_by_text("Không phải các câu này"), page.get_by_text("Mã câu hỏi")
    await none.or_(code).wait_for()
    if await none.is_visible():
        await none.click()
    await code.wait_for()
    return page


async def _type(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def _answered(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(f"{address}/console")
    await page.locator("input[name=name]").fill("admin")
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.get_by_text(UNKNOWN).first.click()
    await page.locator("#do-claim").click()
    await page.locator("textarea#text").fill(ANSWER)
    await page.locator("form#answer button.main").click()
    await page.get_by_text(ANSWER).first.wait_for()
    return page


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
