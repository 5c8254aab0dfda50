"""The talk exam: `python -m tests.talks [FILE …] [--show]` prints what went right, by kind."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import click
import structlog

from tests.talks.player import Played, Player, share
from tests.talks.script import Script, scripts, shipped
from tests.talks.stage import stage


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--show", is_flag=True, help="Print every talk, not only what went wrong.")
@click.option("--quiet", is_flag=True, help="Print the shares only.")
def exam(files: tuple[Path, ...], show: bool, quiet: bool) -> None:
    """Play talks (those in this folder without FILES) and print the shares that went right."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    wanted = [one for file in files for one in scripts(file)] if files else shipped()
    played = asyncio.run(_played(wanted))
    for one in played:
        if show or not (one.right or quiet):
            _print(one)
    by_kind = defaultdict(list)
    for one in played:
        by_kind[one.script.kind].append(one)
    for kind, group in [*sorted(by_kind.items()), ("all", played)]:
        talks, turns = share(group)
        right = sum(one.right for one in group)
        click.echo(f"{kind:20} {right:3} of {len(group):3} talks {talks:6.1%}   turns {turns:6.1%}")


async def _played(wanted: list[Script]) -> list[Played]:
    played = []
    with tempfile.TemporaryDirectory() as folder:
        for number, script in enumerate(wanted):
            async with stage(Path(folder) / f"{number}.db") as town:
                played.append(await Player(town, script).play())
    return played


def _print(one: Played) -> None:
    click.echo(f"\n== {one.script.kind}: {one.script.title}")
    for line in one.lines:
        click.echo(line[:400])
    for wrong in one.wrong:
        click.secho(f"  WRONG {wrong[:300]}", fg="red", color=sys.stdout.isatty())


if __name__ == "__main__":
    exam()
