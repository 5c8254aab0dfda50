"""Serves the fake Bot API as its own process: `python -m tests.fake_telegram --port 8081`."""

from __future__ import annotations

import asyncio

import click

from tests.fake_telegram.faults import Flood
from tests.fake_telegram.server import TOKEN, FakeTelegram


@click.command()
@click.option("--port", default=8081, show_default=True)
@click.option("--flood/--no-flood", help="Answer 429 above Telegram's usual limits.")
@click.option("--group", multiple=True, type=int, help="Id of a group that the bot is in.")
@click.option("--forum", multiple=True, type=int, help="Id of a group with topics.")
def main(port: int, flood: bool, group: tuple[int, ...], forum: tuple[int, ...]) -> None:
    async def serve() -> None:
        async with FakeTelegram(port=port, flood=Flood() if flood else None) as fake:
            for id in group:
                fake.group(id)
            for id in forum:
                fake.group(id, forum=True)
            click.echo(f"{fake.address} token {TOKEN}")
            await asyncio.Event().wait()

    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        click.echo("stopped")


main()
