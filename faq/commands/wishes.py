"""The command that learns the recogniser of wishes anew."""

from __future__ import annotations

import click


@click.command()
def wishes() -> None:
    """Learn the wishes anew, after their examples were edited: writes faq/data/wishes.npz."""
    from faq.learning.wishing import ship
    from faq.measuring.wishing import learned

    weights = learned()
    file = ship(weights)
    click.echo(f"{file.name}: {len(weights.ids)} wishes, {file.stat().st_size / 1e6:.1f} MB")
