"""Kills danhoi at random moments while citizens write: `python -m tests.faults.kill`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click

from bot.store.opening import connect
from tests.fake_telegram import FakeTelegram
from tests.faults.fleet import MOMENTS, Kills, fleet, kill_in_turn, some_moments
from tests.faults.report import Line, shown, told
from tests.faults.scene import Load, Scene, Tell, complaints, figures, judged, spread, under_load
from tests.faults.staff import GROUP
from tests.servers import BOTH, running

PROCESSES = {"sqlite": 1, "postgresql": 3}


@dataclass
class Run:
    """What happened, and who was killed when."""

    scene: Scene
    kills: Kills

    @property
    def kept(self) -> bool:
        return self.scene.kept and len(self.scene.verdict.twice) <= len(self.kills.at)


async def run(
    database: str,
    size: int,
    folder: Path,
    load: Load,
    moments: Sequence[str],
    tell: Tell = lambda _: None,
) -> Run:
    """Kill a process at each moment under load, wait until all is answered, and judge."""
    kills, random = Kills(), Random(load.seed)
    async with FakeTelegram() as fake, fleet(size, database, fake, folder) as processes:
        fake.group(GROUP)
        store = await connect(database)
        try:
            killing = partial(kill_in_turn, processes, fake, random, moments, kills)
            scene = await under_load(fake, store, load, killing, tell)
            await judged(scene, store, kills.at)
        finally:
            await store.close()
    return Run(scene, kills)


def lines(run: Run) -> list[Line]:
    kills, twice = run.kills, run.scene.verdict.twice
    by_moment = ", ".join(f"{kills.moments.count(one)} {one}" for one in MOMENTS)
    allowed = len(kills.at)
    return [
        Line("kills", f"{allowed} ({by_moment})"),
        *figures(run.scene),
        Line("heard twice", str(len(twice)), f"at most {allowed}", len(twice) <= allowed),
        Line("copies too many of one message, most", str(run.scene.verdict.most)),
        Line("seconds from a kill to the next poll", spread(kills.waits)),
    ]


@contextmanager
def installed(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new database of that kind."""
    if kind == "sqlite":
        yield str(folder / "danhoi.db")
        return
    with running() as server, server.fresh() as address:
        yield address


@click.command()
@click.option("--database", type=click.Choice([*BOTH, "both"]), default="both", show_default=True)
@click.option("--seconds", default=60.0, show_default=True, help="Of load, at least.")
@click.option("--kills", default=30, show_default=True)
@click.option("--rate", default=5.0, show_default=True, help="Messages of citizens a second.")
@click.option("--seed", default=1, show_default=True)
def main(database: str, seconds: float, kills: int, rate: float, seed: int) -> None:
    """Kill danhoi at random moments under load; exit status 1 if anything was lost."""

    load = Load(rate, seconds, seed)
    kept = True
    for kind in BOTH if database == "both" else (database,):
        done = asyncio.run(told(kind, partial(_installed_and_run, kind, load, kills)))
        title = f"Killed under load: {kind}, processes: {PROCESSES[kind]}"
        shown(title, lines(done), complaints(done.scene))
        kept = kept and done.kept
    raise SystemExit(0 if kept else 1)


async def _installed_and_run(kind: str, load: Load, kills: int, tell: Tell) -> Run:
    with TemporaryDirectory() as folder, installed(kind, Path(folder)) as address:
        moments = some_moments(Random(load.seed), kills)
        return await run(address, PROCESSES[kind], Path(folder), load, moments, tell)


if __name__ == "__main__":
    main()
