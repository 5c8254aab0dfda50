"""What the core asks of a channel, and what a channel may ask of the core."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web

from bot.model import (
    Address,
    Delivery,
    GroupMoved,
    Incoming,
    Message,
    Receipt,
    StaffPost,
    Unread,
)

Receive = Callable[[Incoming], Awaitable[None]]
"""Take a citizen's message through its turn. Returns only when its transaction is committed: the
channel acknowledges to its platform after that. Raises StoreError: to be delivered again."""

ReceivePost = Callable[[StaffPost | GroupMoved], Awaitable[None]]
"""The same for what happens in the staff group."""

ReceiveUnread = Callable[[Unread], Awaitable[None]]
"""Keep what could not be read, until somebody has mended that."""

Read = Callable[[Unread], Awaitable[Incoming | StaffPost | GroupMoved | None]]
"""Try once more to read that; None if it is not meant for us. Raises what is wrong with it."""

History = Callable[[Address], Awaitable[list[Message]]]
"""The latest messages of one address, oldest first."""


May = Callable[[], bool]
"""Whether this process may still send: asked once more when a message's turn has come, since
another process takes over from one that was held up. Where it may not, Unreached is raised."""


class Channel(Protocol):
    """A way to people. Telegram and the web chat stand behind it.

    `alone`: its `run` is for one process at a time.
    """

    name: str
    alone: bool

    def routes(self) -> list[web.AbstractRouteDef]:
        """What it serves on our HTTP server."""
        ...

    async def run(self) -> None:
        """Take messages in until cancelled; returns at once where the routes do all."""
        ...

    async def send(self, delivery: Delivery, may: May) -> Receipt:
        """Hand one message to the platform; raise a ChannelError that says what happened."""
        ...

    def noted(self) -> None:
        """What one `send` gave a receipt for is written down, or is nobody's to write any more.

        Killed before that, it would be sent again: a channel may let no other message go till then.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
