"""Pages hear at once what happens in other processes on the same PostgreSQL database."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import ClientResponse, ClientSession, CookieJar
from yarl import URL

from bot import app as application
from bot.app import App
from bot.config import Settings
from bot.live.notices import OUTBOX, TALK
from bot.store.entries import Entries
from tests.console.site import Browser
from tests.fakes import ENTRIES
from tests.running import free_port
from tests.store.rival import rival

pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)

PASSWORD = "đò qua sông Cầu"
LIMIT = 20


@dataclass
class Process:
    """One danhoi of several; `origin` is where it listens."""

    app: App
    origin: str

    def make_url(self, path: str) -> URL:
        return URL(self.origin + path)


@asynccontextmanager
async def process(address: str, *only: str) -> AsyncIterator[Process]:
    settings = Settings(
        database=address,
        host="127.0.0.1",
        port=free_port(),
        embeddings="none",
        admin_password=PASSWORD,
    )
    stop, ready = asyncio.Event(), asyncio.Event()
    async with application.build(settings) as app:
        joined = asyncio.Event()
        app.notices.hear(TALK, lambda key: joined.set() if key is None else None)
        running = asyncio.create_task(application.run(app, stop, ready.set, only))
        async with asyncio.timeout(LIMIT):
            await ready.wait()
            await joined.wait()
        try:
            yield Process(app, f"http://127.0.0.1:{settings.port}")
        finally:
            stop.set()
            await running


@pytest.fixture
async def person() -> AsyncIterator[ClientSession]:
    """A browser with its cookies, whichever process the proxy lets it reach."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


@pytest.fixture
async def prepared(address: str) -> None:
    async with application.open_store(Settings(database=address)) as database:
        await Entries(database).load(ENTRIES, "tests", application.now())


async def says(person: ClientSession, where: Process, text: str, id: str) -> None:
    posted = {"id": id, "text": text}
    url, own = where.make_url("/chat/messages"), {"Origin": where.origin}
    async with person.post(url, json=posted, headers=own) as response:
        assert response.status == 200


async def reads(person: ClientSession, where: Process) -> str:
    async with person.get(where.make_url("/chat/messages")) as response:
        return str(await response.json())


async def listens(person: ClientSession, where: Process, path: str) -> ClientResponse:
    stream = await person.get(where.make_url(path))
    assert await stream.content.readuntil(b"\n\n") == b": hello\n\n"
    return stream


async def is_told(stream: ClientResponse) -> None:
    async with asyncio.timeout(LIMIT):
        assert (await stream.content.readuntil(b"\n\n")).startswith(b"event: changed")


async def works(person: ClientSession, where: Process) -> Browser:
    """The administrator, logged in."""
    browser = Browser(where, person)
    await browser.log_in("admin", PASSWORD)
    assert browser.path == "/console/"
    return browser


@pytest.mark.usefixtures("prepared")
async def test_a_page_hears_of_an_answer_that_two_other_processes_gave(address, person):
    async with (
        process(address, "web") as here,
        process(address, "web") as there,
        process(address, "courier"),
    ):
        await says(person, here, "xin chào", "message-1")
        page = await listens(person, here, "/chat/events")
        await says(person, there, "làm lại căn cước bị mất", "message-2")
        await is_told(page)
        assert "Công an xã, phường" in await reads(person, here)
        page.close()


@pytest.mark.usefixtures("prepared")
async def test_a_page_and_the_queue_hear_what_staff_do_in_another_process(address, person):
    async with AsyncExitStack() as stack:
        here = await stack.enter_async_context(process(address, "web"))
        there = await stack.enter_async_context(process(address, "web", "courier"))
        await there.app.accounts.first_admin(PASSWORD)
        await says(person, here, "cho tôi gặp cán bộ: con trâu bị ốm", "message-1")
        await says(person, here, "gặp nhân viên", "message-2")
        boss = await works(person, there)
        [ticket] = re.findall(r"/console/tickets/([\w-]+)", boss.text)
        page = await listens(person, here, "/chat/events")
        queue = await listens(person, here, "/console/events")
        its_page = await listens(person, here, f"/console/events?ticket={ticket}")
        await boss.get(f"/console/tickets/{ticket}")
        await boss.submit(
            f"/console/tickets/{ticket}/answer",
            text="Anh/chị gọi thú y xã nhé.",
            once="only-once-1",
        )
        for stream in (queue, its_page, page):
            await is_told(stream)
            stream.close()
        assert "gọi thú y xã" in await reads(person, here)


@pytest.mark.usefixtures("prepared")
async def test_a_courier_is_woken_by_a_turn_of_another_process(address, person):
    async with process(address, "web") as here, process(address, "courier") as there:
        woken = asyncio.Event()
        there.app.notices.hear(OUTBOX, lambda _: woken.set())
        await says(person, here, "xin chào", "message-1")
        async with asyncio.timeout(LIMIT):
            await woken.wait()


@pytest.mark.usefixtures("prepared")
async def test_after_a_restart_of_the_server_pages_hear_again(address, person):
    async with process(address, "web") as here, process(address, "web", "courier") as there:
        await says(person, here, "xin chào", "message-1")
        page = await listens(person, here, "/chat/events")
        async with rival(address) as other:
            await other.kills_everybody_else()
        await is_told(page)  # something may have been missed
        await says(person, there, "làm lại căn cước bị mất", "message-2")
        await is_told(page)
        page.close()
