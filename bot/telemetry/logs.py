"""The log: lines for people or for machines."""

from __future__ import annotations

import asyncio
import atexit
import logging
import sys
from collections import deque
from typing import TextIO

import structlog
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import RequestPayloadError


def configure_logs(json: bool) -> None:
    """Write log lines for people or as JSON. They carry no message texts and no personal data."""
    # httpx and aiohttp log addresses, and Telegram's addresses contain the token.
    for library in ("httpx", "httpcore", "aiohttp.access", "telegram", "asyncio"):
        logging.getLogger(library).setLevel(logging.WARNING)
    # Its pool tells of each attempt in vain; the store's own errors say it, with what to do.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    logging.getLogger("aiohttp.server").addFilter(_without_client)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if json
            else structlog.dev.ConsoleRenderer(
                colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=Lines(sys.stdout),
    )


class Lines:
    """Writes log lines; those of one moment of the loop together, since each write costs time.

    It is its own logger for everybody.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self._written_by: asyncio.AbstractEventLoop | None = None
        atexit.register(self._write)

    def __call__(self, *_: object) -> Lines:
        return self

    def msg(self, line: str) -> None:
        self._waiting.append(line)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # in a thread, or before the loop runs
            self._write()
            return
        if self._written_by is not loop:
            self._written_by = loop
            loop.call_soon(self._write)

    debug = info = warning = error = critical = exception = msg

    def _write(self) -> None:
        self._written_by, lines = None, []
        while self._waiting:
            lines.append(self._waiting.popleft() + "\n")
        if lines:
            self._file.write("".join(lines))
            self._file.flush()


def _without_client(record: logging.LogRecord) -> bool:
    """No faults of clients, which quote what was sent; ours without the client's address."""
    error = record.exc_info[1] if record.exc_info else None
    record.msg, record.args = "aiohttp: a request failed", ()
    return not isinstance(error, HttpProcessingError | RequestPayloadError)
