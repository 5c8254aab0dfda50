"""The command that tells what is wrong with entries, for editors."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

import faq

if TYPE_CHECKING:
    from faq.editors.lint import Remark
    from faq.measuring.measures import Confusion

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_SHOWN = 20  # of a kind
_SHIPPED = ""  # what --exam means without a file


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "whole", is_flag=True, help=f"Show all remarks, not {_SHOWN} of a kind.")
@click.option("--strict", is_flag=True, help="Fail for remarks too.")
@click.option(
    "--exam",
    "exam_file",
    is_flag=False,
    flag_value=_SHIPPED,
    metavar="[FILE.jsonl]",
    help="Show for which labelled questions the search prefers another entry (default: those of "
    "the shipped exam). Takes a while; goes behind FILES.",
)
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Judge terms and reviews as of that day (default: today in Vietnam).",
)
def check(
    files: Sequence[Path], whole: bool, strict: bool, exam_file: str | None, day: datetime | None
) -> None:
    """Check entry FILES, or the shipped ones: faults, and remarks on what to look at.

    Entries with faults cannot be loaded, and the command fails. Remarks stop nothing.
    """
    from faq.editors.lint import lint

    shipped, known = _shipped() if files else ([], set())
    entries = _sound(files, known)
    replaced = {entry.id for entry in entries}
    others = [entry for entry in shipped if entry.id not in replaced]
    click.echo(f"{_counted(len(entries), 'entry', 'entries')}, no fault.")
    most = sys.maxsize if whole else _SHOWN
    remarks = lint(entries, (day or datetime.now(_VIETNAM)).date(), others)
    _print_remarks(remarks, most)
    confused = _confused(entries, others, exam_file) if exam_file is not None else []
    _print_confused(confused, most)
    click.echo(f"\n0 faults, {_counted(len(remarks) + len(confused), 'remark')}")
    if strict and (remarks or confused):
        raise click.exceptions.Exit(1)


def _shipped() -> tuple[list[faq.Entry], set[str]]:
    """The shipped entries, and the ids of all of them."""
    from faq.exchange.files import shipped_ids

    try:
        entries = faq.seed()
    except faq.BadEntry:  # whoever checks one shipped file is not stopped by another's faults
        return [], shipped_ids()
    return entries, {entry.id for entry in entries}


def _sound(files: Sequence[Path], known: Collection[str]) -> list[faq.Entry]:
    try:
        return faq.read(files, known) if files else faq.seed()
    except faq.BadEntry as error:
        for fault in error.faults:
            click.echo(str(fault))
        raise click.ClickException(_counted(len(error.faults), "fault")) from error


def _confused(
    entries: Sequence[faq.Entry], others: Sequence[faq.Entry], exam_file: str
) -> list[Confusion]:
    """Pairs of entries that the exam confuses, one of them at least among `entries`."""
    from faq.commands.progress import shown, usual_shelf
    from faq.measuring import exam
    from faq.measuring.measures import confusions

    try:
        asked = exam.questions(exam.shipped_exam() if exam_file == _SHIPPED else Path(exam_file))
    except exam.BadQuestions as error:
        raise click.ClickException(str(error)) from error
    made = exam.predict(faq.Faq([*entries, *others], shelf=usual_shelf()), asked, shown)
    ids = {entry.id for entry in entries}
    return [pair for pair in confusions(made) if ids & {pair.labelled, pair.best}]


def _print_remarks(remarks: Iterable[Remark], most: int) -> None:
    for kind, group in groupby(remarks, key=lambda remark: remark.kind):
        lines = [str(remark) for remark in group]
        _print_head(kind, len(lines))
        for line in lines[:most]:
            click.echo(f"  {line}")
        _print_rest(len(lines) - most)


def _print_confused(confused: Sequence[Confusion], most: int) -> None:
    if not confused:
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    _print_head("entries that the exam confuses", len(confused))
    table = Table("labelled", "found first", "questions", show_lines=True)
    for pair in confused[:most]:
        said = "\n".join(one.question.q for one in pair.predictions)
        table.add_row(pair.labelled or "(none)", pair.best or "(nothing)", escape(said))
    Console().print(table)
    click.echo("  give the labelled entry variants like these, or mend the label")
    _print_rest(len(confused) - most)


def _print_head(title: str, count: int) -> None:
    click.secho(f"\n{title} ({count})", bold=True)


def _print_rest(count: int) -> None:
    if count > 0:
        click.echo(f"  … and {count} more (--all shows them)")


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
