"""The web chat: a channel of our own, with its page."""

from bot.channels.webchat.chat import WebChat

__all__ = ["WebChat"]
