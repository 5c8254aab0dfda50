"""The command line of the knowledge base: python -m faq check, exam or ask."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from faq import BadEntry, Faq, exam, language, read, seed, urgent
from faq.exam import TUNED, BadQuestions, Figures, Prediction, Question, share
from faq.files import shipped_ids


@click.group()
def main() -> None:
    """Look after the knowledge base of Dân Hỏi."""


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: Sequence[Path]) -> None:
    """Check entries in YAML FILES; every fault is told, with file, entry and field."""
    try:
        entries = read(files, known=shipped_ids())
    except BadEntry as error:
        for fault in error.faults:
            click.echo(str(fault))
        raise click.ClickException(f"{len(error.faults)} faults") from error
    click.echo(f"{len(entries)} entries, no fault")


@main.command(name="exam")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--predictions", type=click.Path(path_type=Path), help="Write a line per question there."
)
@click.option(
    "--bank",
    "bank_file",
    type=click.Path(path_type=Path),
    help="Labelled questions to search in, in place of the shipped entries.",
)
def examine(
    file: Path | None, as_json: bool, predictions: Path | None, bank_file: Path | None
) -> None:
    """Measure the search on the labelled questions of a JSONL FILE (default: the shipped exam)."""
    try:
        asked = exam.questions(file or exam.shipped_exam())
        faq = Faq(exam.bank(exam.questions(bank_file)) if bank_file else seed())
    except (BadQuestions, BadEntry) as error:
        raise click.ClickException(str(error)) from error
    made = exam.predict(faq, asked, _with_progress)
    if predictions:
        _write(predictions, made)
    if as_json:
        click.echo(json.dumps(_figures(faq, made), ensure_ascii=False))
    else:
        _print(faq, made)


@main.command()
@click.argument("question", nargs=-1, required=True)
def ask(question: Sequence[str]) -> None:
    """Search for a QUESTION as a citizen would ask it."""
    text = " ".join(question)
    faq = Faq(seed())
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


def _with_progress(asked: Sequence[Question]) -> Iterable[Question]:
    shown = Console(stderr=True)
    return track(asked, "searching", console=shown, disable=not sys.stderr.isatty())


def _write(path: Path, made: Iterable[Prediction]) -> None:
    lines = [json.dumps(one.to_dict(), ensure_ascii=False) for one in made]
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error}") from error


def _figures(faq: Faq, made: Sequence[Prediction]) -> dict[str, Any]:
    return {
        "entries": len(faq.entries),
        "questions": len(made),
        "thresholds": {"sure": faq.sure, "likely": faq.likely},
        "tuned": TUNED,
        "all": Figures.of(made).to_dict(),
        "styles": {style: one.to_dict() for style, one in exam.by_style(made).items()},
    }


def _print(faq: Faq, made: Sequence[Prediction]) -> None:
    table = Table("style", title=f"{len(made)} questions, {len(faq.entries)} entries")
    for head in ("asked", "top-1", "top-3", "sure", "right", "wrong", "refused"):
        table.add_column(head, justify="right")
    for style, figures in exam.by_style(made).items():
        table.add_row(style, *_cells(figures))
    table.add_section()
    table.add_row("together", *_cells(Figures.of(made)))
    console = Console()
    console.print(table)
    console.print(
        f"sure: scored {faq.sure} or more (likely: {faq.likely}); right: of these. wrong: answered "
        "surely, but with the wrong entry + where no entry answers. refused: where none answers.",
        TUNED,
    )


def _cells(one: Figures) -> list[str]:
    return [
        str(one.answerable + one.unanswerable),
        _percent(one.top_1, one.answerable),
        _percent(one.top_3, one.answerable),
        _percent(one.sure, one.answerable),
        _percent(one.sure_right, one.sure),
        f"{one.sure_wrong}+{one.wrongly_answered}",
        _percent(one.rightly_refused, one.unanswerable),
    ]


def _percent(part: int, whole: int) -> str:
    of = share(part, whole)
    return "–" if of is None else f"{of:.1%}"


if __name__ == "__main__":
    main(prog_name="python -m faq")
