"""HTTP for python-telegram-bot over aiohttp, a tenth of the processor time of its own."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECT_SECONDS = 10.0
_READ_SECONDS = 30.0
_WAIT_SECONDS = 5.0  # for a 429 that does not say how long


class NotConnected(NetworkError):
    """The request never left: no connection came about."""


class Flooded(TelegramError):
    """The platform asks to wait, with `everyone` or with this chat.

    The library's RetryAfter warns of its own future whenever it is made, so it never is.
    """

    def __init__(self, seconds: float, everyone: bool = True) -> None:
        super().__init__(f"Flood control exceeded, retry in {seconds:g} s")
        self.seconds = seconds
        self.everyone = everyone


class Transport(BaseRequest):
    """One session, opened with the first request on the running loop.

    Errors of aiohttp may show the address, which holds the token: they are replaced, not chained.
    """

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return _READ_SECONDS

    async def initialize(self) -> None:
        return None

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        reading = _READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = aiohttp.ClientTimeout(sock_connect=_CONNECT_SECONDS, sock_read=reading)
        body = None if request_data is None else _body(request_data)
        try:
            async with self._opened().request(
                method, url, data=body, timeout=timeout, allow_redirects=False
            ) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise NotConnected("no connection to the Bot API server") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection broke ({type(error).__name__})") from None
        if status == 429:
            raise Flooded(_seconds(payload))
        return status, payload

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers={"User-Agent": self.USER_AGENT}, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _body(request_data: RequestData) -> aiohttp.Payload:
    """JSON, which takes less work than a form; where files come along, a form."""
    if not request_data.contains_files:
        return aiohttp.JsonPayload(request_data.parameters)
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        readable = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, readable, filename=filename, content_type=mime)
    return form()


def _seconds(payload: bytes) -> float:
    try:
        return float(json.loads(payload)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return _WAIT_SECONDS
