"""Copies of an SQLite database: one file each, everything in it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.errors import BackupError
from bot.operations.backup.files import beside, stamped, sync, whole
from bot.operations.backup.found import Found, Watch

SUFFIX = ".db"
_PAGES = 4096  # copied between two words of progress: 16 MB
_BUSY_SECONDS = 30.0


def copied(database: Path, target: Path, watch: Watch) -> Found:
    """Copy what is committed now, while others go on writing; what the copy holds."""
    with whole(target) as part:
        with _told(target), closing(_open(database, "rw")) as source:
            # A read transaction of our own: without it every write of others begins it anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                source.backup(
                    copy, pages=_PAGES, progress=lambda _, left, all: watch(all - left, all)
                )
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        return read(part, target)


def read(file: Path, shown: Path | None = None) -> Found:
    """Read all of a copy; BackupError unless it is whole and of this program."""
    name = shown or file
    with _told(name), closing(_open(file, "ro&immutable=1")) as copy:
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
        if faults != ["ok"]:
            raise BackupError(f"{name}: is damaged: {faults[0]}")
        if copy.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupError(f"{name}: is damaged: rows refer to others that are not there")
        tables = [
            row[0]
            for row in copy.execute(
                """SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"""
            )
        ]
        counts = {name: _count(copy, name) for name in tables}
        steps = copy.execute("SELECT name FROM schema_step") if "schema_step" in tables else ()
        return Found(counts, frozenset(row[0] for row in steps)).checked(name)


def put_back(file: Path, database: Path, now: datetime) -> Path | None:
    """Let a checked copy take the place of the database; where the replaced one is, if any."""
    aside = None
    with whole(database) as part:
        try:
            shutil.copyfile(file, part)
        except OSError as error:
            raise BackupError(f"{file}: cannot be copied: {error.strerror or error}") from error
        read(part, file)
        if database.exists():
            _let_go(database)
            _give(part, database.stat())
            aside = _set_aside(database, now)
    return aside


def _give(file: Path, like: os.stat_result) -> None:
    """Root restores for the user who has the database."""
    if os.geteuid() == 0:
        os.chown(file, like.st_uid, like.st_gid)


def _let_go(database: Path) -> None:
    """Fold the log into the file; BackupError while somebody else has it open."""
    try:
        with closing(_open(database, "rw")) as old:
            old.execute("PRAGMA busy_timeout = 1000")
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            return  # a broken one is the very reason to restore
        raise BackupError(
            f"{database}: a program has it open: stop danhoi first (systemctl stop danhoi)"
        ) from error
    except sqlite3.DatabaseError:
        return


def _set_aside(database: Path, now: datetime) -> Path:
    """Give the database a second, dated name, so that there is never a moment without one."""
    aside = database.with_name(f"{database.stem}-replaced-{stamped(now)}{database.suffix}")
    try:
        os.link(database, aside)
    except FileExistsError as error:
        raise BackupError(f"{aside}: is there already; try again in a second") from error
    except OSError:  # a file system without second names
        shutil.copyfile(database, aside)
        sync(aside)
    for rest, kept in zip(beside(database), beside(aside), strict=True):
        with suppress(FileNotFoundError):  # left only by a database that is broken
            rest.rename(kept)
    return aside


def _open(file: Path, mode: str) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)


def _count(copy: sqlite3.Connection, table: str) -> int:
    [[count]] = copy.execute(f'SELECT count(*) FROM "{table}"').fetchall()
    return int(count)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupError(f"{file}: {error}") from error
