"""Gives the room that rows left in an SQLite file back to the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StoreError

_BUSY_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes of a file, its empty pages, and whether these can be given back one by one."""

    whole: int
    pages: int
    gradual: bool


def room(path: Path) -> Room:
    with _opened(path) as database:
        size, pages, empty, vacuum = (
            int(database.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_size", "page_count", "freelist_count", "auto_vacuum")
        )
        return Room(size * pages, empty, vacuum == 2)


def give_back(path: Path, pages: int) -> int:
    """Cut so many empty pages off the file, in one short transaction; how many are left."""
    with _opened(path) as database:
        # execute() would make one step of it, which is one page.
        database.executescript(f"PRAGMA incremental_vacuum({int(pages)})")
        return int(database.execute("PRAGMA freelist_count").fetchone()[0])


def rewrite(path: Path) -> None:
    """Write the whole file anew, so that from now on it can be cut.

    StoreError while another program has it open: all that it wants to write would fail meanwhile.
    """
    with _opened(path) as database:
        _be_alone(database, path)
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute("VACUUM")
        database.execute("PRAGMA journal_mode = WAL")


def _be_alone(database: sqlite3.Connection, path: Path) -> None:
    try:
        database.execute("PRAGMA busy_timeout = 1000")
        database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise StoreError(
            f"{path}: a program has it open: stop danhoi first (systemctl stop danhoi)"
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(
            sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
        ) as database:
            yield database
    except sqlite3.Error as error:
        raise StoreError(f"SQLite: {path}: {error}") from error
