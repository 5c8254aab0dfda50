"""The fake's HTTP server, with the hands of people on the other side."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web

from tests.fake_telegram.control import Control
from tests.fake_telegram.faults import Fault, Flood
from tests.fake_telegram.messages import Chat, Chats, Sent
from tests.fake_telegram.methods import Methods
from tests.fake_telegram.mischief import Mischief
from tests.fake_telegram.refusal import Refusal
from tests.fake_telegram.spec import checked
from tests.fake_telegram.updates import Updates

TOKEN = "1234567890:made-up-token-of-the-tests"
T = TypeVar("T")


class FakeTelegram:
    """`calls` are the methods called, with their parameters, in order."""

    def __init__(
        self,
        port: int = 0,
        flood: Flood | None = None,
        token: str = TOKEN,
        mischief: Mischief | None = None,
    ) -> None:
        self.updates = Updates(mischief)
        self.chats = Chats()
        self.methods = Methods(self.chats, self.updates, flood)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.address = ""
        self._token = token
        self._port = port
        self._mischief = mischief
        self._faults: dict[str, list[Fault | None]] = defaultdict(list)
        self._happened = asyncio.Event()

    async def __aenter__(self) -> FakeTelegram:
        app = web.Application(client_max_size=60 << 20)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._call)
        app.router.add_get("/file/bot{token:[^/]+}/files/{id}", self._file)
        app.add_routes(Control(self).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        port = self._runner.addresses[0][1]
        self.address = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.updates.close()
        await self._runner.cleanup()

    # What people do

    def group(self, id: int, forum: bool = False, type: str = "supergroup") -> Chat:
        """A group that the bot is a member of."""
        return self.chats.open(id, type, forum=forum)

    async def say(self, chat_id: int, text: str, **how: Any) -> int:
        """Somebody writes; the id of the update."""
        return self.post(chat_id, {"text": text}, **how)

    async def photo(self, chat_id: int, content: bytes, caption: str = "", **how: Any) -> int:
        size = {**self.file(content), "width": 1280, "height": 960}
        small = {**self.file(b"small"), "width": 90, "height": 67}
        said = {"caption": caption} if caption else {}
        return self.post(chat_id, {"photo": [small, size], **said}, **how)

    async def press(self, chat_id: int, data: str, author: int | None = None) -> int:
        """Somebody presses a button under the newest message of the bot that has it."""
        under = [
            sent for sent in self.sent_to(chat_id) if data in {value for _, value in sent.buttons}
        ]
        assert under, f"no button says {data}"
        query = {
            "id": f"query-{len(self.updates.known) + 1}",
            "from": _person(author or abs(chat_id)),
            "chat_instance": "1",
            "data": data,
            "message": self.chats.shown(under[-1]),
        }
        return self.updates.add({"callback_query": query})

    def post(
        self,
        chat_id: int,
        content: dict[str, Any],
        author: int | None = None,
        reply_to: int | None = None,
        thread: int | None = None,
    ) -> int:
        """Any message of a person; a private chat is opened by it."""
        chat = self.chats.chats.get(chat_id) or self.chats.open(chat_id, "private")
        message = {
            "message_id": self.chats.next_number(chat),
            "date": int(time.time()),
            "chat": chat.shown(),
            "from": _person(author or abs(chat_id)),
            **content,
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            message["reply_to_message"] = self.chats.service[(chat_id, thread)]
        replied = self.chats.find(chat, reply_to) if reply_to is not None else None
        if replied is not None:
            message["reply_to_message"] = self.chats.shown(replied)
        return self.updates.add({"message": message})

    def file(self, content: bytes) -> dict[str, Any]:
        """A file on the server, as messages name it."""
        id = f"file-{len(self.chats.files) + 1}"
        self.chats.files[id] = content
        return {"file_id": id, "file_unique_id": id, "file_size": len(content)}

    # What the bot did

    def sent_to(self, chat_id: int) -> list[Sent]:
        return [sent for sent in self.chats.sent if sent.chat_id == chat_id]

    async def wait_for(
        self,
        chat_id: int,
        predicate: Callable[[Sent], object] = lambda sent: True,
        seconds: float = 30,
    ) -> Sent:
        """The newest message to a chat that fits, as soon as there is one."""
        return await self.until(
            lambda: next(filter(predicate, reversed(self.sent_to(chat_id))), None), seconds
        )

    async def until(self, condition: Callable[[], T | None], seconds: float = 30) -> T:
        """What the condition gives, as soon as it is something true; looks after every call."""
        async with asyncio.timeout(seconds):
            while not (found := condition()):
                self._happened.clear()
                await self._happened.wait()
        return found

    def count(self, method: str) -> int:
        return sum(called == method for called, _ in self.calls)

    # What goes wrong

    def fail(self, method: str, *faults: Fault | None) -> None:
        """Let the next calls of a method fail, one fault each; None lets one through."""
        self._faults[method] += faults

    # The server

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            return await self._answer(request, method)
        except Refusal as refusal:
            return _refused(refusal)
        finally:
            self._happened.set()

    async def _answer(self, request: web.Request, method: str) -> web.StreamResponse:
        if request.match_info["token"] != self._token:
            raise Refusal(401, "Unauthorized")
        params = checked(method, await _given(request))
        self.calls.append((method, params))
        self._happened.set()
        fault = self._fault(method, params)
        if fault is None or fault.after:
            before = len(self.chats.sent)
            result = await self.methods.named(method)(params)
            if fault is None:
                return web.json_response({"ok": True, "result": result})
            if method.startswith("send") and len(self.chats.sent) > before:
                self.chats.sent[-1].unanswered = True
        if fault.reset and request.transport is not None:
            request.transport.abort()
        raise fault.refusal()

    def _fault(self, method: str, params: dict[str, Any]) -> Fault | None:
        if self._faults[method]:
            return self._faults[method].pop(0)
        return self._mischief.fault(method, params.get("chat_id")) if self._mischief else None

    async def _file(self, request: web.Request) -> web.Response:
        content = self.chats.files.get(request.match_info["id"])
        if request.match_info["token"] != self._token or content is None:
            raise web.HTTPNotFound
        return web.Response(body=content)


async def _given(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
        return given
    return given | dict(await request.post())


def _refused(refusal: Refusal) -> web.Response:
    if refusal.status == 502:
        return web.Response(status=502, text="<html>502 Bad Gateway</html>")
    body: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return web.json_response(body, status=refusal.status)


def _person(id: int) -> dict[str, Any]:
    name = {"first_name": "Mai", "last_name": f"Người {id % 1000}"}
    return {"id": id, "is_bot": False, **name, "language_code": "vi"}
