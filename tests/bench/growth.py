"""How the service fares when much is stored: `python -m tests.bench.growth`.

It fills a database with a million citizens and ten million messages, then measures turns, pages
and tidying on it and on an empty one, in turns. A filled database is kept in the folder for the
next run.
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import click
from rich.console import Console
from rich.progress import Progress

from bot.store.opening import connect
from tests.bench.growth_fill import fill
from tests.bench.growth_measure import Measured, compare, table
from tests.bench.growth_places import EMPTY, GROWN, Places, is_filled, mark_filled, places, unmark
from tests.bench.growth_rows import Size
from tests.bench.growth_service import quiet

KINDS = ("sqlite", "postgresql")
_FOLDER = Path(tempfile.gettempdir()) / "danhoi-growth"
terminal = Console(width=120)


async def filled(where: Places, folder: Path, kind: str, size: Size) -> None:
    """The grown database, as it is or made now."""
    if is_filled(folder, kind, size):
        return
    begun = perf_counter()
    unmark(folder, kind)
    where.make(GROWN)
    where.careful(False)
    database = await connect(where.address(GROWN))
    with Progress(console=terminal) as bar:
        task = bar.add_task(kind, total=None)

        def watch(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"{kind}: {what}", completed=done, total=total)

        await fill(database, where.address(GROWN), size, datetime.now(UTC), watch)
    await database.close()
    where.settle(GROWN)
    where.careful(True)
    mark_filled(folder, kind, size)
    gigabytes = where.size(GROWN) / 1e9
    terminal.print(f"{kind}: filled in {perf_counter() - begun:.0f} s, {gigabytes:.1f} GB")


async def measured(where: Places, size: Size, burst: int, rounds: int) -> dict[str, Measured]:
    where.make(EMPTY)
    addresses = {name: where.address(name) for name in (EMPTY, GROWN)}
    with terminal.status("") as status:
        return await compare(addresses, size, burst, rounds, status.update)


@click.command()
@click.option("--database", "kinds", multiple=True, type=click.Choice(KINDS), default=KINDS)
@click.option("--people", default=1_000_000, show_default=True)
@click.option("--messages", default=10_000_000, show_default=True)
@click.option("--tickets", default=200_000, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=_FOLDER, show_default=True)
@click.option("--rounds", default=5, show_default=True)
@click.option("--burst", default=3000, show_default=True, help="Messages of a round.")
@click.option("--fill-only", is_flag=True, help="Fill, and measure another time.")
def main(
    kinds: tuple[str, ...],
    people: int,
    messages: int,
    tickets: int,
    folder: Path,
    rounds: int,
    burst: int,
    fill_only: bool,
) -> None:
    quiet()
    size = Size(people, messages, tickets)
    for kind in kinds:
        with places(kind, folder.absolute()) as where:
            asyncio.run(filled(where, folder, kind, size))
            if not fill_only:
                results = asyncio.run(measured(where, size, burst, rounds))
                terminal.print(table(kind, results))


if __name__ == "__main__":
    main()
