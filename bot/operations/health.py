"""What machines ask: is it alive, can it serve, what are the figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.errors import StoreError
from bot.model import TicketStatus
from bot.store.database import Database
from bot.store.figures import Figures
from bot.store.outbox import Outbox
from bot.telemetry.metrics import Metrics

_OPEN = (TicketStatus.waiting, TicketStatus.claimed, TicketStatus.answered)


def health_routes(
    database: Database, metrics: Metrics, clock: Callable[[], datetime]
) -> list[web.AbstractRouteDef]:
    """`/healthz` (the process answers), `/readyz` (so does the database), `/metrics`."""

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_: web.Request) -> web.Response:
        try:
            await database.rows("SELECT name FROM schema_step LIMIT 1")
        except StoreError:
            return web.Response(text="the database does not answer\n", status=503)
        return web.Response(text="ready\n")

    async def figures(_: web.Request) -> web.Response:
        try:
            await _measure(database, metrics, clock())
            metrics.database_up.set(1)
        except StoreError:  # the figures of this process are worth telling all the same
            metrics.database_up.set(0)
        return web.Response(body=metrics.text(), content_type="text/plain", charset="utf-8")

    return [
        web.get("/healthz", healthz),
        web.get("/readyz", readyz),
        web.get("/metrics", figures),
    ]


async def _measure(database: Database, metrics: Metrics, now: datetime) -> None:
    metrics.delivery.depth.clear()
    metrics.delivery.age.clear()
    for channel, depth, since in await Outbox(database).depth():
        metrics.delivery.depth.labels(channel).set(depth)
        metrics.delivery.age.labels(channel).set((now - since).total_seconds())
    figures = Figures(database)
    metrics.delivery.failed.clear()
    for channel, count in await figures.undelivered():
        metrics.delivery.failed.labels(channel).set(count)
    metrics.desk.set_aside.set(await figures.set_aside())
    counts = dict(await figures.open_tickets())
    for status in _OPEN:
        metrics.desk.tickets_open.labels(status).set(counts.get(status, 0))
    metrics.desk.tickets_waiting.set(counts.get(TicketStatus.waiting, 0))
