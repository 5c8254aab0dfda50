"""The channel "web": takes messages from the page, and tells it when to look again."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog
from aiohttp import web

from bot.channels.port import History, May, Receive
from bot.channels.webchat.assets import File, render
from bot.channels.webchat.guard import OTHER_HEADERS, PAGE_HEADERS, is_own
from bot.channels.webchat.history import as_json
from bot.channels.webchat.posted import Post, read_post
from bot.channels.webchat.refusal import Refusal
from bot.channels.webchat.throttle import Throttle, source_of
from bot.channels.webchat.visitors import Visitors
from bot.errors import StoreError
from bot.live.streams import HEADERS, Streams
from bot.model import Address, Attachment, Delivery, Incoming, Kind, Receipt
from bot.privacy.photo import BadPhoto, clean
from bot.wording.page import PageTexts
from faq import Language

log = structlog.get_logger()

AttachmentOf = Callable[[Address, str], Awaitable[Attachment | None]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_STORE_PAUSE = 3.0  # seconds after which a page should repeat a message
_SHOWN = ("image/jpeg", "image/png", "image/webp")
_MOST = 4  # streams of one visitor
_KEEP = "public, max-age=31536000, immutable"


class WebChat:
    """One path for live, reload and reconnect: the page is only nudged, and reads the history.

    `told` lets the visitor's pages be nudged in whichever process they are open.
    """

    name = "web"
    alone = False

    def __init__(
        self,
        receive: Receive,
        history: History,
        attachment: AttachmentOf,
        told: Callable[[str], None],
        secret: bytes,
        public_url: str | None,
        texts: Mapping[Language, PageTexts],
        language: Language,
        service: Mapping[Language, str],
        clock: Callable[[], datetime],
        trusted_proxy: bool,
    ) -> None:
        self._receive = receive
        self._history = history
        self._attachment = attachment
        self._told = told
        self._public_url = public_url
        self._clock = clock
        self._trusted_proxy = trusted_proxy
        self._visitors = Visitors(secret, https=(public_url or "").startswith("https:"))
        self._assets = render(texts, language, service)
        self._throttle = Throttle()
        self._decoding = asyncio.Lock()  # the largest photo takes most of a GB for a second
        self._streams = Streams(_MOST)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._page),
            web.get("/embed.js", self._embed),
            web.get("/chat/static/{version}/{name}", self._static),
            web.get("/chat/messages", _answering(self._messages)),
            web.post("/chat/messages", _answering(self._post)),
            web.get("/chat/events", _answering(self._events), allow_head=False),
            web.get("/chat/attachments/{id}", _answering(self._file)),
        ]

    async def run(self) -> None:
        """The routes do all; when cancelled, open streams end so that the server can stop."""
        try:
            await asyncio.Event().wait()
        finally:
            self._streams.close()

    async def send(self, delivery: Delivery, may: May) -> Receipt:
        """The message is in the store already: the pages that are open have to hear of it."""
        self._told(delivery.address.person)
        return Receipt(delivery.id)

    def noted(self) -> None:
        """Nothing waits for it: the page shows what the store says, once."""

    def nudge(self, visitor: str | None) -> None:
        """Let this visitor's open pages look again, with None all of them."""
        self._streams.nudge(visitor)

    async def close(self) -> None:
        self._streams.close()

    async def _page(self, request: web.Request) -> web.Response:
        return _served(self._assets.page, "no-cache", PAGE_HEADERS)

    async def _embed(self, request: web.Request) -> web.Response:
        # Other sites load this script, also those that ask every resource for its leave.
        headers = OTHER_HEADERS | {"Cross-Origin-Resource-Policy": "cross-origin"}
        return _served(self._assets.embed, "public, max-age=3600", headers)

    async def _static(self, request: web.Request) -> web.Response:
        file = self._assets.static.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound(headers=OTHER_HEADERS)
        current = request.match_info["version"] == self._assets.version
        return _served(file, _KEEP if current else "no-store", OTHER_HEADERS)

    async def _messages(self, request: web.Request) -> web.Response:
        visitor, is_new = await self._visitor(request)
        messages = [] if is_new else await self._history(Address(self.name, visitor))
        lines = as_json(messages, self._clock(), request.query.get("after"))
        response = web.json_response({"messages": lines, "visitor": "new" if is_new else "known"})
        response.enable_compression()
        # Set each time: the year begins anew with each visit.
        response.headers["Set-Cookie"] = self._visitors.cookie(visitor)
        return response

    async def _post(self, request: web.Request) -> web.Response:
        if not is_own(request, self._public_url):
            raise Refusal(403, "foreign")
        visitor, is_new = await self._visitor(request)
        await self._throttle.message(visitor, source_of(request, self._trusted_proxy))
        await self._receive(await self._incoming(visitor, await read_post(request)))
        response = web.json_response({"received": True})
        if is_new:
            response.headers["Set-Cookie"] = self._visitors.cookie(visitor)
        return response

    async def _events(self, request: web.Request) -> web.StreamResponse:
        visitor = self._known(request)
        if self._streams.closed:
            raise Refusal(503, "busy", seconds=_STORE_PAUSE)
        response = web.StreamResponse(headers=OTHER_HEADERS | HEADERS)
        with self._streams.opened(visitor) as stream:
            await stream.flow(request, response)
        return response

    async def _file(self, request: web.Request) -> web.Response:
        address = Address(self.name, self._known(request))
        attachment = await self._attachment(address, request.match_info["id"])
        if attachment is None:
            raise Refusal(404, "not_found")
        shown = "inline" if attachment.mime in _SHOWN else "attachment"
        headers = {"Content-Disposition": shown, "Cache-Control": "private, max-age=3600"}
        return web.Response(
            body=attachment.content,
            content_type=attachment.mime if shown == "inline" else "application/octet-stream",
            headers=headers,
        )

    def _known(self, request: web.Request) -> str:
        visitor = self._visitors.known(request.cookies)
        if visitor is None:
            raise Refusal(403, "unknown_visitor")
        return visitor

    async def _visitor(self, request: web.Request) -> tuple[str, bool]:
        """Who asks, and whether they are new."""
        visitor = self._visitors.known(request.cookies)
        if visitor is not None:
            return visitor, False
        await self._throttle.new_visitor(source_of(request, self._trusted_proxy))
        return self._visitors.new(), True

    async def _incoming(self, visitor: str, post: Post) -> Incoming:
        attachment = None
        if post.photo is not None:
            try:
                async with self._decoding:
                    jpeg = await asyncio.to_thread(clean, post.photo)
            except BadPhoto as error:
                raise Refusal(400, "wrong", "photo") from error
            attachment = Attachment(secrets.token_urlsafe(16), "image/jpeg", "photo.jpg", jpeg)
        kind = Kind.photo if attachment else Kind.place if post.place else Kind.text
        return Incoming(
            id=f"{visitor}:{post.id}",
            sender=Address(self.name, visitor),
            at=self._clock(),
            text=post.text,
            kind=kind,
            choice=post.choice,
            attachment=attachment,
            place=post.place,
        )


def _answering(handle: Handler) -> Handler:
    """Say refusals, and a failing store, in JSON; nothing of it is kept or framed anywhere."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            response = await handle(request)
        except Refusal as refusal:
            response = refusal.response()
        except StoreError as error:
            log.error("web chat: the store failed, the page repeats", why=str(error))
            response = Refusal(503, "busy", seconds=_STORE_PAUSE).response()
        except web.HTTPException:
            raise
        except Exception:
            # The outermost frame of a request; aiohttp would log the visitor's address with it.
            log.exception("web chat failed", method=request.method)
            response = Refusal(500, "busy", seconds=_STORE_PAUSE).response()
        if not response.prepared:
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.update(OTHER_HEADERS)
        return response

    return answer


def _served(file: File, keep: str, headers: Mapping[str, str]) -> web.Response:
    response = web.Response(
        body=file.content,
        content_type=file.type,
        charset="utf-8",
        headers={**headers, "Cache-Control": keep},
    )
    response.enable_compression()
    return response
