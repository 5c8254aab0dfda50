"""The command that gives messages which were set aside another turn."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import click

from bot.commands.installation import opened

if TYPE_CHECKING:
    from bot.config import Settings


@click.command(help="Give a message that was set aside its turn; without ID, list them.")
@click.argument("id", required=False)
@click.option("--all", "every", is_flag=True, help="All of them, oldest first.")
def replay(id: str | None, every: bool) -> None:
    from bot.config import load
    from bot.telemetry.logs import configure_logs

    settings = load()
    configure_logs(settings.log_json)
    if id is None and not every:
        click.echo(asyncio.run(_listed(settings)))
        return
    well, failed = asyncio.run(_replay(settings, id))
    click.echo(f"{well} had their turn, {failed} failed again.")
    if failed:
        raise click.exceptions.Exit(1)


async def _replay(settings: Settings, id: str | None) -> tuple[int, int]:
    from bot import app as application
    from bot.errors import Refused

    async with application.build(settings) as app:
        if id is None:
            return await app.patience.replay_all()
        try:
            well = await app.patience.replay(id)
        except Refused as error:
            raise click.ClickException(f"{id}: nothing of this id is set aside") from error
        return int(well), int(not well)


async def _listed(settings: Settings) -> str:
    from bot.store.setaside import Asides

    async with opened(settings) as database:
        asides = await Asides(database).waiting()
    lines = [f"{aside.id}  {aside.at:%Y-%m-%d %H:%M}Z  {aside.reason}" for aside in asides]
    return "\n".join(lines) or "Nothing is set aside."
