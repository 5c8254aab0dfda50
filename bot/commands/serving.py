"""The command that serves."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.commands.people import welcome

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.staff.accounts import Accounts


@click.command(help="Serve the web chat, the console and, with a token, Telegram.")
@click.option(
    "--only",
    multiple=True,
    metavar="ROLE",
    help="Do a part beside other processes: web, courier, telegram (more than one: repeat it).",
)
def run(only: tuple[str, ...]) -> None:
    import structlog
    from threadpoolctl import threadpool_limits

    # The limit below reaches only what is loaded: numpy and scipy come with the app.
    import bot.app  # noqa: F401
    from bot.config import load, unknown
    from bot.telemetry.logs import configure_logs

    settings = load()
    configure_logs(settings.log_json)
    for name in unknown():
        structlog.get_logger().warning("no such setting: misspelt?", name=name)
    # The matrices of a search are small: a second thread would mostly wait for the first, spinning.
    with threadpool_limits(1, "blas"):
        asyncio.run(_serve(settings, only))


async def _serve(settings: Settings, only: Sequence[str]) -> None:
    from bot import app as application

    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with application.build(settings) as app:
        await _welcome_admin(app.accounts, settings)
        await application.run(app, stop, lambda: _announce(settings, only), only)


async def _welcome_admin(accounts: Accounts, settings: Settings) -> None:
    """Give the first administrator the password of the settings, or say where to set one."""
    import structlog

    from bot.staff.accounts import SHORTEST_PASSWORD

    secret = settings.admin_password
    password = secret.get_secret_value() if secret else None
    if password is not None and len(password) < SHORTEST_PASSWORD:
        structlog.get_logger().warning(
            "DANHOI_ADMIN_PASSWORD is short: at least 10 characters are safer"
        )
    token = await accounts.first_admin(password)
    if token is not None:
        click.echo(
            f"\nSet the administrator's password here, once (user name: admin):\n"
            f"  {welcome(settings, token)}\n"
        )


def _announce(settings: Settings, only: Sequence[str]) -> None:
    from bot.serving import WEB

    address = settings.public_url or f"http://localhost:{settings.port}"
    if only and WEB not in only:
        click.echo(f"Running: {', '.join(only)}   (Ctrl-C stops)")
    else:
        click.echo(f"Web chat: {address}/   Console: {address}/console   (Ctrl-C stops)")
    sys.stdout.flush()
