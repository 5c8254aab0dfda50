"""The staff's web pages."""

from bot.console.site import Console

__all__ = ["Console"]
