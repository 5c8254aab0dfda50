"""Talks as they stand in a file: `== title` begins one, its steps follow, a line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Step:
    """A sign (">", "<", "ticket:" …), what follows it, and where it stands."""

    sign: str
    rest: str
    line: int


@dataclass(frozen=True, slots=True)
class Script:
    """One talk; `kind` is its file's name."""

    kind: str
    title: str
    steps: tuple[Step, ...]


def scripts(file: Path) -> list[Script]:
    """The talks of a file, in their order."""
    found: list[Script] = []
    title, steps = "", list[Step]()
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        said = line.strip()
        if said.startswith("== "):
            found += _whole(file, title, steps)
            title, steps = said[3:], []
        elif said and not said.startswith("#"):
            sign, _, rest = said.partition(" ")
            steps.append(Step(sign, rest.strip(), number))
    return [*found, *_whole(file, title, steps)]


def shipped() -> list[Script]:
    """All talks in this folder."""
    return [one for file in sorted(FOLDER.glob("*.talks")) for one in scripts(file)]


def _whole(file: Path, title: str, steps: list[Step]) -> Iterator[Script]:
    if steps:
        yield Script(file.stem, title, tuple(steps))
