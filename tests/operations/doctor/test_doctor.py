"""The command danhoi doctor: a line for each thing that is well or not."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sqlite3
import string
from collections import namedtuple
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner

from bot.__main__ import main
from bot.config import Settings
from bot.operations.doctor import Finding, examine
from bot.operations.doctor.sentences import EN, VI
from bot.store.database import statement
from bot.store.opening import connect
from tests.fakes import START
from tests.running import free_port
from tests.servers import BOTH


class Model:
    name = "a model"

    def embed(self, texts):
        return [[1.0] for _ in texts]


async def found(now: datetime = START, environment=(), model=Model, **settings):
    """The findings by name, of an installation in English."""
    findings = await examine(
        Settings(**{"language": "en", **settings}), dict(environment), now, model
    )
    return {finding.name: finding for finding in findings}


@pytest.mark.parametrize("address", BOTH, indirect=True)
async def test_a_database_in_order_is_ok(database, address):
    finding = (await found(database=address))["database"]
    assert finding.line() == "OK database: can be read and written, its tables are up to date"


@pytest.mark.parametrize("address", BOTH, indirect=True)
async def test_a_database_of_another_release_is_found(database, address):
    rows = await database.rows("SELECT name FROM schema_step ORDER BY name DESC LIMIT 1")
    opened = await connect(address)
    await opened.run(statement("DELETE FROM schema_step WHERE name = :name", **rows[0]))
    assert "1 schema steps are missing" in (await found(database=address))["database"].what
    await opened.run(statement("INSERT INTO schema_step VALUES ('999 x', :at)", at=START))
    assert "newer release (999 x)" in (await found(database=address))["database"].what
    await opened.close()


async def test_a_server_out_of_reach_or_a_locked_file_is_said_on_one_line(tmp_path):
    nowhere = f"postgresql://danhoi:made-up@127.0.0.1:{free_port()}/danhoi"
    finding = (await found(database=nowhere))["database"]
    assert not finding.ok
    assert "made-up" not in finding.line()
    assert "\n" not in finding.line()
    (tmp_path / "danhoi.db").write_bytes(b"no database" * 900)
    assert not (await found(database=str(tmp_path / "danhoi.db")))["database"].ok


async def test_a_database_that_is_not_there_is_not_made(tmp_path):
    finding = (await found(database=str(tmp_path / "new.db")))["database"]
    assert finding.ok
    assert list(tmp_path.iterdir()) == []


async def test_a_full_disk_is_found(tmp_path, monkeypatch):
    usage = namedtuple("usage", "free")
    with closing(sqlite3.connect(tmp_path / "danhoi.db")):
        pass
    path = str(tmp_path / "danhoi.db")
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(4 * 10**8))
    low = (await found(database=path))["disk"]
    assert not low.ok
    assert "0.4 GB are free" in low.what
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage(6 * 10**8))
    assert (await found(database=path))["disk"].ok


async def test_the_age_of_the_newest_backup_decides(tmp_path):
    assert "DANHOI_BACKUPS" in (await found())["backups"].line()
    assert not (await found(backups=tmp_path))["backups"].ok
    for name, hours in (("old.db", 50), ("new.dump", 20), ("other.txt", 1)):
        (tmp_path / name).touch()
        at = (START - timedelta(hours=hours)).timestamp()
        os.utime(tmp_path / name, (at, at))
    fine = (await found(backups=tmp_path))["backups"]
    assert fine.line() == "OK backups: the newest one is 20 hours old"
    assert not (await found(START + timedelta(hours=7), backups=tmp_path))["backups"].ok


async def test_without_a_model_of_meaning_it_warns_and_is_content():
    finding = (await found(model=lambda: None))["embedding"]
    assert finding.line().startswith("-- embedding: none; questions are found by letters and words")
    assert (await found())["embedding"].line() == "OK embedding: a model"
    assert "--" in (await found(embeddings="none"))["embedding"].line()
    far = (await found(embeddings=f"http://127.0.0.1:{free_port()}"))["embedding"]
    assert not far.ok
    assert "URLError" in far.what


async def test_misspelt_settings_are_named():
    finding = (await found(environment={"DANHOI_TELEGRAM_TOKN": "secret", "PATH": "/"}))["settings"]
    assert not finding.ok
    assert "DANHOI_TELEGRAM_TOKN" in finding.what
    assert "secret" not in finding.line()


async def test_the_public_address_must_lead_to_danhoi():
    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    ours, other = web.Application(), web.Application()
    ours.router.add_get("/healthz", alive)
    async with TestServer(ours) as right, TestServer(other) as wrong:
        assert (await found(public_url=str(right.make_url(""))))["address"].ok
        finding = (await found(public_url=str(wrong.make_url(""))))["address"]
    assert "something else (status 404)" in finding.what
    closed = (await found(public_url=f"http://127.0.0.1:{free_port()}"))["address"]
    assert not closed.ok
    assert "cannot be reached" in closed.what


def test_the_command_says_it_in_vietnamese_and_by_its_exit_status(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("DANHOI_")]:
        monkeypatch.delenv(name)
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 0, result.output
    assert "cơ sở dữ liệu: chưa có" in result.output
    assert {line[:3] for line in result.output.splitlines()} <= {"OK ", "-- "}
    monkeypatch.setenv("DANHOI_PORTT", "1")
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert "!! cài đặt: không có DANHOI_PORTT → sửa lại chính tả" in result.output


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(EN)])
def test_both_languages_say_the_same_things(name):
    english, vietnamese = getattr(EN, name), getattr(VI, name)
    assert _fields(english.what) == _fields(vietnamese.what)
    assert _fields(english.advice) == _fields(vietnamese.advice)


def test_a_finding_shows_what_to_do():
    assert Finding("x", False, "x: broken", "mend it").line() == "!! x: broken → mend it"
