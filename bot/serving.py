"""Runs the parts of a built installation until it is told to stop, then drains them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

import structlog
from aiohttp import web

from bot.delivery.courier import Courier
from bot.errors import SettingsError

log = structlog.get_logger()

WEB, COURIER = "web", "courier"  # roles besides the names of channels that take messages in

_FLUSH_SECONDS = 5.0
_TURN_SECONDS = 10.0

Intakes = Mapping[str, Callable[[], Awaitable[None]]]
"""What takes messages in, by the name of its channel."""


async def serve(
    server: web.Application,
    address: tuple[str, int] | None,
    intakes: Intakes,
    couriers: Sequence[Courier],
    roles: Collection[str],
    stop: asyncio.Event,
    ready: Callable[[], None],
) -> None:
    """Serve until `stop` is set; then finish the turns, flush the outbox for a while, end.

    Without an address nothing is listened to.
    """
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=_TURN_SECONDS)
    ours = couriers if COURIER in roles else ()
    carrying = [asyncio.create_task(courier.run()) for courier in ours]
    await runner.setup()
    try:
        if address is not None:
            await _listen(
                runner, *address, "DANHOI_PORT" if WEB in roles else "DANHOI_METRICS_PORT"
            )
        taking = [_started(run) for channel, run in intakes.items() if channel in roles]
        ready()
        await stop.wait()
        log.info("stopping: finishing turns, flushing the outbox")
        await _cancelled(taking)
    finally:
        await runner.cleanup()
        await _flushed(ours)
        await _cancelled(carrying)


async def _listen(runner: web.AppRunner, host: str, port: int, setting: str) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = error.strerror or error
        raise SettingsError(f"{setting}: {port} cannot be used: {why}") from error


def _started(run: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
    async def running() -> None:
        await run()

    return asyncio.create_task(running())


async def _flushed(couriers: Sequence[Courier]) -> None:
    """Give what is due a few seconds to go out; the rest waits in the store."""
    try:
        async with asyncio.timeout(_FLUSH_SECONDS):
            for courier in couriers:
                await courier.deliver_due()
    except TimeoutError:
        log.warning("messages are left in the outbox for the next start")


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            log.error("a task ended with an error", exc_info=outcome)
