"""The Telegram channel, put together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog
from aiohttp import web
from telegram import BotCommandScopeAllPrivateChats
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.channels.port import May, Receive, ReceivePost, ReceiveUnread
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.failures import words
from bot.channels.telegram.gate import Gate, Permit
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.pauses import Sleep, persistently
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.transport import Transport
from bot.channels.telegram.webhook import PATH, Webhook
from bot.model import Delivery, GroupMoved, Incoming, Receipt, StaffPost, Unread

log = structlog.get_logger()

_ALLOWED = ["message", "callback_query"]
_CONNECTIONS = 40  # at a time, of Telegram's posts to our webhook


def _now() -> datetime:
    return datetime.now(UTC)


class Telegram:
    """Long polling, or a webhook where the world reaches us under `public_url`.

    Without `paced` no limit is kept: that is for servers of load tests.
    `commands` are (command, description) by language; the first language is everybody else's too.
    """

    name = "telegram"
    alone = True

    def __init__(
        self,
        token: str,
        receive: Receive,
        receive_post: ReceivePost,
        receive_unread: ReceiveUnread,
        secret: str,
        api: str = "https://api.telegram.org",
        public_url: str | None = None,
        commands: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        paced: bool = True,
        clock: Callable[[], datetime] = _now,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._transport = Transport()
        self._gate = Gate(limited=paced)
        self._bot = ExtBot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._transport,
            get_updates_request=self._transport,
            rate_limiter=self._gate,
        )
        self._public_url = public_url
        self._secret = secret
        self._commands = commands or {}
        self._sleep = sleep
        self._intake = Intake(self._bot, receive, receive_post, receive_unread, clock, sleep)
        self._sender = Sender(self._bot, Calls(self._transport, self._gate, self._bot.base_url))

    def routes(self) -> list[web.AbstractRouteDef]:
        if self._public_url is None:
            return []
        return [web.post(PATH, Webhook(self._secret, self._intake.take).handle)]

    async def run(self) -> None:
        announce = persistently(self._announce_commands, "setting the commands", self._sleep)
        async with asyncio.TaskGroup() as group:
            # Beside the rest: Telegram makes who restarts often wait long with this.
            group.create_task(announce)
            group.create_task(self._take_updates())

    async def send(self, delivery: Delivery, may: May) -> Receipt:
        receipt = await self._sender.send(delivery, Permit(delivery.priority, may))
        self._gate.hold()
        return receipt

    def noted(self) -> None:
        self._gate.release()

    async def read(self, unread: Unread) -> Incoming | StaffPost | GroupMoved | None:
        """Try once more to read an update; raises what is wrong with it."""
        return await self._intake.read(unread)

    async def close(self) -> None:
        await self._intake.close()
        await self._transport.shutdown()

    async def _take_updates(self) -> None:
        if self._public_url is not None:
            await persistently(self._set_webhook, "setting the webhook", self._sleep)
            log.info("telegram: webhook set", address=f"{self._public_url}{PATH}")
            return
        await persistently(self._bot.delete_webhook, "removing the webhook", self._sleep)
        log.info("telegram: polling")
        take = self._intake.take_batch
        await Poller(self._transport, self._bot.base_url, _ALLOWED, take, self._sleep).run()

    async def _announce_commands(self) -> None:
        scope = BotCommandScopeAllPrivateChats()
        try:
            for place, (language, commands) in enumerate(self._commands.items()):
                if place == 0:
                    await self._bot.set_my_commands(commands, scope=scope)
                await self._bot.set_my_commands(commands, scope=scope, language_code=language)
        except BadRequest as error:
            log.error("telegram: the commands are refused, going on without", why=words(error))

    async def _set_webhook(self) -> None:
        await self._bot.set_webhook(
            f"{self._public_url}{PATH}",
            secret_token=self._secret,
            allowed_updates=_ALLOWED,
            max_connections=_CONNECTIONS,
        )
