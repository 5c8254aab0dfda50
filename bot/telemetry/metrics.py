"""The figures behind /metrics, by the names that operators' dashboards use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)


class CitizenFigures:
    """What citizens' messages led to, and how quickly."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.turns = Counter(
            "danhoi_turns_total", "Turns of the dialogue", ["channel"], registry=registry
        )
        self.outcomes = Counter(
            "danhoi_outcomes_total", "Turns by what they led to", ["outcome"], registry=registry
        )
        self.forwarded = Counter(
            "danhoi_forwarded_total", "Questions handed to staff", registry=registry
        )
        self.match_seconds = Histogram(
            "danhoi_match_seconds",
            "Time to find the matching entries",
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1),
            registry=registry,
        )
        self.turn_seconds = Histogram(
            "danhoi_turn_seconds",
            "Time from a message's arrival to the commit of its turn",
            ["channel"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
            registry=registry,
        )

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


class DeliveryFigures:
    """What goes out, and what waits to."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.deliveries = Counter(
            "danhoi_deliveries_total",
            "Messages by channel and what became of them",
            ["channel", "result"],
            registry=registry,
        )
        self.depth = Gauge(
            "danhoi_outbox_depth", "Messages that wait", ["channel"], registry=registry
        )
        self.age = Gauge(
            "danhoi_outbox_age_seconds",
            "Age of the oldest waiting message",
            ["channel"],
            registry=registry,
        )
        self.failed = Gauge(
            "danhoi_outbox_failed",
            "Messages that did not go out, or of which nobody knows",
            ["channel"],
            registry=registry,
        )


class DeskFigures:
    """What waits for staff."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.set_aside = Gauge(
            "danhoi_set_aside", "Messages whose turn always failed", registry=registry
        )
        self.tickets_open = Gauge(
            "danhoi_tickets_open", "Tickets not closed, by state", ["status"], registry=registry
        )
        self.tickets_waiting = Gauge(
            "danhoi_tickets_waiting", "Tickets that nobody has claimed", registry=registry
        )


class Metrics:
    """All figures of a process: those of each wing, and its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.citizens = CitizenFigures(self._registry)
        self.delivery = DeliveryFigures(self._registry)
        self.desk = DeskFigures(self._registry)
        self.database_up = Gauge(
            "danhoi_database_up", "1 while the database answers", registry=self._registry
        )
        ProcessCollector(registry=self._registry)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)
