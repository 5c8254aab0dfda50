"""A web chat over real HTTP, in front of a core that only writes down what it hears."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

from aiohttp import ClientResponse, CookieJar, FormData, web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from bot.channels.webchat import WebChat
from bot.errors import StoreError
from bot.model import Address, Attachment, Delivery, Incoming, Message, MessageStatus, Reply
from bot.wording.page import PAGE
from tests.fakes import START

SECRET = b"a secret of the tests"


@dataclass
class Core:
    """What the channel hands in, and what it may read; answers every message with its text."""

    received: list[Incoming] = field(default_factory=list)
    kept: dict[Address, list[Message]] = field(default_factory=dict)
    files: dict[tuple[Address, str], Attachment] = field(default_factory=dict)
    broken: bool = False

    async def receive(self, incoming: Incoming) -> None:
        if self.broken:
            raise StoreError("the disk is full")
        first = all(incoming.id != earlier.id for earlier in self.received)
        self.received.append(incoming)
        if first:
            self._keep(incoming)

    def _keep(self, incoming: Incoming) -> None:
        file = incoming.attachment
        if file:
            self.files[incoming.sender, file.id] = file
        lines = self.kept.setdefault(incoming.sender, [])
        came = Reply(incoming.text, attachment=file.id if file else None)
        number = f"m{len(lines):04}"
        lines.append(
            Message(number, incoming.sender, START, "", came, MessageStatus.received,
                    kind=incoming.kind, platform_id=incoming.id)
        )  # fmt: skip
        self.say(incoming.sender, Reply(f"Anh/chị nói: {incoming.text}"))

    def say(self, address: Address, reply: Reply, author: str = "bot", name: str = "") -> Message:
        lines = self.kept.setdefault(address, [])
        number = f"m{len(lines):04}"
        lines.append(
            Message(number, address, START, author, reply, MessageStatus.sent, author_name=name)
        )
        return lines[-1]

    async def history(self, address: Address) -> list[Message]:
        if self.broken:
            raise StoreError("the disk is full")
        return list(self.kept.get(address, []))

    async def attachment(self, address: Address, id: str) -> Attachment | None:
        return self.files.get((address, id))


@dataclass
class Site:
    """The chat, and a browser with its own cookies that is on its page."""

    chat: WebChat
    core: Core
    client: TestClient[web.Request, web.Application]

    @property
    def own(self) -> dict[str, str]:
        """The header by which a page of the site is known."""
        return {"Origin": f"http://{self.client.host}:{self.client.port}"}

    async def post(self, body: object, **headers: str) -> ClientResponse:
        return await self.client.post("/chat/messages", json=body, headers=self.own | headers)

    async def post_raw(self, body: bytes, type: str = "application/json") -> ClientResponse:
        headers = self.own | {"Content-Type": type}
        return await self.client.post("/chat/messages", data=body, headers=headers)

    async def post_form(self, **fields: str | bytes) -> ClientResponse:
        form = FormData(default_to_multipart=True)
        for name, value in fields.items():
            if isinstance(value, bytes):
                form.add_field(name, BytesIO(value), filename="anh.jpg")
            else:
                form.add_field(name, value)
        return await self.client.post("/chat/messages", data=form, headers=self.own)

    async def says(self, text: str = "xin chào", id: str = "message-1") -> ClientResponse:
        return await self.post({"id": id, "text": text})

    async def history(self, after: str = "") -> list[dict[str, object]]:
        query = {"after": after} if after else {}
        answer = await (await self.client.get("/chat/messages", params=query)).json()
        lines: list[dict[str, object]] = answer["messages"]
        return lines

    def visitor(self) -> Address:
        """Who wrote last."""
        return self.core.received[-1].sender

    async def deliver(self, message: Message) -> None:
        delivery = Delivery(message.id, message.address, message.reply, message.at)
        await self.chat.send(delivery, lambda: True)


@asynccontextmanager
async def a_site(
    public_url: str | None = None, trusted_proxy: bool = False, core: Core | None = None
) -> AsyncIterator[Site]:
    core = core or Core()
    chat = WebChat(
        receive=core.receive,
        history=core.history,
        attachment=core.attachment,
        told=lambda visitor: chat.nudge(visitor),
        secret=SECRET,
        public_url=public_url,
        texts=PAGE,
        language="vi",
        service={"vi": "Dân Hỏi · thành phố Mẫu", "en": "Dân Hỏi · Mẫu city"},
        clock=lambda: START,
        trusted_proxy=trusted_proxy,
    )
    app = web.Application()
    app.add_routes(chat.routes())
    async with TestClient(TestServer(app), cookie_jar=CookieJar(unsafe=True)) as client:
        yield Site(chat, core, client)
        await chat.close()


def a_photo(size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()
