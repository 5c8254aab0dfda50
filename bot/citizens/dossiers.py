"""How a citizen's dossier stands, asked of the office's own system where it has one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

LookUp = Callable[[str], Awaitable[str | None]]
"""Tells how the dossier of a code stands, in one line; None where nobody can tell."""


async def nobody_knows(code: str) -> None:
    """Where no system was set to be asked."""
    return
