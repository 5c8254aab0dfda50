"""Asks the office's own system how a dossier stands: the contract is in docs/dossiers.md."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import aiohttp
import structlog

log = structlog.get_logger()

_AT_ONCE = 5  # an office's system may be a small one
_LARGEST = 4096  # bytes of an answer
_LONGEST = 200  # characters of a state, which is one line
_REMEMBERED = 256  # dossiers, each for a minute: people ask twice
_FRESH = timedelta(seconds=60)


class Dossiers:
    """How the dossier of a code stands, in one line; None where it is unknown or nobody tells.

    No call takes longer than `seconds`, waiting for its turn included.
    """

    def __init__(
        self, url: str, secret: str, seconds: float, clock: Callable[[], datetime]
    ) -> None:
        self._url = url
        self._secret = secret.encode()
        self._seconds = seconds
        self._clock = clock
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._session: aiohttp.ClientSession | None = None
        self._known: dict[str, tuple[datetime, str | None]] = {}

    async def __call__(self, code: str) -> str | None:
        at = self._clock()
        if (known := self._known.get(code)) is not None and at - known[0] <= _FRESH:
            return known[1]
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                state = await self._asked(code)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # Neither the code nor what was told: both are a person's own.
            log.warning("the dossier look-up failed", why=_why(error))
            return None
        self._remember(code, state)
        return state

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _asked(self, code: str) -> str | None:
        body = json.dumps({"code": code}).encode()
        # A redirect would take the code to somebody else.
        request = self._opened().post(
            self._url, data=body, headers=self._headers(body), allow_redirects=False
        )
        async with request as response:
            if response.status == 404:
                return None
            if response.status != 200:
                raise _Bad(f"status {response.status}")
            return _state(await _read(response.content))

    def _headers(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._clock().timestamp()))
        return {
            "Content-Type": "application/json",
            "Accept-Encoding": "identity",  # what is packed may be large after all
            "X-Danhoi-Timestamp": stamp,
            "X-Danhoi-Signature": signature(self._secret, stamp, body),
        }

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session

    def _remember(self, code: str, state: str | None) -> None:
        self._known.pop(code, None)  # the oldest stands first
        if len(self._known) >= _REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[code] = (self._clock(), state)


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """What proves to the office's system that a request is ours, and of now."""
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class _Bad(ValueError):
    """An answer that is none; the text says why, without the answer's words."""


async def _read(content: aiohttp.StreamReader) -> bytes:
    whole = bytearray()
    async for part in content.iter_any():
        whole += part
        if len(whole) > _LARGEST:
            raise _Bad(f"more than {_LARGEST} bytes")
    return bytes(whole)


def _state(body: bytes) -> str:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise _Bad("no JSON") from None
    state = told.get("state") if isinstance(told, dict) else None
    if not isinstance(state, str) or len(state.strip().splitlines()) != 1:
        raise _Bad("no state in one line")
    line = " ".join(state.split())
    if len(line) > _LONGEST:
        raise _Bad(f"a state of more than {_LONGEST} characters")
    if not line.isprintable():
        raise _Bad("a state with control characters")
    return line


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, _Bad) else type(error).__name__
