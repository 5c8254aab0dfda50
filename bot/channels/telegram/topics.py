"""Forum topics of the staff group."""

from __future__ import annotations

import structlog
from telegram import Bot
from telegram.error import BadRequest

from bot.channels.telegram.failures import words

log = structlog.get_logger()

_LONGEST_NAME = 128


class Topics:
    """Asks once whether a chat has topics, and remembers."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._forums: dict[int, bool] = {}

    async def open(self, chat: int, name: str) -> str | None:
        """The thread of a new topic; None where the chat has none or does not let us."""
        if not await self._is_forum(chat):
            return None
        try:
            topic = await self._bot.create_forum_topic(chat, name[:_LONGEST_NAME])
        except BadRequest as error:
            log.warning(
                "telegram: no topic, the card goes without",
                why=words(error),
                do="make the bot an administrator of the staff group who may manage topics",
            )
            return None
        return str(topic.message_thread_id)

    async def _is_forum(self, chat: int) -> bool:
        if chat not in self._forums:
            self._forums[chat] = bool((await self._bot.get_chat(chat)).is_forum)
        return self._forums[chat]
