"""Asks servers, quickly and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

_SECONDS = 5.0
_LARGEST = 1 << 20


class NoAnswer(Exception):
    """The server cannot be reached or answers with something else; safe to show."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; `date` is its clock at that time."""

    status: int
    body: bytes
    date: datetime | None


@dataclass(frozen=True, slots=True)
class Network:
    session: aiohttp.ClientSession

    async def ask(self, url: str, fields: Mapping[str, Any] | None = None) -> Answer:
        """GET an address, or post fields to it; NoAnswer never quotes it: it may hold a token."""
        method = "GET" if fields is None else "POST"
        limit = aiohttp.ClientTimeout(total=_SECONDS)
        try:
            async with self.session.request(
                method, url, json=fields, timeout=limit, allow_redirects=False
            ) as response:
                body = await response.content.read(_LARGEST)
                return Answer(response.status, body, _date(response.headers.get("Date")))
        except TimeoutError:
            raise NoAnswer(f"no answer in {_SECONDS:g} s") from None
        except aiohttp.ClientConnectorDNSError:
            raise NoAnswer("its name is not known") from None
        except aiohttp.ClientConnectorCertificateError:
            raise NoAnswer("its certificate is not valid") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NoAnswer(type(error).__name__) from None


def _date(header: str | None) -> datetime | None:
    try:
        return None if header is None else parsedate_to_datetime(header)
    except ValueError:
        return None
