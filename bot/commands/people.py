"""The commands about staff."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.commands.installation import now, opened

if TYPE_CHECKING:
    from bot.config import Settings


@click.command(help="Print a new one-time link for a member of staff who lost the password.")
@click.argument("name")
def invite(name: str) -> None:
    from bot.config import load
    from bot.errors import Refused

    settings = load()
    try:
        token = asyncio.run(_invite(settings, name))
    except Refused as error:
        raise click.ClickException(f"{name}: {error.reason}") from error
    click.echo(welcome(settings, token))


def welcome(settings: Settings, token: str) -> str:
    """The link under which a password is set, once."""
    address = settings.public_url or f"http://localhost:{settings.port}"
    return f"{address}/console/welcome/{token}"


async def _invite(settings: Settings, name: str) -> str:
    from bot.staff.accounts import Accounts

    async with opened(settings) as database:
        return await Accounts(database, now).invite(name)
