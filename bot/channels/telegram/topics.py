"""Forum topics of the staff group."""

from __future__ import annotations

import structlog
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.channels.telegram.failures import words
from bot.channels.telegram.gate import Permit

log = structlog.get_logger()

_LONGEST_NAME = 128


class Topics:
    """Asks once whether a chat has topics, and remembers."""

    def __init__(self, bot: ExtBot[Permit]) -> None:
        self._bot = bot
        self._forums: dict[int, bool] = {}

    async def open(self, chat: int, name: str, permit: Permit) -> str | None:
        """The thread of a new topic; None where the chat has none or does not let us."""
        if not await self._is_forum(chat, permit):
            return None
        try:
            topic = await self._bot.create_forum_topic(
                chat, name[:_LONGEST_NAME], rate_limit_args=permit
            )
        except BadRequest as error:
            log.warning(
                "telegram: no topic, the card goes without",
                why=words(error),
                do="make the bot an administrator of the staff group who may manage topics",
            )
            return None
        return str(topic.message_thread_id)

    async def _is_forum(self, chat: int, permit: Permit) -> bool:
        if chat not in self._forums:
            found = await self._bot.get_chat(chat, rate_limit_args=permit)
            self._forums[chat] = bool(found.is_forum)
        return self._forums[chat]
