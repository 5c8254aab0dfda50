"""Copies of a PostgreSQL database: dumps by the server's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from bot.errors import BackupError
from bot.operations.backup.files import stamped, whole
from bot.operations.backup.found import Found

SUFFIX = ".dump"
_MAGIC = b"PGDMP"
_COPY = re.compile(rb'COPY (?:\w+\.)?"?(\w+)"? \(.*\) FROM stdin;\n')
_NO_TOOL = (
    "{tool} is not installed: install the package postgresql-client, of the server's version or a"
    " newer one; or stop danhoi and `danhoi copy` into an SQLite file"
)
_OURS = """SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name"""
_RUNNING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'danhoi'"""


def is_dump(file: Path) -> bool:
    """Whether this is a file of pg_dump, sound or not."""
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


def copied(address: str, target: Path) -> Found:
    """Dump what is committed now, while others go on writing; what the dump holds."""
    with whole(target) as part:
        with _connected(address) as connection:
            tables = [f"--table={name}" for name in _tables(connection)]
        if not tables:
            raise BackupError("the database has no tables yet: nothing to back up")
        where, environment = _reached(address)
        _run("pg_dump", [*tables, "-Fc", "-O", "-x", "-f", str(part), "-d", where], environment)
        return read(part, target)


def read(file: Path, shown: Path | None = None) -> Found:
    """Unpack all of a dump; BackupError unless it is whole and of this program."""
    counts: dict[str, int] = {}
    steps: set[str] = set()
    table = None
    with subprocess.Popen(
        [_tool("pg_restore"), "-f", "-", file], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as unpacking:
        assert unpacking.stdout is not None
        assert unpacking.stderr is not None
        for line in unpacking.stdout:
            if table is None:
                if found := _COPY.fullmatch(line):
                    table = found[1].decode()
                    counts[table] = 0
            elif line == b"\\.\n":
                table = None
            else:
                counts[table] += 1
                if table == "schema_step":
                    steps.add(line.partition(b"\t")[0].decode())
        why = unpacking.stderr.read().decode(errors="replace")
    if unpacking.returncode:
        raise BackupError(f"{shown or file}: is damaged: {_last_line(why)}")
    return Found(counts, frozenset(steps)).checked(shown or file)


def put_back(file: Path, address: str, now: datetime) -> str | None:
    """Let a checked dump take the place of the tables, which are kept in a schema of their own."""
    where, environment = _reached(address)
    schema = f"replaced_{stamped(now).replace('-', '_')}"
    with _connected(address) as connection:
        [[running]] = connection.execute(_RUNNING).fetchall()
        if running:
            raise BackupError(f"{running} connections of danhoi to this database: stop it first")
        [[home]] = connection.execute("SELECT current_schema()").fetchall()
        tables = _tables(connection)
        _move(connection, tables, home, schema)
        try:
            _run("pg_restore", ["-1", "-e", "-O", "-x", "-d", where, str(file)], environment)
        except BackupError:
            _move(connection, tables, schema, home)
            raise
    return f"schema {schema}" if tables else None


def _move(connection: psycopg.Connection, tables: Sequence[str], old: str, new: str) -> None:
    """All tables or none; who waits longer than a few seconds for them finds them where they are"""
    with connection.transaction():
        connection.execute("SET LOCAL lock_timeout = '5s'")
        if tables:
            connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{new}"'.encode())
        for table in tables:
            connection.execute(f'ALTER TABLE "{old}"."{table}" SET SCHEMA "{new}"'.encode())


def _tables(connection: psycopg.Connection) -> list[str]:
    return [str(row[0]) for row in connection.execute(_OURS)]


def _connected(address: str) -> psycopg.Connection:
    try:
        return psycopg.connect(address, autocommit=True, connect_timeout=5)
    except psycopg.Error as error:
        raise BackupError(f"PostgreSQL: {error}") from error


def _reached(address: str) -> tuple[str, Mapping[str, str]]:
    """The address for a command line, which others can read: the password goes another way."""
    password = conninfo_to_dict(address).get("password")
    if password is None:
        return address, os.environ
    return _without_password(address), {**os.environ, "PGPASSWORD": str(password)}


def _without_password(address: str) -> str:
    parts = conninfo_to_dict(address)
    return make_conninfo("", **{name: parts[name] for name in parts if name != "password"})


def _run(tool: str, words: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run([_tool(tool), *words], env=environment, capture_output=True, check=False)
    if done.returncode:
        raise BackupError(f"{tool}: {_last_line(done.stderr.decode(errors='replace'))}")


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(_NO_TOOL.format(tool=name))
    return found


def _last_line(said: str) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return " / ".join(lines[-2:]) or "no reason given"
