"""A process of its own learns the same, and its end is noticed, whichever way it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from faq import Builder, Entry, Faq
from faq.learning.apart import learn_apart
from faq.learning.embedder import EmbedderFailed, Vectors
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher
from tests.faq.learning.bags import Bags, Silent
from tests.faq.town import ENTRIES

QUESTION = "lam can cuoc o dau"


class Deadly(Bags):
    """Too much for its process."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class Telling(Bags):
    """Tells how its process stands beside others."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        dispensable = Path("/proc/self/oom_score_adj").read_text().strip()
        raise EmbedderFailed(f"niceness {os.nice(0)}, dispensable {dispensable}")


class Endless(Bags):
    """Tells that it has begun, and never comes to an end."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        print("begun", flush=True)  # noqa: T201
        Event().wait()
        raise AssertionError


def test_a_built_search_finds_what_one_learned_here_finds(tmp_path: Path, town: list[Entry]):
    told: list[tuple[str, int, int]] = []
    builder = Builder(Bags(), Shelf(tmp_path, lambda *progress: told.append(progress)))
    found, here = builder.whole(ENTRIES), Faq(ENTRIES, embedder=Bags())
    assert found.search(QUESTION) == here.search(QUESTION)
    assert told[-1][0] == "vectors"
    assert told[-1][1] == told[-1][2] > 0
    assert Teacher(Bags(), Shelf(tmp_path)).kept(town)


def test_what_is_on_the_shelf_is_not_learned_again(tmp_path: Path):
    Builder(Bags(), Shelf(tmp_path)).whole(ENTRIES)
    again = Bags()
    assert Builder(again, Shelf(tmp_path)).soon(ENTRIES).whole
    assert again.asked == []


def test_without_a_place_to_keep_it_a_bank_is_learned_here():
    asked = Bags()
    assert Builder(asked, Shelf(None)).whole(ENTRIES).search(QUESTION)
    assert asked.asked


def test_what_goes_wrong_there_is_raised_here(tmp_path: Path, town: list[Entry]):
    with pytest.raises(EmbedderFailed, match="bags of words"):
        learn_apart(Teacher(Silent(), Shelf(tmp_path)), town)


@pytest.mark.skipif(sys.platform != "linux", reason="how dispensable a process is: Linux asks")
def test_it_stands_back_behind_those_who_answer(tmp_path: Path, town: list[Entry]):
    with pytest.raises(EmbedderFailed, match=f"niceness {os.nice(0) + 10}, dispensable 500"):
        learn_apart(Teacher(Telling(), Shelf(tmp_path)), town)


def test_a_process_that_is_killed_is_noticed(tmp_path: Path, town: list[Entry]):
    with pytest.raises(ChildProcessError, match="-9"):
        learn_apart(Teacher(Deadly(), Shelf(tmp_path)), town)
    assert not Teacher(Deadly(), Shelf(tmp_path)).kept(town)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
async def test_it_ends_with_the_process_that_wanted_it(tmp_path: Path, how: signal.Signals):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faq.learning.endless", str(tmp_path)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"begun\n"
    process.send_signal(how)
    async with asyncio.timeout(30):
        assert await process.stdout.read() == b""  # comes when nobody holds it any more
        await process.wait()
