"""A day in minutes: `python -m tests.bench.day`.

The whole danhoi runs in this process, on a clock that jumps over the quiet time of each minute.
Citizens, staff and tidying keep it busy; each hour it is looked at how much memory it holds.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import click
from aiohttp import ClientSession, DummyCookieJar
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.channels.webchat.visitors import Visitors
from bot.store.entries import Entries
from bot.store.house import House
from tests.bench.day_clock import JumpingClock, morning
from tests.bench.day_people import Citizens, Member, messages_of
from tests.bench.figures import growth
from tests.bench.growth_service import Service, quiet, service
from tests.fake_telegram import TOKEN
from tests.fakes import entry
from tests.running import ROOT, free_port

# Hours of the morning's peak: then every thread has worked, and SQLite's page caches are full.
WARM = 4
SECOND = 2
MOST_GROWTH = 0.05
_AT_ONCE = 32
_STAFF_MINUTES = 10
_MORNING = 8 * 60  # minutes of the day at which it begins
_EDIT_HOURS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """After so many hours: MB that are resident, MB of these that are no mapped file."""

    hours: int
    messages: int
    resident: float
    anonymous: float
    objects: int
    tasks: int


class Day:
    def __init__(self, service: Service, citizens: Citizens, whole: int) -> None:
        self._service = service
        self._citizens = citizens
        self._whole = whole
        self._sent = 0
        self._line = asyncio.Semaphore(_AT_ONCE)

    async def minute(self, minute: int) -> None:
        """All that happens in a minute, until its last answer is out."""
        numbers = range(
            self._sent, self._sent + messages_of((_MORNING + minute) % 1440, self._whole)
        )
        self._sent = numbers.stop
        await asyncio.gather(*map(self._write, numbers))
        await self._service.all_sent("web")
        await self._service.all_sent("telegram")

    async def hour(self, hour: int) -> Sample:
        """What is done once an hour, then a look."""
        await self._service.app.tidying.once()
        if hour % _EDIT_HOURS == 1:
            await self._edit(hour)
        gc.collect()
        tasks = len(asyncio.all_tasks())
        whole, own = (_status(name) for name in ("VmRSS", "RssAnon"))
        return Sample(hour + 1, self._sent, whole, own, len(gc.get_objects()), tasks)

    async def _write(self, number: int) -> None:
        async with self._line:
            await self._citizens.write(number)

    async def _edit(self, hour: int) -> None:
        answer = f"Anh/chị nộp hồ sơ hộ chiếu trên Cổng dịch vụ công (sửa lần {hour})."
        question = "Làm hộ chiếu qua mạng thế nào?"
        changed = [entry("passport-online", question, answer, "làm hộ chiếu online")]
        now = self._service.clock()
        await Entries(self._service.database).load(changed, "Bình", now)


async def live(hours: int, whole: int, folder: Path, bar: Progress, trace: bool) -> list[Sample]:
    clock = JumpingClock(morning())
    begin, samples = clock(), []
    task = bar.add_task("minutes", total=hours * 60)
    async with _a_day(folder, clock, whole) as (day, at_work):
        for minute in range(hours * 60):
            if minute % _STAFF_MINUTES == 0:
                await at_work()
            await day.minute(minute)
            clock.reach(begin + timedelta(minutes=minute + 1))
            bar.update(task, advance=1)
            if minute % 60 == 59:
                samples.append(await day.hour(minute // 60))
                _trace(len(samples), hours, trace)
    return samples


@asynccontextmanager
async def _a_day(folder: Path, clock: JumpingClock, whole: int) -> AsyncIterator[tuple]:
    async with (
        _telegram() as telegram,
        service(
            str(folder / "danhoi.db"),
            clock,
            telegram_token=TOKEN,
            telegram_api=telegram,
            trusted_proxy=True,
        ) as running,
        ClientSession(running.address, cookie_jar=DummyCookieJar()) as pages,
    ):
        secret = (await House(running.database).secret("web chat")).encode()
        citizens = Citizens(running, pages, telegram, Visitors(secret, https=False))

        async def at_work() -> None:
            async with running.member() as console:
                await Member(console).work()

        yield Day(running, citizens, whole), at_work


@asynccontextmanager
async def _telegram() -> AsyncIterator[str]:
    """The fake Bot API in a process of its own: what it keeps is not danhoi's."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fake_telegram", "--port", str(port),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        await process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


def _status(name: str) -> float:
    """MB of this process, as the kernel counts them."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024 / 1e6


def _trace(hours: int, whole: int, wanted: bool) -> None:
    """With --trace: which lines hold more at the end than after the warm-up."""
    if not wanted:
        return
    if hours == WARM:
        tracemalloc.start(8)
    if hours == whole:
        for line in tracemalloc.take_snapshot().statistics("lineno")[:25]:
            print(line)  # noqa: T201


def table(samples: list[Sample]) -> Table:
    shown = Table(
        "hour", "messages so far", "MB resident", "of these anonymous", "objects", "tasks"
    )
    for each in samples:
        shown.add_row(
            str(each.hours),
            f"{each.messages}",
            f"{each.resident:.1f}",
            f"{each.anonymous:.1f}",
            f"{each.objects}",
            f"{each.tasks}",
        )
    return shown


@click.command()
@click.option("--hours", default=24, show_default=True)
@click.option("--messages", "whole", default=15_000, show_default=True, help="Of a whole day.")
@click.option("--trace", is_flag=True, help="Say which lines hold what was taken since.")
def main(hours: int, whole: int, trace: bool) -> None:
    quiet()
    terminal, begun = Console(), perf_counter()
    with tempfile.TemporaryDirectory() as name, Progress(console=terminal) as bar:
        samples = asyncio.run(live(hours, whole, Path(name), bar, trace))
    terminal.print(table(samples))
    for first in (SECOND, WARM):
        grown = growth([each.resident for each in samples[min(first, hours) - 1 :]])
        terminal.print(f"from hour {first} to {hours} resident memory grew by {grown:.1%}")
    terminal.print(f"target from hour {WARM}: < {MOST_GROWTH:.0%}; {perf_counter() - begun:.0f} s")
    if grown >= MOST_GROWTH:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
