"""What befalls a database, and the databases that it can befall."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.servers import Server, running

_ROOM = "24m"  # of the small disk

Trouble = Callable[[], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Case:
    """A fault of `seconds`; what the log must say of it, and what it must say to do about it."""

    name: str
    title: str
    processes: int
    seconds: float
    why: str
    todo: str


CASES = (
    Case("locked", "SQLite locked by another connection", 1, 10, "locked", "another program"),
    Case("full", "SQLite on a full disk", 1, 20, "full", "make room"),
    Case("gone", "PostgreSQL ended at once, and started", 2, 8, "connect", "Is the server running"),
)


@contextmanager
def installed(case: Case, folder: Path) -> Iterator[tuple[str, Trouble]]:
    """The address of a database, and the fault that it can have."""
    if case.name == "locked":
        file = folder / "danhoi.db"
        yield str(file), partial(locked, file)
    elif case.name == "full":
        with small_disk(folder) as disk:
            yield str(disk / "danhoi.db"), partial(full, disk)
    else:
        with running() as server, server.fresh() as address:
            server.keep_commits()
            yield address, partial(gone, server)


@asynccontextmanager
async def locked(file: Path) -> AsyncIterator[None]:
    """Another program writes, and does not end."""
    with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def full(folder: Path) -> AsyncIterator[None]:
    """Something else takes all the room there is, as often as some is left."""
    ballast = folder / "ballast"
    filling = asyncio.create_task(_fill(ballast))
    try:
        yield
    finally:
        filling.cancel()
        await asyncio.gather(filling, return_exceptions=True)
        ballast.unlink()


async def _fill(ballast: Path) -> None:
    while True:
        try:
            with ballast.open("ab", buffering=0) as file:
                while file.write(b"\0" * 4096) == 4096:
                    pass
        except OSError:
            await asyncio.sleep(0.1)


@asynccontextmanager
async def gone(server: Server) -> AsyncIterator[None]:
    await asyncio.to_thread(server.crash)
    yield
    await asyncio.to_thread(server.start)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A file system of little room; needs root."""
    mounted = folder / "disk"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", mounted], check=True)
    try:
        yield mounted
    finally:
        subprocess.run(["umount", mounted], check=True)
