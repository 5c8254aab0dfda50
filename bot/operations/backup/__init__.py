"""Copies of a whole installation on disk: made while it runs, checked, put back."""

from bot.operations.backup.copy import Copy, Found, Watch, back_up, check, restore

__all__ = ["Copy", "Found", "Watch", "back_up", "check", "restore"]
