"""Tells somebody at a terminal how far a long work has come."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

from faq.learning.shelf import Shelf

T = TypeVar("T")


def usual_shelf() -> Shelf:
    """The user's shelf; while vectors are made, a line on standard error says how many."""
    return Shelf.usual(_line)


def shown(work: Sequence[T], what: str = "searching") -> Iterable[T]:
    """The same one by one, with a progress bar where somebody watches."""
    console = Console(stderr=True)
    return track(work, what, console=console, disable=not sys.stderr.isatty())


def _line(what: str, done: int, whole: int) -> None:
    end = "\n" if done == whole or not sys.stderr.isatty() else "\r"
    print(f"{what}: {done} of {whole}", end=end, file=sys.stderr, flush=True)  # noqa: T201
