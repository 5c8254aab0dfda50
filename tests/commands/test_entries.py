"""The commands about entries: who changes them is told whether they are served."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.processes.holder import holder
from bot.store.entries import Entries
from bot.store.opening import connect
from bot.store.schema import migrate
from faq import write
from tests.fakes import ENTRIES
from tests.running import Running
from tests.servers import BOTH


@pytest.fixture
def command(monkeypatch, tmp_path, address):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHOI_DATABASE", address)
    monkeypatch.setattr("bot.commands.entries._WAIT_SECONDS", 0.0)
    write(tmp_path / "some.yaml", ENTRIES[:3])

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words))

    return run


@pytest.fixture
def tell(address):
    """Tells for a process how many versions it serves."""

    async def told(process: str, count: int) -> None:
        database = await connect(address)
        now = datetime.now(UTC)
        await migrate(database, now)
        await Entries(database).served.tell(process, count, now + timedelta(minutes=5))
        await database.close()

    return lambda *what: asyncio.run(told(*what))


both = pytest.mark.parametrize("address", BOTH, indirect=True)


@both
def test_where_nobody_serves_load_says_so(command):
    said = command("load", "some.yaml").output
    assert "3 entries are new or changed.\nNo danhoi serves from this database" in said


@both
def test_load_says_when_all_serve_what_was_loaded(command, tell):
    tell(holder(), 3)
    assert "Served: " in command("load", "some.yaml").output


@both
def test_load_says_how_many_do_not_serve_it_yet(command, tell):
    tell(holder(), 3)
    tell(holder(), 2)
    assert "Not served yet by 1 of 2 running danhoi" in command("load", "some.yaml").output


def test_load_waits_for_nobody_who_was_killed(command, tell):
    place, _, *rest = holder().split(" ")
    tell(" ".join((place, "999999999", *rest)), 0)
    assert "No danhoi serves" in command("load", "some.yaml").output


def test_load_need_not_wait(command, tell):
    tell(holder(), 0)
    assert command("load", "--no-wait", "some.yaml").output == "3 entries are new or changed.\n"


async def test_a_running_danhoi_is_heard_of(tmp_path, monkeypatch, address):
    monkeypatch.setenv("DANHOI_DATABASE", address)
    write(tmp_path / "some.yaml", ENTRIES[:3])
    load = partial(CliRunner().invoke, main, ["load", str(tmp_path / "some.yaml")])
    async with Running(tmp_path, database=address, embeddings="none") as danhoi:
        await danhoi.ready()
        said = await asyncio.to_thread(load)
        assert "3 entries are new or changed.\nServed: " in said.output
        await danhoi.stopped()
    assert "No danhoi serves" in (await asyncio.to_thread(load)).output


def test_ask_shows_what_the_matcher_finds_in_the_database(command):
    assert "--shipped asks without it" in command("ask", "căn cước mất").output
    command("load", "some.yaml")
    assert "idcard-lost" in command("ask", "căn", "cước", "mất").output
    assert "birth-registration" not in command("ask", "đăng ký khai sinh").output


def test_ask_shows_what_the_matcher_finds_in_the_shipped_entries(command):
    result = command("ask", "--shipped", "mat", "the", "can", "cuoc")
    assert result.exit_code == 0
    assert "idcard-lost" in result.output
