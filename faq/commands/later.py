"""Commands that are loaded when they are called, so that none waits for what another imports."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

Table = Mapping[str, tuple[str, str]]
"""Where each command lives, as module:attribute, and the line that lists it."""


class Later(click.Command):
    """Stands in a group for a command that is not loaded yet."""

    def __init__(self, name: str, where: str, line: str) -> None:
        super().__init__(name, short_help=line)
        self._where = where

    def loaded(self) -> click.Command:
        module, attribute = self._where.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """From here on the command itself is in charge."""
        return self.loaded().make_context(info_name, args, parent, **extra)


def later(table: Table) -> list[Later]:
    """The commands of a group."""
    return [Later(name, where, line) for name, (where, line) in table.items()]
