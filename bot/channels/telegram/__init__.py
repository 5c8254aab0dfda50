"""Telegram: citizens in private chats, the staff group."""

from bot.channels.telegram.channel import Telegram

__all__ = ["Telegram"]
