"""What a citizen and an officer see, in a real browser."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from playwright.async_api import BrowserContext, Page, expect

from tests.browser.conftest import PASSWORD

UNKNOWN = "nhà tôi có con trâu bị ốm thì gọi ai"


async def open_chat(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(address)
    await expect(page.get_by_text("trợ lý tự động của thành phố Bắc Ninh")).to_be_visible()
    return page


async def type_(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def log_in(context: BrowserContext, address: str) -> Page:
    page = await context.new_page()
    await page.goto(f"{address}/console")
    await page.get_by_label("Tên").fill("admin")
    await page.locator("input[type=password]").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{address}/console/")
    return page


async def test_a_citizen_asks_and_says_that_it_helped(citizen, address):
    page = await open_chat(citizen, address)
    await type_(page, "mat the can cuoc thi lam sao")
    await expect(page.get_by_text("Cập nhật")).to_be_visible()
    link = page.locator("#log a[href^='https://']").first
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await page.get_by_role("button", name="Có ạ").last.click()
    await expect(page.get_by_text("rất vui vì đã giúp được")).to_be_visible()


async def test_an_officer_answers_what_the_bot_could_not_and_is_rated(citizen, officer, address):
    chat = await open_chat(citizen, address)
    await type_(chat, UNKNOWN)
    await expect(chat.get_by_text("Mã câu hỏi: BN-")).to_be_visible()
    console = await log_in(officer, address)
    await console.get_by_text(UNKNOWN).first.click()
    await console.locator("#do-claim").click()
    await console.locator("textarea#text").fill("Anh/chị gọi cán bộ thú y của xã nhé.")
    await console.locator("form#answer button.main").click()
    await expect(chat.get_by_text("Anh/chị gọi cán bộ thú y của xã nhé.")).to_be_visible()
    await chat.get_by_role("button", name="5", exact=True).click()
    await expect(chat.get_by_text("Cảm ơn anh/chị đã đánh giá")).to_be_visible()
    await console.reload()
    await expect(console.locator(".stars")).to_be_visible()


async def test_history_stays_after_a_reload(citizen, address):
    page = await open_chat(citizen, address)
    await type_(page, UNKNOWN)
    await expect(page.get_by_text("Mã câu hỏi: BN-")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(UNKNOWN, exact=True)).to_have_count(1)
    await expect(page.get_by_text("Mã câu hỏi: BN-")).to_have_count(1)


async def test_what_is_typed_while_offline_arrives_once_when_back(citizen, address):
    page = await open_chat(citizen, address)
    await citizen.set_offline(True)
    await type_(page, UNKNOWN)
    await expect(page.get_by_text(UNKNOWN, exact=True)).to_be_visible()
    await citizen.set_offline(False)
    await expect(page.get_by_text("Mã câu hỏi: BN-")).to_be_visible(timeout=20_000)
    await page.reload()
    await expect(page.get_by_text(UNKNOWN, exact=True)).to_have_count(1)


async def test_a_photo_in_a_ticket_is_seen_by_the_officer(citizen, officer, address):
    chat = await open_chat(citizen, address)
    await type_(chat, UNKNOWN)
    await expect(chat.get_by_text("Mã câu hỏi: BN-")).to_be_visible()
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(picture, "PNG")
    photo = {"name": "anh.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    await chat.locator("#file").set_input_files(photo)
    await chat.locator("#send").click()
    await expect(chat.get_by_text("Em đã chuyển ảnh cho cán bộ")).to_be_visible()
    console = await log_in(officer, address)
    await console.get_by_text(UNKNOWN).first.click()
    shown = console.locator("img[src*='/attachments/']")
    await expect(shown).to_be_visible()
    assert await shown.evaluate("image => image.naturalWidth") == 60


@pytest.fixture
async def other_site(address) -> AsyncIterator[str]:
    """Where a commune's own site serves a page with our line in it."""
    body = f"<h1>Trang của xã</h1><script src='{address}/embed.js' async></script>"
    app = web.Application()

    async def page(_: web.Request) -> web.Response:
        return web.Response(text=body, content_type="text/html")

    app.router.add_get("/", page)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).replace("127.0.0.1", "localhost")


async def test_the_chat_works_inside_another_site(citizen, address, other_site):
    page = await citizen.new_page()
    await page.goto(other_site)
    await page.wait_for_function("document.body.lastElementChild.tagName !== 'SCRIPT'")
    await page.keyboard.press("Tab")  # the button is in a closed shadow root, as for its users
    async with page.expect_event("framenavigated") as navigated:
        await page.keyboard.press("Enter")
    frame = await navigated.value
    assert frame.url.startswith(address)
    await expect(frame.get_by_role("textbox")).to_be_visible()


async def test_on_a_phone_only_the_conversation_scrolls(citizen, address):
    page = await open_chat(citizen, address)
    await type_(page, "mat the can cuoc thi lam sao")
    await expect(page.get_by_text("Cập nhật")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")


async def test_html_that_a_citizen_types_stays_text(citizen, officer, address):
    chat = await open_chat(citizen, address)
    evil = "<img src=x onerror=\"document.title='x'\"> con trâu bỏ ăn thì gọi ai"
    await type_(chat, evil)
    await expect(chat.get_by_text(evil).first).to_be_visible()
    console = await log_in(officer, address)
    await expect(console.get_by_text(evil).first).to_be_visible()
    assert await console.title() != "x"


async def test_the_console_hears_at_once_what_happens(citizen, officer, address):
    # Nothing is looked for from time to time: what is seen, the server has called for.
    await officer.add_init_script("window.setInterval = () => 0")
    queue = await log_in(officer, address)
    await expect(queue.get_by_text(UNKNOWN)).to_have_count(0)
    chat = await open_chat(citizen, address)
    await type_(chat, UNKNOWN)
    await queue.get_by_text(UNKNOWN).first.click()
    await expect(queue.locator("#do-claim")).to_be_visible()
    await expect(chat.get_by_text("Mã câu hỏi: BN-")).to_be_visible()
    await type_(chat, "nó bỏ ăn hai ngày rồi")
    await expect(queue.get_by_text("nó bỏ ăn hai ngày rồi")).to_be_visible()
