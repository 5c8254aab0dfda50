"""The commands about entries: load, export, ask, print for signing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

import faq
from bot.commands.installation import now, opened

if TYPE_CHECKING:
    from bot.citizens.served import Serving
    from bot.config import Settings

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_WAIT_SECONDS = 10.0


@click.command(name="load", help="Load entry files into the database; all of them or none.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--no-wait", is_flag=True, help="Do not wait until a running danhoi serves them.")
def load_files(files: tuple[Path, ...], no_wait: bool) -> None:
    from bot.config import load

    changed, serving = asyncio.run(_load(load(), files, not no_wait))
    click.echo(f"{changed} entries are new or changed.")
    if serving is not None:
        click.echo(_served(serving))


@click.command(help="Write the entries of the database into FILE.xlsx, .csv or .yaml, to edit.")
@click.argument("file", type=click.Path(path_type=Path))
def export(file: Path) -> None:
    from bot.config import load

    count = asyncio.run(_export(load(), file))
    click.echo(f"{file}: {count} entries. `danhoi load` takes them back when edited.")


@click.command(help="Try the matcher: what would be found for this question?")
@click.argument("question", nargs=-1, required=True)
@click.option("--shipped", is_flag=True, help="Ask the shipped entries, not the database's.")
def ask(question: tuple[str, ...], shipped: bool) -> None:
    from rich.console import Console

    from bot.config import load
    from faq.commands.progress import usual_shelf

    entries = faq.seed() if shipped else asyncio.run(_current(load()))
    if not entries:
        raise click.ClickException("the database has no entries yet; --shipped asks without it")
    asked = faq.Faq(entries, shelf=usual_shelf())
    terminal = Console()
    matches = asked.search(" ".join(question), limit=5)
    for match in matches:
        sure, likely = match.score >= asked.sure, match.score >= asked.likely
        grade = "sure" if sure else "likely" if likely else ""
        terminal.print(f"{match.score:.2f} {grade:6} {match.entry.id}: {match.entry.question.vi}")
    if not matches:
        terminal.print("nothing found")


@click.command(help="Write a sheet for an office to sign: FILE.html to print, or FILE.xlsx.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--category", metavar="ID", help="Only the entries of this category.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Texts as citizens get them on that day (default: today in Vietnam).",
)
def sheet(file: Path, category: str | None, day: datetime | None) -> None:
    from faq.exchange.sheet import BadSheet, shelves, write_sheet

    on = (day or datetime.now(_VIETNAM)).date()
    try:
        shown = shelves(faq.seed(), category)
        write_sheet(file, shown, on)
    except BadSheet as error:
        raise click.ClickException(str(error)) from error
    count = sum(len(shelf.entries) for shelf in shown)
    click.echo(f"{file}: {count} entries as of {on}.")


def _served(serving: Serving) -> str:
    """Whether the loaded entries are in service, in words."""
    if not serving.processes:
        return "No danhoi serves from this database now: the next one to start serves them."
    if serving.behind:
        return (
            f"Not served yet by {serving.behind} of {serving.processes} running danhoi after"
            f" {_WAIT_SECONDS:.0f} seconds: they try again by themselves, and their log says why."
        )
    return "Served: the running danhoi answers with them. Other wordings are learned meanwhile."


async def _load(
    settings: Settings, files: Sequence[Path], wait: bool
) -> tuple[int, Serving | None]:
    """How many entries changed, and, after a wait, who serves them."""
    from bot.citizens.served import serving
    from bot.store.entries import Entries
    from faq.exchange.files import shipped_ids

    async with opened(settings) as database:
        kept = Entries(database)
        known = {entry.id for entry, _ in await kept.current()} | shipped_ids()
        entries = await asyncio.to_thread(faq.read, files, known)
        changed = await kept.load(entries, "danhoi load", now())
        return changed, await serving(kept, now, _WAIT_SECONDS) if wait else None


async def _export(settings: Settings, file: Path) -> int:
    entries = await _current(settings)
    if not entries:  # a file of that name may be somebody's work
        raise click.ClickException("the database has no entries; nothing was written")
    await asyncio.to_thread(faq.write, file, entries)
    return len(entries)


async def _current(settings: Settings) -> list[faq.Entry]:
    from bot.store.entries import Entries

    async with opened(settings) as database:
        return [entry for entry, _ in await Entries(database).current()]
