"""Which kind of copy an address of a database asks for, and what must hold before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import BackupError
from bot.operations.backup import postgres_dump, sqlite_file
from bot.operations.backup.files import stamped
from bot.operations.backup.found import Found, Watch
from bot.store.opening import on_server

__all__ = ["Copy", "Found", "Watch", "back_up", "check", "restore"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A checked copy on disk."""

    file: Path
    found: Found


def back_up(address: str, file: Path, force: bool, now: datetime, watch: Watch) -> Copy:
    """Copy the database at an address into a file, or under a dated name into a folder."""
    kind = postgres_dump.SUFFIX if on_server(address) else sqlite_file.SUFFIX
    if file.is_dir():
        file = file / f"danhoi-{stamped(now)}{kind}"
    if file.exists() and not force:
        raise BackupError(f"{file}: is there already (--force replaces it)")
    if on_server(address):
        return Copy(file, postgres_dump.copied(address, file))
    database = Path(address)
    if not database.is_file():
        raise BackupError(f"{database}: there is no such database (DANHOI_DATABASE)")
    if file.exists() and file.samefile(database):
        raise BackupError(f"{file}: is the database itself")
    return Copy(file, sqlite_file.copied(database, file, watch))


def check(address: str, file: Path) -> Found:
    """Read all of a copy; BackupError unless it is sound and fits the address."""
    if not file.is_file():
        raise BackupError(f"{file}: there is no such file")
    if on_server(address) != postgres_dump.is_dump(file):
        raise BackupError(
            f"{file}: is of another kind of database than DANHOI_DATABASE names:"
            " restore it there, then `danhoi copy`"
        )
    return postgres_dump.read(file) if on_server(address) else sqlite_file.read(file)


def restore(address: str, file: Path, now: datetime) -> str | None:
    """Replace the database by a copy that was checked; where the replaced one is kept, if any."""
    if on_server(address):
        return postgres_dump.put_back(file, address, now)
    database = Path(address)
    if database.exists() and file.samefile(database):
        raise BackupError(f"{file}: is the database itself")
    aside = sqlite_file.put_back(file, database, now)
    return None if aside is None else str(aside)
