"""What the program tells its operators: log lines, figures."""

from __future__ import annotations

import asyncio
import atexit
import logging
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TextIO

import structlog
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import RequestPayloadError
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)


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


class Metrics:
    """The figures behind /metrics, by the names that operators' dashboards use."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "danhoi_turns_total", "Turns of the dialogue", ["channel"], registry=self.registry
        )
        self.outcomes = Counter(
            "danhoi_outcomes_total",
            "Turns by what they led to",
            ["outcome"],
            registry=self.registry,
        )
        self.forwarded = Counter(
            "danhoi_forwarded_total", "Questions handed to staff", registry=self.registry
        )
        self.deliveries = Counter(
            "danhoi_deliveries_total",
            "Messages by channel and what became of them",
            ["channel", "result"],
            registry=self.registry,
        )
        self.match_seconds = Histogram(
            "danhoi_match_seconds",
            "Time to find the matching entries",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1),
            registry=self.registry,
        )
        self.turn_seconds = Histogram(
            "danhoi_turn_seconds",
            "Time from a message's arrival to the commit of its turn",
            ["channel"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
            registry=self.registry,
        )
        self.outbox_depth = Gauge(
            "danhoi_outbox_depth", "Messages that wait", ["channel"], registry=self.registry
        )
        self.outbox_age = Gauge(
            "danhoi_outbox_age_seconds",
            "Age of the oldest waiting message",
            ["channel"],
            registry=self.registry,
        )
        self.outbox_failed = Gauge(
            "danhoi_outbox_failed",
            "Messages that did not go out, or of which nobody knows",
            ["channel"],
            registry=self.registry,
        )
        self.database_up = Gauge(
            "danhoi_database_up", "1 while the database answers", registry=self.registry
        )
        self.set_aside = Gauge(
            "danhoi_set_aside", "Messages whose turn always failed", registry=self.registry
        )
        self.tickets_open = Gauge(
            "danhoi_tickets_open",
            "Tickets not closed, by state",
            ["status"],
            registry=self.registry,
        )
        self.tickets_waiting = Gauge(
            "danhoi_tickets_waiting", "Tickets that nobody has claimed", registry=self.registry
        )

        ProcessCollector(registry=self.registry)

    @contextmanager
    def answering(self, channel: str) -> Iterator[None]:
        """Time a turn, unless it fails."""
        begun = perf_counter()
        yield
        self.turn_seconds.labels(channel).observe(perf_counter() - begun)

    @contextmanager
    def matching(self) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.match_seconds.observe(perf_counter() - begun)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
