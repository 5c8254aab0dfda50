"""The commands of an operator: back up, restore, tidy, look for faults, copy an installation."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.installation import now

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.operations.tidying import Tidied

_FILE = click.Path(path_type=Path)


@click.command(help="Copy the whole database into FILE (or a folder), while danhoi runs.")
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def backup(file: Path, force: bool) -> None:
    from rich.console import Console
    from rich.progress import Progress

    from bot.config import load
    from bot.operations.backup import back_up

    address = load().database
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("copying", total=None)
        copy = back_up(
            address,
            file,
            force,
            now(),
            lambda done, all: bar.update(task, completed=done, total=all),
        )
    click.echo(_table(copy.found.counts))
    click.echo(f"{copy.file}: {copy.file.stat().st_size / 1e6:.1f} MB, read back, no fault.")
    click.echo("It holds people's questions and photos: keep it as safe as the database.")


@click.command(help="Put a backup in the place of the database; the replaced one is kept.")
@click.argument("file", type=_FILE)
def restore(file: Path) -> None:
    from bot.config import load
    from bot.operations import backup as copies

    address = load().database
    found = copies.check(address, file)
    click.echo(_table(found.counts))
    aside = copies.restore(address, file, now())
    if aside is not None:
        click.echo(f"The replaced database is kept: {aside}")
    for step in found.lacks():
        click.echo(f"The next start applies the schema step {step!r}.")
    click.echo(f"{file} is in place: start danhoi.")


@click.command(help="Forget now what danhoi forgets once an hour; give the room back.")
@click.option("--rewrite", is_flag=True, help="Write the SQLite file anew; danhoi must be stopped.")
def tidy(rewrite: bool) -> None:
    from bot.config import load
    from bot.store.opening import on_server

    settings = load()
    tidied = asyncio.run(_tidy(settings))
    click.echo(
        f"gone: {tidied.done} marks of messages, {tidied.cards} sent cards,"
        f" {tidied.ended} ended sessions and invitations"
    )
    if not on_server(settings.database):
        click.echo(_compacted(Path(settings.database), rewrite, tidied.given_back))


@click.command(help="Look the installation over: each line is OK or says what to do.")
@click.pass_context
def doctor(context: click.Context) -> None:
    from bot.config import load
    from bot.operations.doctor import examine

    findings = asyncio.run(examine(load(), os.environ, now()))
    for finding in findings:
        click.echo(finding.line())
    context.exit(0 if all(finding.ok for finding in findings) else 1)


@click.command(help="Copy a whole installation from one database into another, empty one.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """FROM and TO are paths of SQLite files or postgresql:// addresses."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.store.copying import copy_installation

    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("copying", total=None)

        def watch(table: str, done: int, total: int) -> None:
            bar.update(task, description=table, completed=done, total=total)

        counts = asyncio.run(copy_installation(source, target, now(), watch))
    rows = sum(counts.values())
    click.echo(f"{rows} rows of {len(counts)} tables are copied; the counts agree.")


async def _tidy(settings: Settings) -> Tidied:
    from bot import app as application

    async with application.open_store(settings) as database:
        return await application.tidier(settings, database).once()


def _compacted(file: Path, rewrite: bool, given_back: int) -> str:
    from bot.store import compacting

    before = compacting.room(file)
    if rewrite:
        compacting.rewrite(file)
        given_back += before.whole - compacting.room(file).whole
    elif not before.gradual:
        return f"{file} cannot be cut: stop danhoi and `danhoi tidy --rewrite` once"
    return f"given back to the disk: {given_back / 1e6:.1f} MB"


def _table(counts: Mapping[str, int]) -> str:
    return "\n".join(f"{rows:>10} {table}" for table, rows in counts.items())
