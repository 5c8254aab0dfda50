"""The port behind which the SQL runs: what SQLite and PostgreSQL both do for us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Value = str | int | float | bool | bytes | datetime | None
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL text with its `:name` arguments.

    `otherwise` is raised, and the whole transaction undone, when the statement changed no row.
    """

    sql: str
    args: Mapping[str, Value]
    otherwise: Exception | None = None


def statement(sql: str, otherwise: Exception | None = None, **args: Value) -> Statement:
    """Write a statement with its arguments as keywords."""
    return Statement(sql, args, otherwise)


class Database(Protocol):
    """Every method raises StoreError when the database fails; nothing is kept then. Unstorable when
    the fault is in the values, so that another try would fail as well.

    Only where a server is lost at the very commit nobody knows whether it was: a caller that tries
    again marks what it did in the same transaction, and finds the mark.
    """

    async def rows(self, sql: str, **args: Value) -> list[Row]:
        """Read; sees what is committed."""
        ...

    async def run(self, *statements: Statement) -> list[list[Row]]:
        """Carry out all or none; the rows of each that returns some."""
        ...

    async def close(self) -> None: ...
