"""The command that measures the search on labelled questions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.text import Text

from faq.commands.progress import shown, usual_shelf
from faq.engine import Faq
from faq.entry import BadEntry
from faq.exchange.files import seed
from faq.measuring import chart, exam, exam_tables, wish_exam
from faq.measuring.exam import TUNED, BadQuestions, Figures, Prediction
from faq.measuring.measures import Measures
from faq.wishes import Wishes


@dataclass(frozen=True, slots=True)
class _Sitting:
    """What one exam brought to light; `val` is the file that set thresholds, if any."""

    faq: Faq
    made: Sequence[Prediction]
    measured: Measures
    val: Path | None

    @property
    def title(self) -> str:
        return f"{len(self.made)} questions, {len(self.faq.entries)} entries"

    @property
    def tuned(self) -> str:
        own = f" Here thresholds and calibration were set on {self.val}." if self.val else ""
        return TUNED + own


def _writable(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    """Refuse a path now that could not be written after minutes of work."""
    if path:
        new = not path.exists()
        try:
            path.open("ab").close()
            if new:
                path.unlink()
        except OSError as error:
            raise click.BadParameter(f"{path}: cannot be written: {error}") from error
    return path


def _picture(context: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    if path and path.suffix.lower() not in chart.SUFFIXES:
        raise click.BadParameter(f"{path}: ends in none of {', '.join(chart.SUFFIXES)}")
    return _writable(context, option, path)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    callback=_writable,
    help="Write a line per question there.",
)
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    callback=_picture,
    help="Draw coverage, precision and reliability there, as .svg or .png.",
)
@click.option(
    "--bank",
    type=click.Path(path_type=Path),
    help="Labelled questions to search in, in place of the shipped entries.",
)
@click.option(
    "--val",
    type=click.Path(path_type=Path),
    help="Labelled questions that set thresholds and calibration for the --bank.",
)
@click.option("--letters", is_flag=True, help="Weigh letters and words only, not the meaning.")
@click.option("--wishes", is_flag=True, help="Examine what recognises wishes, such as a person.")
def examine(
    file: Path | None,
    as_json: bool,
    predictions: Path | None,
    picture: Path | None,
    bank: Path | None,
    val: Path | None,
    letters: bool,
    wishes: bool,
) -> None:
    """Measure the search on the labelled questions of a JSONL FILE (default: the shipped exam)."""
    if wishes:
        if any((file, predictions, picture, bank, val)):
            raise click.UsageError("--wishes goes with --json and --letters only.")
        _of_wishes(as_json, not letters)
        return
    try:
        asked = exam.questions(file or exam.shipped_exam())
        faq = _built(bank, val, not letters)
    except (BadQuestions, BadEntry) as error:
        raise click.ClickException(str(error)) from error
    made = exam.predict(faq, asked, shown)
    sitting = _Sitting(faq, made, Measures.of(made, faq.sure), val)
    if predictions:
        _write(predictions, made)
    if picture:
        _draw(picture, file.name if file else "The shipped exam", sitting)
    if as_json:
        click.echo(json.dumps(_figures(sitting), ensure_ascii=False))
    else:
        _print(sitting)


def _of_wishes(as_json: bool, meant: bool) -> None:
    sitting = wish_exam.sit(Wishes.shipped(), _built(None, None, meant))
    if as_json:
        click.echo(json.dumps(sitting.to_dict(), ensure_ascii=False))
    else:
        wish_exam.show(sitting, Console())


def _built(bank: Path | None, val: Path | None, meant: bool) -> Faq:
    if val and not bank:
        raise click.UsageError("--val goes with --bank: the shipped entries are tuned already.")
    meaning: Literal["in process"] | None = "in process" if meant else None
    if bank is None:
        return Faq(seed(), embedder=meaning, shelf=usual_shelf())
    entries = exam.bank(exam.questions(bank))
    if not entries:
        raise BadQuestions(f'{bank}: no question has an "id"')
    labelled = [(one.q, one.id) for one in exam.questions(val)] if val else []
    return Faq(entries, embedder=meaning, shelf=usual_shelf(), val=labelled)


def _write(path: Path, made: Iterable[Prediction]) -> None:
    lines = [json.dumps(one.to_dict(), ensure_ascii=False) for one in made]
    try:
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error}") from error


def _draw(path: Path, name: str, sitting: _Sitting) -> None:
    measured = sitting.measured
    title = f"{name}: {sitting.title}"
    picture = chart.spec(title, measured.curve, measured.chosen, measured.bins)
    try:
        chart.draw(picture, path)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error}") from error


def _figures(sitting: _Sitting) -> dict[str, Any]:
    faq, made = sitting.faq, sitting.made
    return {
        "entries": len(faq.entries),
        "questions": len(made),
        "thresholds": {"sure": faq.sure, "likely": faq.likely},
        "tuned": sitting.tuned,
        "all": Figures.of(made).to_dict(),
        "styles": {style: one.to_dict() for style, one in exam.by_style(made).items()},
        **sitting.measured.to_dict(),
    }


def _print(sitting: _Sitting) -> None:
    faq, made, measured = sitting.faq, sitting.made, sitting.measured
    console = Console()
    console.print(exam_tables.styles(sitting.title, made))
    console.print(
        f"sure: scored {faq.sure:.4g} or more (likely: {faq.likely:.4g}); right: of these. wrong: "
        "answered surely, but with the wrong entry + where no entry answers. refused: where none "
        "answers.\n"
    )
    console.print(f"{exam_tables.summary(Figures.of(made), measured)}\n")
    console.print(exam_tables.coverage(measured))
    if measured.confusions:
        console.print(exam_tables.confusions(measured.confusions))
    console.print(Text(f"\n{sitting.tuned}"))
