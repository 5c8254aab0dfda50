"""Makes the pictures of the README: a citizen's chat, an officer's console, five answers.

`python -m tests.screenshots FOLDER` needs Chromium.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot import app as application
from bot.config import Settings
from faq import seed
from tests.browser.conftest import ARGUMENTS, CHROMIUM, PASSWORD, PHONE
from tests.fake_telegram import FakeTelegram
from tests.fake_telegram.messages import Sent
from tests.fake_telegram.server import TOKEN
from tests.running import free_port

ASKED = "mat the can cuoc thi lam lai the nao"
UNKNOWN = "nhà tôi có con trâu bỏ ăn hai hôm nay thì gọi ai"
ANSWER = (
    "Anh/chị gọi cán bộ thú y của xã. Nếu trâu bỏ ăn quá hai ngày, xin báo thêm cho trưởng thôn."
)
ENTRIES = (
    "idcard-lost",
    "birth-registration",
    "fee-waiver-digital-citizen",
    "scam-victim",
    "passport-online",
)
TWO_SCREENS = {"width": PHONE["width"], "height": 2 * PHONE["height"]}
# How a messenger on a phone shows a bot's message.
TELEGRAM = """<meta charset="utf-8"><style>
body { margin: 0; padding: 10px; background: #d7e3cf; font: 15px/1.4 "Noto Sans", sans-serif }
.text { background: #fff; border-radius: 12px; padding: 8px 10px; white-space: pre-wrap }
.key { background: #8aa98199; color: #fff; border-radius: 8px; margin-top: 4px; padding: 9px;
  text-align: center; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.message { margin: 0 24px 10px 0 } .row { display: flex; gap: 4px } .row > * { flex: 1 }
</style>"""


async def main(folder: Path) -> None:
    async with _danhoi() as (address, fake), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        await _chat_and_console(browser, folder, address)
        for entry in ENTRIES:
            await _on_the_web(browser, folder, address, entry)
            await _on_telegram(browser, folder, fake, entry)
        await browser.close()


@asynccontextmanager
async def _danhoi() -> AsyncIterator[tuple[str, FakeTelegram]]:
    with tempfile.TemporaryDirectory() as temporary:
        async with FakeTelegram() as fake:
            settings = Settings(
                database=str(Path(temporary) / "danhoi.db"),
                host="127.0.0.1",
                port=free_port(),
                telegram_token=TOKEN,
                telegram_api=fake.address,
            )
            stop, ready = asyncio.Event(), asyncio.Event()
            async with application.build(settings) as app:
                await app.accounts.first_admin(PASSWORD)
                running = asyncio.create_task(application.run(app, stop, ready.set))
                await ready.wait()
                try:
                    yield f"http://127.0.0.1:{settings.port}", fake
                finally:
                    stop.set()
                    await running


async def _chat_and_console(browser: Browser, folder: Path, address: str) -> None:
    phone = await browser.new_context(viewport=PHONE, locale="vi-VN", device_scale_factor=2)
    desk = await browser.new_context(viewport={"width": 1100, "height": 800}, locale="vi-VN")
    chat = await _asked(phone, address)
    console = await _answered(desk, address)
    await console.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    await console.screenshot(path=folder / "console.png")
    await chat.get_by_text(ANSWER).wait_for()
    await chat.screenshot(path=folder / "chat.png")


async def _asked(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(address)
    await _type(page, ASKED)
    await page.get_by_text("Cập nhật").wait_for()
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


def _question(entry: str) -> str:
    return next(one.question.vi for one in seed() if one.id == entry)


async def _on_the_web(browser: Browser, folder: Path, address: str, entry: str) -> None:
    context = await browser.new_context(
        viewport=TWO_SCREENS, locale="vi-VN", reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(address)
    await _type(page, _question(entry))
    await page.get_by_text("Cập nhật").wait_for()
    await page.get_by_role("button", name="Có ạ").wait_for()
    await page.locator(".message.citizen").last.evaluate("asked => asked.scrollIntoView()")
    await page.screenshot(path=folder / f"{entry}-web.png")
    await context.close()


async def _on_telegram(browser: Browser, folder: Path, fake: FakeTelegram, entry: str) -> None:
    citizen = 1000 + ENTRIES.index(entry)
    await fake.say(citizen, _question(entry))
    await fake.wait_for(citizen, lambda sent: "Câu trả lời này có giúp" in sent.text)
    page = await browser.new_page(viewport=TWO_SCREENS)
    answer = fake.sent_to(citizen)[-2:]
    await page.set_content(TELEGRAM + "".join(map(_bubble, answer)))
    await page.screenshot(path=folder / f"{entry}-telegram.png", full_page=True)
    await page.close()


def _bubble(sent: Sent) -> str:
    keys = "".join(
        '<div class="row">'
        + "".join(f'<div class="key">{escape(label)}</div>' for label, _ in row)
        + "</div>"
        for row in sent.rows
    )
    return f'<div class="message"><div class="text">{sent.html}</div>{keys}</div>'


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1])))
    for picture in Path(sys.argv[1]).glob("*.png"):
        # A third of the size, and nobody sees the difference.
        Image.open(picture).convert("RGB").quantize(128).save(picture, optimize=True)
