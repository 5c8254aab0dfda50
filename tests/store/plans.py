"""How a database goes about a statement: which tables it reads whole, how much it touches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import RawCursor

from bot.store.database import Value
from bot.store.numbered import numbered
from bot.store.opening import on_server
from bot.store.sqlite import _bound

FEW = 3_000  # rows that a statement may look at, of the crowd's SIZE
_STEPS = 10  # of SQLite's machine, for each row that it looks at
_SMALL = ("schema_step", "waiting", "taken")  # a table of a few rows, and what a subquery made


class SQLitePlans:
    """Counts the steps of SQLite's machine, which knows no count of rows."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        partial = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '%WHERE%'"
        self._partial = [name for (name,) in self._connection.execute(partial)]

    def faults(self, sql: str, args: Mapping[str, Value]) -> Iterator[str]:
        bound = {name: _bound(value) for name, value in args.items()}
        plan = self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", bound).fetchall()
        for *_, step in plan:
            if self._reads_whole(step):
                yield step
        if (steps := self._steps(sql, bound)) > FEW * _STEPS:
            yield f"{steps} steps: {plan}"

    def close(self) -> None:
        self._connection.close()

    def _reads_whole(self, step: str) -> bool:
        words = step.split()
        whole = words[0] == "SCAN" and step != "SCAN CONSTANT ROW"
        return whole and words[1] not in _SMALL and words[-1] not in self._partial

    def _steps(self, sql: str, bound: dict[str, Any]) -> int:
        steps = 0

        def step() -> None:
            nonlocal steps
            steps += 10

        self._connection.execute("BEGIN")
        self._connection.set_progress_handler(step, 10)
        try:
            self._connection.execute(sql, bound).fetchall()
        except sqlite3.IntegrityError:
            pass  # it was kept before: what it looked at is counted all the same
        finally:
            self._connection.set_progress_handler(None, 10)
            self._connection.execute("ROLLBACK")
        return steps


class PostgreSQLPlans:
    """Asks for the plan that fits these arguments, and for the one that is kept for any."""

    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(address, cursor_factory=RawCursor)

    def faults(self, sql: str, args: Mapping[str, Value]) -> Iterator[str]:
        query, names = numbered(sql)
        values = [args[name] for name in names]
        try:
            own = self._plan(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", values)
        except psycopg.errors.UniqueViolation:
            self._connection.rollback()  # it was kept before
            own = self._plan(f"EXPLAIN (FORMAT JSON) {query}", values)
        general = self._plan(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {query}", None)
        for node in [*_nodes(own), *_nodes(general)]:
            name = node.get("Relation Name", "")
            whole = node["Node Type"] == "Seq Scan" and name not in _SMALL
            if whole or _looked_at(node) > FEW:
                yield f"{node['Node Type']} {name}, {_looked_at(node):.0f} rows"

    def close(self) -> None:
        self._connection.close()

    def _plan(self, explain: str, values: list[Value] | None) -> dict[str, Any]:
        [found] = self._connection.execute(explain.encode(), values).fetchone() or ()
        self._connection.rollback()
        plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
        return plan


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _looked_at(node: dict[str, Any]) -> float:
    each = sum(
        node.get(what, 0)
        for what in ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    )
    return float(each * node.get("Actual Loops", 0))


@contextmanager
def plans(address: str) -> Iterator[SQLitePlans | PostgreSQLPlans]:
    opened = PostgreSQLPlans(address) if on_server(address) else SQLitePlans(address)
    yield opened
    opened.close()
