"""Commands are listed without being loaded, and load nothing to say what they do."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import click
import pytest
from click.testing import CliRunner

import faq
from bot.__main__ import main as danhoi
from faq.__main__ import main as knowledge
from faq.commands.later import Later
from tests.running import ROOT

HEAVY = {"aiohttp", "numpy", "openpyxl", "psycopg", "pydantic", "scipy", "sklearn", "telegram"}
_EVERY_HELP = """
import sys
from bot.__main__ import main
for name in main.commands:
    main([name, "--help"], standalone_mode=False)
"""


def loaded(*words: str) -> set[str]:
    """The packages that a fresh process has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {line.split("|")[-1].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "click" in names
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize(
    "words", [("bot", "--help"), ("bot", "--version"), ("faq", "--help")], ids=" ".join
)
def test_a_list_of_commands_loads_nothing_that_takes_long(words):
    assert not loaded("-m", *words) & HEAVY


def test_no_command_of_danhoi_loads_what_takes_long_to_say_what_it_does():
    assert not loaded("-c", _EVERY_HELP) & HEAVY


@pytest.mark.parametrize("group", [danhoi, knowledge], ids=["danhoi", "faq"])
def test_the_line_that_lists_a_command_is_the_first_of_its_own_help(group: click.Group):
    for name, command in group.commands.items():
        assert isinstance(command, Later)
        assert command.short_help == command.loaded().get_short_help_str(sys.maxsize), name


def test_the_version_is_that_of_the_installed_package():
    said = CliRunner().invoke(danhoi, ["--version"]).output
    assert said == f"danhoi {version('danhoi')}\n"


def test_a_misspelt_command_is_told_which_is_meant():
    said = CliRunner().invoke(danhoi, ["docter"])
    assert said.exit_code == 2
    assert "'docter'" in said.output
    assert "doctor" in said.output


def test_the_face_of_the_knowledge_base_has_every_name_it_tells_of():
    for name in faq.__all__:
        assert getattr(faq, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = faq.nothing
