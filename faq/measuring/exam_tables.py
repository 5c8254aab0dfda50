"""The exam's figures as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from faq.measuring.exam import Figures, Prediction, by_style, share
from faq.measuring.measures import Confusion, Measures, Point

_PAIRS, _SAID = 20, 3  # shown of the wrong pairs, and of the questions of each


def styles(title: str, made: Sequence[Prediction]) -> Table:
    table = Table("style", title=title)
    for head in ("asked", "top-1", "top-3", "sure", "right", "wrong", "refused"):
        table.add_column(head, justify="right")
    for style, figures in by_style(made).items():
        table.add_row(Text(style), *_cells(figures))
    table.add_section()
    table.add_row("together", *_cells(Figures.of(made)))
    return table


def summary(together: Figures, measured: Measures) -> str:
    right = _percent(share(together.sure_right, together.answerable))
    refused = _percent(share(together.rightly_refused, together.unanswerable))
    return (
        f"Expected calibration error (ECE) {_number(measured.ece)}, answerable against not (AUROC) "
        f"{_number(measured.auroc)}. In scope surely right {right}, out of scope refused {refused}."
    )


def coverage(measured: Measures) -> Table:
    table = Table(title="Answered surely from a score on")
    for head in ("score", "of the answerable", "right of these", "of the unanswerable"):
        table.add_column(head, justify="right")
    for point in measured.coverage:
        used = point.threshold == measured.chosen.threshold
        table.add_row(*_place(point, used), style="bold" if used else "")
    return table


def confusions(found: Sequence[Confusion]) -> Table:
    """The most frequent of them; a question that was answered surely bears an exclamation mark."""
    left = len(found) - _PAIRS
    rest = f"… and {left} more pairs: --json has all" if left > 0 else None
    table = Table(title="Wrong pairs (! answered surely)", caption=rest, show_lines=True)
    table.add_column("labelled → best", overflow="fold")
    table.add_column("times", justify="right")
    table.add_column("questions", overflow="fold")
    for pair in found[:_PAIRS]:
        names = f"{pair.labelled or '(no entry)'}\n→ {pair.best or '(nothing)'}"
        table.add_row(Text(names), str(len(pair.predictions)), Text(_said(pair)))
    return table


def _cells(one: Figures) -> list[str]:
    return [
        str(one.answerable + one.unanswerable),
        _percent(share(one.top_1, one.answerable)),
        _percent(share(one.top_3, one.answerable)),
        _percent(share(one.sure, one.answerable)),
        _percent(share(one.sure_right, one.sure)),
        f"{one.sure_wrong}+{one.wrongly_answered}",
        _percent(share(one.rightly_refused, one.unanswerable)),
    ]


def _place(point: Point, used: bool) -> list[str]:
    shares = (point.coverage, point.precision, point.wrongly_answered)
    return [f"{'sure ' if used else ''}{point.threshold:.3f}", *map(_percent, shares)]


def _said(pair: Confusion) -> str:
    # What was answered surely did harm: first.
    made = sorted(pair.predictions, key=lambda one: -one.confidence)
    lines = [f"{'! ' if one.outcome == 'sure' else ''}{one.question.q}" for one in made[:_SAID]]
    left = len(made) - _SAID
    return "\n".join([*lines, f"… and {left} more"] if left > 0 else lines)


def _percent(part: float | None) -> str:
    return "–" if part is None else f"{part:.1%}"


def _number(one: float | None) -> str:
    return "–" if one is None else f"{one:.3f}"
