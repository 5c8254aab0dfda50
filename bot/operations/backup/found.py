"""What a copy holds, found by reading all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.errors import BackupError
from bot.store.schema import STEPS

Watch = Callable[[int, int], None]  # how far, of how much


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of each table of a sound copy, and the schema steps it was made with."""

    counts: Mapping[str, int]
    steps: frozenset[str]

    def checked(self, file: object) -> Found:
        """The same; BackupError if this program cannot serve from it."""
        if not self.steps:
            raise BackupError(f"{file}: is no copy of a database of Dân Hỏi")
        if newer := sorted(self.steps - set(STEPS)):
            raise BackupError(
                f"{file}: was made by a newer release (it knows {newer[-1]!r}): install that first"
            )
        return self

    def lacks(self) -> list[str]:
        """The schema steps that the next start is going to apply."""
        return [step for step in STEPS if step not in self.steps]
