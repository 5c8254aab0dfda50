"""Who holds a lease is known to be gone only where that is certain."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.processes.holder import holder, is_gone
from tests.running import ROOT

if not sys.platform.startswith("linux"):
    pytest.skip("only Linux tells which processes there are", allow_module_level=True)

SAYS = "from bot.processes.holder import holder; print(holder(), flush=True); input()"


@pytest.fixture
def other():
    """Another process, and its name as a holder."""
    with subprocess.Popen(
        [sys.executable, "-c", SAYS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process, process.stdout.readline().decode().strip()
        process.kill()


def test_each_holder_has_a_name_of_its_own():
    assert holder() != holder()


def test_who_runs_is_there_and_who_was_killed_is_gone(other):
    process, name = other
    assert not is_gone(holder())
    assert not is_gone(name)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, but not yet heard of
    assert is_gone(name)
    process.wait()
    assert is_gone(name)


def test_a_number_that_was_used_again_is_another_process():
    place, pid, _, own = holder().split(" ")
    assert is_gone(f"{place} {pid} 1 {own}")


@pytest.mark.parametrize("name", ["", "0192f-an-old-name", "elsewhere/pid:[1] 1 1 x", "a b c d"])
def test_of_other_machines_and_older_releases_nothing_is_known(name: str):
    assert not is_gone(name)


def test_a_name_that_is_cut_says_nothing():
    place = holder().split(" ")[0]
    assert not is_gone(place)
    assert not is_gone(f"{place} x 1 y")
