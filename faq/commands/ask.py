"""The command that searches as a citizen would."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from faq.commands.progress import usual_shelf
from faq.engine import Faq
from faq.exchange.files import seed
from faq.meant.urgent import urgent
from faq.vietnamese.text import language


@click.command()
@click.argument("question", nargs=-1, required=True)
def ask(question: Sequence[str]) -> None:
    """Search for a QUESTION as a citizen would ask it."""
    text = " ".join(question)
    faq = Faq(seed(), shelf=usual_shelf())
    table = Table("entry", "score", "", "question")
    for match in faq.search(text, limit=5):
        sure, likely = match.score >= faq.sure, match.score >= faq.likely
        word = "sure" if sure else "likely" if likely else ""
        said = match.entry.question.in_(language(text) or "vi")
        table.add_row(match.entry.id, f"{match.score:.2f}", word, said)
    console = Console()
    console.print(table)
    if danger := urgent(text):
        console.print(f"urgent: {danger.kind}, {' '.join(danger.numbers)}")
