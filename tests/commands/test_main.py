"""The command danhoi, as an operator uses it: a process of its own."""

from __future__ import annotations

import re
import signal
import socket

import aiohttp
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from tests.running import ROOT, Running


async def test_a_first_start_prints_the_link_once_and_serves(tmp_path):
    async with Running(tmp_path) as danhoi, aiohttp.ClientSession() as session:
        await danhoi.ready()
        [link] = re.findall(r"http://localhost:\d+/console/welcome/\S+", danhoi.said)
        for path in ("/", "/console/login", "/healthz", "/readyz", "/metrics"):
            async with session.get(danhoi.address + path) as response:
                assert response.status == 200, path
        async with session.get(link) as response:
            assert response.status == 200
        assert await danhoi.stopped() == 0, danhoi.said
    assert "Traceback" not in danhoi.said


async def test_a_second_start_finds_everything_in_place(tmp_path):
    for _ in range(2):
        async with Running(tmp_path, admin_password="mot-mat-khau-dai") as danhoi:
            await danhoi.ready()
            assert "welcome" not in danhoi.said
            assert await danhoi.stopped(signal.SIGTERM) == 0
    assert "seed entries loaded" not in danhoi.said


def test_a_start_that_has_no_memory_to_learn_says_so(monkeypatch):
    def died():
        raise ChildProcessError("is there memory enough?")

    monkeypatch.setattr("bot.config.load", died)
    said = CliRunner().invoke(main, ["run"])
    assert said.exit_code == 1
    assert said.output == "Error: is there memory enough?\n"


@pytest.mark.parametrize("role", ["web", "courier"])
async def test_one_role_alone_drains_at_sigterm(tmp_path, role):
    async with Running(tmp_path, only=[role], embeddings="none") as danhoi:
        await danhoi.ready()
        assert await danhoi.stopped(signal.SIGTERM) == 0, danhoi.said
    assert "Traceback" not in danhoi.said


async def test_an_unknown_role_stops_the_start_with_the_known_ones(tmp_path):
    async with Running(tmp_path, only=["courrier"], embeddings="none") as danhoi:
        assert await danhoi.ended() == 1
    assert "there is no role 'courrier' here; there are: web, courier" in danhoi.said
    assert "Traceback" not in danhoi.said


async def test_a_server_that_cannot_be_reached_stops_the_start_without_the_password(tmp_path):
    nowhere = "postgresql://danhoi:made-up-password@127.0.0.1:9/danhoi"
    async with Running(tmp_path, database=nowhere) as danhoi:
        assert await danhoi.ended() == 1
    assert "Is the server running" in danhoi.said
    assert "made-up" not in danhoi.said
    assert "Traceback" not in danhoi.said


async def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path):
    async with Running(tmp_path, port="abc") as danhoi:
        assert await danhoi.ended() == 1
    assert "DANHOI_PORT: 'abc'" in danhoi.said
    assert "Traceback" not in danhoi.said


async def test_a_port_in_use_stops_the_start_with_its_name(tmp_path):
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        async with Running(tmp_path, port=port) as danhoi:
            assert await danhoi.ended() == 1
    assert f"DANHOI_PORT: {port} cannot be used" in danhoi.said


async def test_a_database_that_cannot_be_opened_stops_the_start_with_its_path(tmp_path):
    async with Running(tmp_path, database="missing/danhoi.db") as danhoi:
        assert await danhoi.ended() == 1
    assert "missing/danhoi.db cannot be opened" in danhoi.said
    assert "Traceback" not in danhoi.said


@pytest.fixture
def command(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHOI_DATABASE", str(tmp_path / "danhoi.db"))
    return lambda *words: CliRunner().invoke(main, list(words))


def test_the_shipped_entries_have_no_fault(command):
    result = command("check")
    assert result.exit_code == 0, result.output
    assert "no fault" in result.output


def test_check_says_file_entry_and_field_of_every_fault(command, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("- {id: a, category: vneid}\n- {id: B!, question: {vi: x, en: y}}\n", "utf-8")
    result = command("check", str(bad))
    assert result.exit_code == 1
    for words in ("bad.yaml: a: question", "bad.yaml: a: answer", "bad.yaml: B!: id"):
        assert words in result.output


def test_files_are_loaded_whole_or_not_at_all(command, tmp_path):
    shipped = ROOT / "faq" / "data" / "vneid.yaml"
    bad = tmp_path / "bad.yaml"
    bad.write_text("- {id: a, category: vneid}\n", "utf-8")
    assert command("load", str(shipped), str(bad)).exit_code == 1
    first = command("load", str(shipped))
    assert "11 entries are new or changed" in first.output
    assert "0 entries are new or changed" in command("load", str(shipped)).output


def test_entries_are_exported_edited_in_a_table_and_loaded_again(command, tmp_path):
    refused = command("export", "a.csv")
    assert refused.exit_code == 1
    assert not (tmp_path / "a.csv").exists()
    command("load", str(ROOT / "faq" / "data" / "vneid.yaml"))
    for name in ("a.xlsx", "a.yaml", "a.csv"):
        assert f"{name}: 11 entries" in command("export", name).output
        assert "0 entries are new or changed" in command("load", name).output
    table = (tmp_path / "a.csv").read_text("utf-8-sig")
    (tmp_path / "a.csv").write_text(table.replace(",approved,", ",retired,", 1), "utf-8-sig")
    assert "1 entries are new or changed" in command("load", "a.csv").output
    assert "nothing was changed" in command("export", "a.pdf").output


def test_an_installation_is_copied_into_an_empty_database_only(command, tmp_path):
    vneid = str(ROOT / "faq" / "data" / "vneid.yaml")
    assert command("load", vneid).exit_code == 0
    first = command("copy", "danhoi.db", "new.db")
    assert first.exit_code == 0, first.output
    assert "11 rows of 15 tables are copied; the counts agree" in first.output
    again = command("copy", "danhoi.db", "new.db")
    assert again.exit_code == 1
    assert "TO has rows already (in entry)" in again.output


def test_what_is_set_aside_is_listed_and_given_its_turn(command, monkeypatch):
    monkeypatch.setenv("DANHOI_EMBEDDINGS", "none")
    assert "Nothing is set aside" in command("replay").output
    unknown = command("replay", "no-such-id")
    assert (unknown.exit_code, "nothing of this id" in unknown.output) == (1, True)
    assert "0 had their turn, 0 failed again" in command("replay", "--all").output


def test_an_invitation_for_nobody_is_refused_in_words(command):
    result = command("invite", "nobody")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
