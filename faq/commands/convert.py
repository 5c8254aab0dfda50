"""The command that writes entries into a file of another kind."""

from __future__ import annotations

from pathlib import Path

import click

from faq.entry import BadEntry
from faq.exchange.files import read, shipped_ids, write


@click.command()
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path))
@click.argument("target", metavar="TO", type=click.Path(path_type=Path))
def convert(source: Path, target: Path) -> None:
    """Write the entries of the file FROM into the file TO: each .yaml, .csv or .xlsx."""
    try:
        entries = read([source], known=shipped_ids())
        write(target, entries)
    except BadEntry as error:
        raise click.ClickException(f"nothing was written:\n{error}") from error
    click.echo(f"{target}: {len(entries)} entries")
