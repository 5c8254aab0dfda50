"""What an operator can do about an error of SQLite."""

from __future__ import annotations

import sqlite3

_ADVICE = {
    sqlite3.SQLITE_FULL: "make room on the disk, danhoi goes on by itself",
    sqlite3.SQLITE_BUSY: "end another program that writes to it, danhoi goes on by itself",
    sqlite3.SQLITE_IOERR: "look whether the disk is full or broken",
    sqlite3.SQLITE_READONLY: "let danhoi's user write the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "let danhoi's user read and write the file and its folder",
    sqlite3.SQLITE_CORRUPT: "stop danhoi, restore a backup (danhoi restore)",
    sqlite3.SQLITE_NOTADB: "look whether DANHOI_DATABASE names the right file",
}


def advised(error: Exception) -> str:
    """The error, with what to do about it where that is known."""
    # The lowest byte is the kind, the others tell its variant.
    kind = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    advice = _ADVICE.get(kind)
    return f"{error}. Do: {advice}" if advice else str(error)
