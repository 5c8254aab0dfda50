"""How often one may try to log in."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

_BY_NAME = RateLimitItemPerMinute(5)
_BY_IP = RateLimitItemPerMinute(20)


class LoginThrottle:
    """Five attempts a minute for a name from one place, twenty for all names from there."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def wait(self, name: str, ip: str) -> int:
        """Count an attempt; the seconds to wait before the next, 0 when this one may go on."""
        place = _place(ip)
        for limit, key in ((_BY_IP, (place,)), (_BY_NAME, (place, name.casefold()[:100]))):
            if not await self._limiter.hit(limit, "login", *key):
                stats = await self._limiter.get_window_stats(limit, "login", *key)
                return max(1, ceil(stats.reset_time - time.time()))
        return 0


def _place(ip: str) -> str:
    """Whoever has one address of an IPv6 /64 has all of them."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ip
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)  # how a server that listens on `::` sees IPv4
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return ip
