"""What people do in a day: citizens on the page and in Telegram, staff at the console."""

from __future__ import annotations

import asyncio
import io
import re
from dataclasses import dataclass, field
from html import unescape
from random import Random

from aiohttp import ClientSession, FormData
from PIL import Image

from bot.channels.webchat.visitors import Visitors
from bot.model.ids import new_id
from bot.store.people import People
from tests.bench.growth_service import Service, until
from tests.bench.growth_turns import FOR_A_PERSON, QUESTIONS

# Of a thousand messages so many come in each hour of the day.
CURVE = (6, 4, 2, 2, 4, 10, 24, 56, 88, 92, 80, 58, 40, 56, 78, 82, 70, 48, 42, 50, 48, 34, 18, 8)
_STREAM_SECONDS = 5.0  # a page waits no longer for its nudge
_CHOICES = ("yes:idcard-lost", "no:passport-online", "status", "menu")


def messages_of(minute: int, whole: int) -> int:
    """How many messages come in that minute of the day, of so many in the whole day."""
    before, after = (_until(at) * whole // 60_000 for at in (minute, minute + 1))
    return after - before


def _until(minute: int) -> int:
    """Sixty-thousandths of a day's messages that come before that minute."""
    hour, rest = divmod(minute, 60)
    return sum(CURVE[:hour]) * 60 + (CURVE[hour % 24] * rest)


@dataclass
class Citizens:
    """New ones come all day; half of the messages are from somebody who wrote before."""

    service: Service
    pages: ClientSession
    telegram: str
    cookies: Visitors
    random: Random = field(default_factory=lambda: Random(7))
    known: int = 1

    async def write(self, number: int) -> None:
        who = self._somebody()
        if number % 10 == 3:
            await self._by_telegram(who)
        elif number % 50 == 7:
            await self._photo(who)
        elif number % 3 == 0:
            await self._with_open_page(who)
        else:
            await self._post(who)

    def _somebody(self) -> int:
        if self.random.random() < 0.5:
            return self.random.randrange(self.known)
        self.known += 1
        return self.known

    def _text(self) -> dict[str, str]:
        if self.random.random() < 0.15:
            return {"choice": self.random.choice(_CHOICES)}
        rare = self.random.random() < 1 / 60
        return {"text": FOR_A_PERSON if rare else self.random.choice(QUESTIONS)}

    def _own(self, who: int) -> dict[str, str]:
        """The headers of this visitor's browser, each at an address of its own."""
        cookie = self.cookies.cookie(f"made-up-visitor-{who}").partition(";")[0]
        source = f"10.{who >> 16 & 255}.{who >> 8 & 255}.{who & 255}"
        return {"Cookie": cookie, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": source}

    async def _post(self, who: int) -> None:
        body = {"id": new_id(), **self._text()}
        headers = self._own(who)
        async with self.pages.post("/chat/messages", json=body, headers=headers) as response:
            assert response.status in (200, 429), response.status
        async with self.pages.get("/chat/messages", headers=headers) as response:
            await response.read()

    async def _photo(self, who: int) -> None:
        form = FormData({"id": new_id(), "text": "nó đây ạ"}, default_to_multipart=True)
        form.add_field("photo", _photo(self.random), filename="anh.jpg")
        headers = self._own(who)
        async with self.pages.post("/chat/messages", data=form, headers=headers) as response:
            assert response.status in (200, 429), response.status

    async def _with_open_page(self, who: int) -> None:
        async with self.pages.get("/chat/events", headers=self._own(who)) as stream:
            await self._post(who)
            try:
                async with asyncio.timeout(_STREAM_SECONDS):
                    async for line in stream.content:
                        if line.startswith(b"event: changed"):
                            return
            except TimeoutError:
                return

    async def _by_telegram(self, who: int) -> None:
        body = {"chat_id": 1_000_000 + who, "text": self.random.choice(QUESTIONS)}
        async with self.pages.post(f"{self.telegram}/fake/say", json=body) as response:
            update = (await response.json())["update_id"]
        people = People(self.service.database)
        await until(lambda: people.is_done("telegram", str(update)))


@dataclass(frozen=True)
class Member:
    """A member of staff who looks at the queue, and answers who waits longest."""

    console: ClientSession

    async def work(self) -> None:
        page = await self._get("/console/?tab=waiting")
        for ticket in dict.fromkeys(re.findall(r"/console/tickets/([\w-]{36})", page)):
            await self._answer(ticket)
        await self._get("/console/aside")
        await self._get("/metrics")

    async def _answer(self, ticket: str) -> None:
        path = f"/console/tickets/{ticket}"
        page = await self._get(path)
        form = {name: _hidden(page, name) for name in ("csrf", "once")}
        form["text"] = "Anh/chị đến bộ phận một cửa của phường, mang theo giấy tờ cũ."
        how = "answer_and_close" if ticket[-1] in "02468ace" else "answer"
        async with self.console.post(f"{path}/{how}", data=form) as response:
            await response.read()

    async def _get(self, path: str) -> str:
        async with self.console.get(path) as response:
            return await response.text()


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def _photo(random: Random) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1280, 960), (random.randrange(256), 90, 90)).save(out, "JPEG")
    return out.getvalue()
