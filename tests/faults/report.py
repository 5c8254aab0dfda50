"""How a run shows itself in a terminal: a line while it goes on, a table at the end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

_MOST = 20  # complaints that are shown

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """A figure, beside what was promised where something was."""

    what: str
    figure: str
    promised: str = ""
    kept: bool = True

    @classmethod
    def none(cls, what: str, found: Sequence[object]) -> Line:
        """Of this there must be nothing."""
        return cls(what, str(len(found)), "0", not found)


async def told(title: str, work: Callable[[Callable[[str], None]], Awaitable[T]]) -> T:
    """Do the work, which tells how far it is."""
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title)
        return await work(lambda text: bar.update(task, description=f"{title}: {text}"))


def shown(title: str, lines: Sequence[Line], complaints: Iterable[str]) -> None:
    """Print the table, and the first of what is wrong."""
    table = Table(title=title, title_justify="left")
    for heading in ("what", "measured", "promised", ""):
        table.add_column(heading)
    for line in lines:
        mark = "" if not line.promised else "kept" if line.kept else "BROKEN"
        table.add_row(line.what, line.figure, line.promised, mark)
    console = Console(width=110)
    console.print(table)
    for complaint in islice(complaints, _MOST):
        console.print(complaint, markup=False, highlight=False)
