"""Takes updates, however they arrived, to the core."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.channels.port import Receive, ReceivePost, ReceiveUnread
from bot.channels.telegram.files import fetch, offered
from bot.channels.telegram.parse import parse
from bot.channels.telegram.pauses import Sleep, growing
from bot.errors import StoreError
from bot.model import GroupMoved, Incoming, StaffPost, Unread
from bot.telemetry.faults import where

log = structlog.get_logger()

# Updates of a batch that are taken side by side. More would only stand in line for the store, and
# behind them the notes of what was sent: what a kill finds without its note is sent twice.
_AT_ONCE = 32

Happening = Incoming | StaffPost | GroupMoved
Raw = dict[str, Any]


class Intake:
    """`take` and `take_batch` return when the core has committed what the updates led to."""

    def __init__(
        self,
        bot: Bot,
        receive: Receive,
        receive_post: ReceivePost,
        receive_unread: ReceiveUnread,
        clock: Callable[[], datetime],
        sleep: Sleep,
    ) -> None:
        self._bot = bot
        self._receive = receive
        self._receive_post = receive_post
        self._receive_unread = receive_unread
        self._clock = clock
        self._sleep = sleep
        self._answering: set[asyncio.Task[None]] = set()

    async def take(self, raw: Raw) -> None:
        """Take one update; StoreError asks for redelivery."""
        happening = await self._prepared(raw, self._read(raw))
        if happening is not None:
            await self._hand_over(happening)

    async def take_batch(self, raws: Sequence[Raw]) -> None:
        """Take updates, chats side by side, each chat's in order, until all are committed."""
        chats: dict[int, list[tuple[Raw, Update | Unread]]] = defaultdict(list)
        for raw, update in zip(raws, map(self._read, raws), strict=True):
            chat = update.effective_chat if isinstance(update, Update) else None
            chats[chat.id if chat else 0].append((raw, update))
        turns = asyncio.Semaphore(_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for updates in chats.values():
                group.create_task(self._take_in_order(updates, turns))

    async def read(self, unread: Unread) -> Happening | None:
        """Read an update that was kept; raises what is wrong with it."""
        return await self._understood(Update.de_json(json.loads(unread.raw), self._bot))

    async def close(self) -> None:
        """Give up the answers to presses that are under way."""
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _take_in_order(
        self, updates: Sequence[tuple[Raw, Update | Unread]], turns: asyncio.Semaphore
    ) -> None:
        for raw, update in updates:
            async with turns:
                happening = await self._prepared(raw, update)
                if happening is not None:
                    await self._hand_over_persistently(happening)

    async def _hand_over_persistently(self, happening: Happening | Unread) -> None:
        for pause in growing():
            try:
                await self._hand_over(happening)
            except StoreError as error:
                log.error("telegram: the store failed, the update waits", why=str(error))
                await self._sleep(pause)
            else:
                return

    async def _hand_over(self, happening: Happening | Unread) -> None:
        try:
            match happening:
                case Incoming():
                    await self._receive(happening)
                case Unread():
                    await self._receive_unread(happening)
                case _:
                    await self._receive_post(happening)
        except StoreError:
            raise
        except Exception:
            # Tried again it would fail again, and hold back all that comes after it.
            log.exception("telegram: update failed", update=happening.id)

    def _read(self, raw: Raw) -> Update | Unread:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:
            # Nobody knows how a broken update breaks the library, and it must not block the rest.
            return self._unread(raw, error)

    async def _prepared(self, raw: Raw, update: Update | Unread) -> Happening | Unread | None:
        if isinstance(update, Unread):
            return update
        if update.callback_query is not None:
            self._answer(update.callback_query.id)
        try:
            return await self._understood(update)
        except Exception as error:
            return self._unread(raw, error)

    def _unread(self, raw: Raw, error: Exception) -> Unread:
        kept = json.dumps(raw, ensure_ascii=False)
        return Unread(str(raw["update_id"]), "telegram", self._clock(), kept, where(error))

    async def _understood(self, update: Update) -> Happening | None:
        happening = parse(update, self._clock())
        file = offered(update.message)
        if happening is None or isinstance(happening, GroupMoved) or file is None:
            return happening
        attachment = await fetch(self._bot, file, self._sleep)
        return replace(happening, attachment=attachment, too_large=attachment is None)

    def _answer(self, query: str) -> None:
        """Stop the spinner on the pressed button; what comes of the press is another matter."""
        task = asyncio.create_task(self._answered(query))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answered(self, query: str) -> None:
        with suppress(TelegramError):  # too old, or answered at an earlier delivery
            await self._bot.answer_callback_query(query)
