"""An entry's fields as they stand in a file, before they are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from faq.entry import BadEntry, Entry, Fault


class BadFile(ValueError):
    """A file that cannot be read or written as its kind; the message goes on from its name."""


@dataclass(frozen=True, slots=True)
class Placed:
    """`where` names an entry without id; `shown` is how its file calls a field of an entry."""

    file: str
    where: str
    fields: Mapping[str, Any]
    shown: Callable[[str], str] = str

    @property
    def name(self) -> str:
        return str(self.fields.get("id") or self.where)

    def entry(self) -> Entry:
        """Check every field; raise BadEntry with all faults."""
        try:
            return Entry.from_dict(self.fields, self.file, self.where)
        except BadEntry as error:
            faults = [replace(fault, field=self.shown(fault.field)) for fault in error.faults]
            raise BadEntry(faults) from error

    def fault(self, field: str, message: str) -> Fault:
        return Fault(self.file, self.name, field, message)


# What a file holds, and what is wrong with its shape.
Found = tuple[list[Placed], list[Fault]]
