"""Takes the database away under load: `python -m tests.faults.database`."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click

from bot.store.opening import connect
from tests.fake_telegram import FakeTelegram
from tests.faults.fleet import fleet
from tests.faults.judge import Verdict, judge
from tests.faults.report import Line, shown, told
from tests.faults.scene import (
    Load,
    Scene,
    Tell,
    complaints,
    figures,
    judged,
    spread,
    under_load,
)
from tests.faults.staff import GROUP
from tests.faults.troubles import CASES, Case, Trouble, installed
from tests.faults.visitors import Visitors

_BEFORE = 10.0  # seconds of load before the fault
_VISITORS = 10
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Run:
    """`begun` and `ended` are the times of the fault."""

    case: Case
    visitors: Visitors
    begun: float = 0.0
    ended: float = 0.0
    said: str = ""
    web: Verdict = field(default_factory=Verdict)
    scene: Scene | None = None

    @property
    def troubles(self) -> list[str]:
        """The log's warnings and errors."""
        lines = _COLOURS.sub("", self.said).splitlines()
        return [line for line in lines if "[error" in line or "[warning" in line]

    @property
    def kept(self) -> bool:
        assert self.scene is not None
        told = self.says(self.case.why) and self.says(self.case.todo)
        return bool(
            self.scene.kept and not self.web.is_broken and not self.visitors.silent and told
        )

    def says(self, words: str) -> bool:
        return any(words in line for line in self.troubles)

    def lasted(self, waits: list[tuple[float, float]]) -> float | None:
        """Seconds from the end of the fault until the first success after it."""
        return min((at - self.ended for at, _ in waits if at > self.ended), default=None)


async def run(
    case: Case, database: str, trouble: Trouble, folder: Path, load: Load, tell: Tell
) -> Run:
    """Load, the fault in the midst of it, the rest of the load; then the judgement."""
    async with (
        FakeTelegram() as fake,
        fleet(case.processes, database, fake, folder, trusted_proxy="true") as processes,
    ):
        fake.group(GROUP)
        done = Run(case, Visitors(processes[0].address, Random(load.seed)))
        store = await connect(database)
        try:
            meanwhile = partial(_meanwhile, done, trouble, load)
            done.scene = await under_load(fake, store, load, meanwhile, tell)
            await judged(done.scene, store)
        finally:
            await store.close()
        done.web = judge(done.visitors.due, done.visitors.heard)
        done.said = "".join(process.said for process in processes)
    return done


async def _meanwhile(done: Run, trouble: Trouble, load: Load) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(done.visitors.write(_VISITORS))
        await asyncio.sleep(min(_BEFORE, load.seconds / 3))
        async with trouble():
            done.begun = time.monotonic()
            await asyncio.sleep(done.case.seconds)
        done.ended = time.monotonic()


def lines(done: Run) -> list[Line]:
    visitors, scene = done.visitors, done.scene
    assert scene is not None
    web, why, todo = done.web, done.case.why, done.case.todo
    answers = ", ".join(f"{count} times {what}" for what, count in visitors.answers.most_common())
    heard = [(sent.at, 0.0) for sent in scene.fake.chats.sent]
    return [
        Line("seconds of the fault", f"{done.ended - done.begun:.0f}"),
        *figures(scene),
        Line("heard twice", str(len(scene.verdict.twice))),
        Line("posts of the web chat", answers),
        Line.none("answers that the page cannot go by", visitors.silent),
        Line("most seconds until a page heard anything", f"{visitors.slowest:.1f}"),
        Line("seconds until a post was received", spread([wait for _, wait in visitors.waits])),
        Line("messages due to visitors", str(web.due)),
        Line.none("web: lost", web.lost),
        Line.none("web: in wrong order", web.disorder),
        Line.none("web: twice", web.twice),
        Line.none("web: due to nobody", web.unexpected),
        Line(
            "seconds from the end of the fault to a received post", _s(done.lasted(visitors.waits))
        ),
        Line("seconds from the end of the fault to a sent message", _s(done.lasted(heard))),
        Line("the log says why", _yes(done.says(why)), f"“{why}”", done.says(why)),
        Line("the log says what to do", _yes(done.says(todo)), f"“{todo}”", done.says(todo)),
        Line("lines of trouble in the log", str(len(done.troubles))),
    ]


def _yes(said: bool) -> str:
    return "yes" if said else "no"


def _s(seconds: float | None) -> str:
    return "never" if seconds is None else f"{seconds:.1f}"


def faults(done: Run) -> Iterator[str]:
    assert done.scene is not None
    yield from complaints(done.scene)
    yield from (f"web, lost: {one}" for one in done.web.lost)
    yield from (f"web, twice: {one}" for one in done.web.twice)
    yield from (f"web, due to nobody: {one}" for one in done.web.unexpected)
    yield from done.visitors.silent
    if not done.kept:
        yield from done.troubles[:5]


@click.command()
@click.option("--case", "names", multiple=True, type=click.Choice([case.name for case in CASES]))
@click.option("--seconds", default=45.0, show_default=True, help="Of load, at least.")
@click.option("--rate", default=5.0, show_default=True, help="Messages on Telegram a second.")
@click.option("--seed", default=1, show_default=True)
@click.option("--log", type=click.Path(path_type=Path), help="Where to write danhoi's own log.")
def main(names: tuple[str, ...], seconds: float, rate: float, seed: int, log: Path | None) -> None:
    """Lock, fill or end the database under load; exit status 1 if anything was lost."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # our own look at the server
    kept = True
    for case in CASES:
        if names and case.name not in names:
            continue
        done = asyncio.run(
            told(case.title, partial(_installed_and_run, case, Load(rate, seconds, seed)))
        )
        shown(case.title, lines(done), faults(done))
        kept = kept and done.kept
        if log is not None:
            log.with_suffix(f".{case.name}").write_text(done.said)
    raise SystemExit(0 if kept else 1)


async def _installed_and_run(case: Case, load: Load, tell: Tell) -> Run:
    with TemporaryDirectory() as folder, installed(case, Path(folder)) as (address, trouble):
        return await run(case, address, trouble, Path(folder), load, tell)


if __name__ == "__main__":
    main()
