"""Backups of an SQLite database, by the commands an operator gives."""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.model import Kind
from bot.store.sqlite import SQLite
from tests.running import ROOT
from tests.store.marks import done
from tests.town import Town

SMALL = 64 * 1024  # bytes that a process may write into one file


@pytest.fixture
def command(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHOI_DATABASE", "danhoi.db")
    return lambda *words: CliRunner().invoke(main, list(words))


@pytest.fixture
async def filled(database, clock, tmp_path, command):
    """An installation with a photo in it, which nobody has open."""
    town = await Town.build(database, clock)
    await town.sends_photo("ổ gà trước chợ")
    await town.says("nhà tôi có con trâu bị ốm", kind=Kind.text)
    await database.close()
    return command


def rows(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_backup_is_one_file_with_everything_in_it_for_its_owner_only(filled, tmp_path):
    result = filled("backup", "copy.db")
    assert result.exit_code == 0, result.output
    assert "1 attachment" in result.output
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == {"danhoi.db", "copy.db"}
    for table in ("message", "attachment", "done", "person", "schema_step"):
        assert rows(tmp_path / "copy.db", table) == rows(tmp_path / "danhoi.db", table) > 0


def test_a_folder_gets_a_dated_file(filled, tmp_path):
    (tmp_path / "copies").mkdir()
    assert filled("backup", "copies").exit_code == 0
    [name] = names(tmp_path / "copies")
    assert name.startswith("danhoi-20")
    assert name.endswith(".db")


def test_a_file_that_is_there_is_replaced_only_by_force(filled, tmp_path):
    (tmp_path / "copy.db").write_text("somebody's work")
    refused = filled("backup", "copy.db")
    assert refused.exit_code == 1
    assert "--force" in refused.output
    assert (tmp_path / "copy.db").read_text() == "somebody's work"
    assert filled("backup", "--force", "copy.db").exit_code == 0
    assert "database itself" in filled("backup", "--force", "danhoi.db").output


def test_a_database_that_is_not_there_is_not_made(command, tmp_path):
    result = command("backup", "copy.db")
    assert result.exit_code == 1
    assert "no such database" in result.output
    assert names(tmp_path) == set()


async def test_a_backup_taken_while_writes_go_on_holds_whole_transactions(
    database, command, tmp_path
):
    numbers = count()

    async def write() -> None:
        while True:
            number = next(numbers)
            await database.run(done(f"{number} a"), done(f"{number} b"))

    writers = [asyncio.create_task(write()) for _ in range(20)]
    for each in range(3):
        before = next(numbers)
        result = await asyncio.to_thread(command, "backup", f"{each}.db")
        assert result.exit_code == 0, result.output
        assert next(numbers) > before  # nobody was held up meanwhile
    for writer in writers:
        writer.cancel()
    await asyncio.gather(*writers, return_exceptions=True)
    for each in range(3):
        with closing(sqlite3.connect(tmp_path / f"{each}.db")) as copy:
            halves = copy.execute(
                "SELECT count(*) FROM done GROUP BY substr(id, 1, length(id) - 2)"
            ).fetchall()
        assert {number for (number,) in halves} <= {2}


def limited(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process that cannot write large files, as on a full disk."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)),
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_target_says_so_and_leaves_nothing_behind(filled, tmp_path):
    result = limited("backup", "copy.db", folder=tmp_path)
    assert result.returncode == 1
    assert "copy.db" in result.stderr
    assert "full" in result.stderr or "I/O" in result.stderr
    assert "Traceback" not in result.stderr
    assert names(tmp_path) == {"danhoi.db"}


def test_a_full_disk_leaves_the_database_as_it_was_when_restoring(filled, tmp_path):
    filled("backup", "copy.db")
    before = (tmp_path / "danhoi.db").read_bytes()
    result = limited("restore", "copy.db", folder=tmp_path)
    assert result.returncode == 1
    assert "cannot be copied" in result.stderr
    assert (tmp_path / "danhoi.db").read_bytes() == before
    assert names(tmp_path) == {"danhoi.db", "copy.db"}


def test_a_restored_backup_is_served_and_the_replaced_database_is_kept(filled, tmp_path):
    filled("backup", "copy.db")
    kept = rows(tmp_path / "danhoi.db", "message")
    with closing(sqlite3.connect(tmp_path / "danhoi.db")) as connection, connection:
        connection.execute("DELETE FROM message")
    result = filled("restore", "copy.db")
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "danhoi.db", "message") == kept
    [aside] = tmp_path.glob("danhoi-replaced-20*.db")
    assert aside.name in result.output
    assert rows(aside, "message") == 0
    assert filled("invite", "nobody").exit_code == 1  # it can be opened and written


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can restore for another user")
def test_what_root_restores_belongs_to_who_had_the_database(filled, tmp_path):
    filled("backup", "copy.db")
    os.chown(tmp_path / "danhoi.db", 4321, 4321)
    assert filled("restore", "copy.db").exit_code == 0
    restored = (tmp_path / "danhoi.db").stat()
    assert (restored.st_uid, restored.st_gid) == (4321, 4321)


def test_a_backup_is_restored_where_there_is_no_database(filled, tmp_path):
    filled("backup", "copy.db")
    (tmp_path / "danhoi.db").unlink()
    assert filled("restore", "copy.db").exit_code == 0
    assert rows(tmp_path / "danhoi.db", "attachment") == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sound: sound[: len(sound) // 2],
        lambda sound: sound[:8192] + b"\xff" * 4096 + sound[12288:],
        lambda sound: b"no database at all" * 500,
        lambda sound: b"",
    ],
    ids=["cut", "overwritten", "another file", "empty"],
)
def test_a_broken_backup_is_refused_and_the_database_stays(filled, tmp_path, spoil):
    filled("backup", "copy.db")
    (tmp_path / "copy.db").write_bytes(spoil((tmp_path / "copy.db").read_bytes()))
    before = (tmp_path / "danhoi.db").read_bytes()
    result = filled("restore", "copy.db")
    assert result.exit_code == 1
    assert "copy.db" in result.output
    assert (tmp_path / "danhoi.db").read_bytes() == before
    assert names(tmp_path) == {"danhoi.db", "copy.db"}


def test_a_newer_releases_backup_is_refused(filled, tmp_path):
    filled("backup", "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection, connection:
        connection.execute("INSERT INTO schema_step VALUES ('999 later', '2027-01-01')")
    result = filled("restore", "copy.db")
    assert result.exit_code == 1
    assert "newer release" in result.output


async def test_a_database_in_use_is_not_replaced(filled, tmp_path):
    filled("backup", "copy.db")
    running = SQLite("danhoi.db")
    await running.rows("SELECT 1 AS one")
    result = await asyncio.to_thread(filled, "restore", "copy.db")
    assert result.exit_code == 1
    assert "stop danhoi first" in result.output
    await running.run(done("still works"))
    await running.close()
    assert names(tmp_path) == {"danhoi.db", "copy.db"}


def test_a_broken_database_is_replaced_and_kept(filled, tmp_path):
    filled("backup", "copy.db")
    (tmp_path / "danhoi.db").write_bytes(b"\xff" * 9000)
    result = filled("restore", "copy.db")
    assert result.exit_code == 0, result.output
    [aside] = tmp_path.glob("danhoi-replaced-20*.db")
    assert aside.read_bytes() == b"\xff" * 9000
