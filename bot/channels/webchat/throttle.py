"""How much one visitor, and one address of the internet, may send."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, IPv6Network, ip_address

from aiohttp import web
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter

from bot.channels.webchat.refusal import Refusal

_BY_VISITOR = RateLimitItemPerMinute(20)
_BY_SOURCE = RateLimitItemPerMinute(120)
_NEW_VISITORS = RateLimitItemPerMinute(30)


class Throttle:
    """Raises a Refusal (429) that names the seconds to wait."""

    def __init__(self) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    async def message(self, visitor: str, source: str) -> None:
        await self._hit(_BY_SOURCE, "source", source)
        await self._hit(_BY_VISITOR, "visitor", visitor)

    async def new_visitor(self, source: str) -> None:
        await self._hit(_NEW_VISITORS, "new", source)

    async def _hit(self, limit: RateLimitItem, *key: str) -> None:
        if not await self._limiter.hit(limit, *key):
            window = await self._limiter.get_window_stats(limit, *key)
            raise Refusal(429, "too_fast", seconds=window.reset_time - time.time())


def source_of(request: web.Request, trusted_proxy: bool) -> str:
    """The address a request came from; our own proxy adds the last one of X-Forwarded-For."""
    remote = request.remote or ""
    if trusted_proxy:
        said = ",".join(request.headers.getall("X-Forwarded-For", []))
        remote = said.rpartition(",")[2].strip() or remote
    try:
        address = ip_address(remote)
    except ValueError:
        return remote[:64]
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)  # how a server that listens on `::` sees IPv4
    if isinstance(address, IPv6Address):
        # A household has a whole /64 and could otherwise count as anybody in it.
        return str(IPv6Network((address, 64), strict=False))
    return str(address)
