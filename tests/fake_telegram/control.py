"""The people's hands for tests that run the fake as its own process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from tests.fake_telegram.server import FakeTelegram


class Control:
    """POST /fake/say and /fake/press take JSON, GET /fake/sent?chat_id= gives it."""

    def __init__(self, fake: FakeTelegram) -> None:
        self._fake = fake

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.post("/fake/say", self._say),
            web.post("/fake/press", self._press),
            web.get("/fake/sent", self._sent),
        ]

    async def _say(self, request: web.Request) -> web.Response:
        """{"chat_id", "text", and where wanted "author", "reply_to", "thread"}"""
        return web.json_response({"update_id": await self._fake.say(**await request.json())})

    async def _press(self, request: web.Request) -> web.Response:
        """{"chat_id", "data", and where wanted "author"}"""
        return web.json_response({"update_id": await self._fake.press(**await request.json())})

    async def _sent(self, request: web.Request) -> web.Response:
        sent = self._fake.sent_to(int(request.query["chat_id"]))
        return web.json_response(
            [
                {
                    "id": message.id,
                    "method": message.method,
                    "text": message.text,
                    "buttons": message.buttons,
                    "thread": message.thread,
                    "replied_to": message.replied_to,
                    "edits": message.edits,
                }
                for message in sent
            ]
        )
