"""Writes a file so that its name stands for a whole file or for nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from bot.errors import BackupError


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A new file beside `target` that takes its place when all went well; its owner's alone.

    Whatever goes wrong, `target` stays as it was and nothing is left beside it.
    """
    try:
        handle, name = mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise BackupError(f"{target}: cannot be written: {error.strerror}") from error
    os.close(handle)  # mkstemp made it with the permissions 0600
    part = Path(name)
    try:
        yield part
        sync(part)
        part.replace(target)
        sync(target.parent)
    except OSError as error:
        raise BackupError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        for rest in (part, *beside(part)):
            with suppress(OSError):
                rest.unlink(missing_ok=True)


def beside(database: Path) -> list[Path]:
    """What SQLite may keep next to a file of its own."""
    return [database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm", "-journal")]


def sync(path: Path) -> None:
    """Have the disk itself keep a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stamped(now: datetime) -> str:
    """A moment as a part of a name, in UTC."""
    return now.strftime("%Y%m%d-%H%M%S")
