"""Lets danhoi serve over a Bot API on a bad day: `python -m tests.faults.platform`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.store.opening import connect
from tests.fake_telegram import FakeTelegram, Flood, Mischief
from tests.faults.fleet import fleet
from tests.faults.report import Line, shown, told
from tests.faults.scene import Load, Scene, Tell, complaints, figures, judged, under_load
from tests.faults.staff import GROUP
from tests.running import free_port

WAYS = ("polling", "webhook")


@dataclass
class Run:
    """What happened, what was done to the bot, how often it was told that it is too quick."""

    scene: Scene
    mischief: Mischief
    flood: Flood

    @property
    def kept(self) -> bool:
        return self.scene.kept and not (self.flood.broken or self.mischief.disobeyed)


async def run(folder: Path, load: Load, tell: Tell = lambda _: None) -> Run:
    """Serve for so long on the bad day, wait until all is answered, and judge."""
    mischief, flood = Mischief(load.seed), Flood()
    database = str(folder / "danhoi.db")
    port = str(free_port())
    settings = {"port": port}
    if load.by_webhook:
        settings["public_url"] = f"http://127.0.0.1:{port}"
    async with (
        FakeTelegram(flood=flood, mischief=mischief) as fake,
        fleet(1, database, fake, folder, **settings),
    ):
        fake.group(GROUP)
        store = await connect(database)
        try:
            scene = await under_load(fake, store, load, _nothing_else, tell)
            await judged(scene, store)
        finally:
            await store.close()
    return Run(scene, mischief, flood)


async def _nothing_else() -> None:
    return None


def lines(run: Run) -> list[Line]:
    twice = run.scene.verdict.twice
    sends = [one for one in run.scene.fake.chats.sent if one.chat_id != GROUP]
    unanswered = sum(one.unanswered for one in sends)
    counts = run.mischief.counts
    return [
        Line("calls of the bot", str(len(run.scene.fake.calls))),
        *(Line(f"  {what}", str(counts[what])) for what in sorted(counts)),
        *figures(run.scene),
        Line("heard twice, first copy's outcome unknown", f"{len(twice)} of {unanswered} unknown"),
        Line("limits broken", str(run.flood.broken), "0", not run.flood.broken),
        Line.none("calls before retry_after was over", run.mischief.disobeyed),
    ]


def faults(run: Run) -> Iterator[str]:
    yield from complaints(run.scene)
    yield from run.mischief.disobeyed


@click.command()
@click.option("--way", type=click.Choice([*WAYS, "both"]), default="both", show_default=True)
@click.option("--seconds", default=60.0, show_default=True, help="Of load.")
@click.option("--rate", default=5.0, show_default=True, help="Messages of citizens a second.")
@click.option("--seed", default=1, show_default=True)
def main(way: str, seconds: float, rate: float, seed: int) -> None:
    """Fail 10 % of the calls, repeat 5 % of the updates; exit status 1 if anything was lost."""
    kept = True
    for each in WAYS if way == "both" else (way,):
        load = Load(rate, seconds, seed, by_webhook=each == "webhook")
        with TemporaryDirectory() as folder:
            done = asyncio.run(told(each, lambda tell: run(Path(folder), load, tell)))  # noqa: B023
        shown(f"A platform on a bad day: {each}, sqlite", lines(done), faults(done))
        kept = kept and done.kept
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
