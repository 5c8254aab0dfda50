"""How many questions a second: danhoi beside plain echo bots on the same fake Bot API.

`python -m tests.bench.throughput` measures all of them in one run, each in a process of its own, in
turns, and shows the median of the rounds. There are no flood limits, and danhoi's pace is off.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.bench import questions
from tests.bench.crowd import Crowd
from tests.bench.echo import KINDS
from tests.bench.process import cost, machine
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.running import ROOT, Running
from tests.servers import running

PEOPLE = 500
RATE = 100.0  # messages a second of the steady crowd
_LEARNT = "the search is complete"

Pids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Round:
    """One burst, or one steady crowd: then `slowest` are p50 and p99 in ms."""

    rate: float
    cpu: float  # ms for each message
    rss: float  # MB at most
    slowest: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to measure; `start` gives the ids of its processes once it serves."""

    name: str
    asks: str
    start: Callable[[FakeTelegram], object]
    target: str = ""
    steady: bool = False


@asynccontextmanager
async def echo(kind: str, python: str, fake: FakeTelegram) -> AsyncIterator[Pids]:
    process = await asyncio.create_subprocess_exec(
        *(python, "-m", "tests.bench.echo", kind, fake.address),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        if b"Ctrl-C" not in await process.stdout.readline():
            raise click.ClickException(f"{kind} does not start; is it installed for {python}?")
        yield [process.pid]
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@asynccontextmanager
async def danhoi(
    fake: FakeTelegram, embeddings: str, processes: int = 1, database: str = "danhoi.db"
) -> AsyncIterator[Pids]:
    """danhoi as it is shipped, with all that it knows learned; several share a database."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "database": database,
            "telegram_token": TOKEN,
            "telegram_api": fake.address,
            "telegram_pace": "false",
            "embeddings": embeddings,
        }
        async with AsyncExitStack() as stack:
            started = []
            for _ in range(processes):
                one = Running(Path(folder), **settings)
                started.append(await (await stack.enter_async_context(one)).ready())
                await one.said_that(_LEARNT)
            yield [one.process.pid for one in started]


async def one_round(candidate: Candidate, texts: Sequence[str]) -> Round:
    async with FakeTelegram() as fake, candidate.start(fake) as pids:
        await Crowd(fake, 1).burst(["xin chào"])
        before, crowd = cost(pids), Crowd(fake, PEOPLE)
        if not candidate.steady:
            rate = await crowd.burst(texts)
            slowest = None
        else:
            times = await crowd.steadily(texts, RATE)
            rate = RATE
            slowest = (median(times) * 1000, quantiles(times, n=100)[98] * 1000)
        after = cost(pids)
        return Round(rate, (after.cpu - before.cpu) * 1000 / len(texts), after.rss, slowest)


def candidates(python: str, postgresql: Callable[[], str] | None) -> list[Candidate]:
    """Echo bots first: they are the baseline."""
    repeated, different = "repeated questions", "3,000 different questions"
    found = [
        Candidate(kind, "echo", lambda fake, kind=kind: echo(kind, python, fake)) for kind in KINDS
    ]
    found += [
        Candidate("danhoi", repeated, lambda fake: danhoi(fake, "in-process"), "900/s"),
        Candidate(
            "danhoi",
            different,
            lambda fake: danhoi(fake, "in-process"),
            "the rate of python-telegram-bot",
        ),
        Candidate("danhoi without the model", different, lambda fake: danhoi(fake, "none")),
        Candidate(
            "danhoi",
            f"{RATE:g} repeated questions a second",
            lambda fake: danhoi(fake, "in-process"),
            "p99 under 100 ms",
            steady=True,
        ),
    ]
    if postgresql is not None:
        found += [
            Candidate(
                f"danhoi, {count} on PostgreSQL",
                repeated,
                lambda fake, count=count: danhoi(fake, "none", count, postgresql()),
                "1.5 times one process" if count > 1 else "",
            )
            for count in (1, 3)
        ]
    return found


async def measure(
    found: Sequence[Candidate], messages: int, rounds: int, bar: Progress
) -> dict[int, list[Round]]:
    """All candidates in turns, so that a slow minute of the machine meets each of them."""
    asked = {
        True: await asyncio.to_thread(questions.repeated, messages),
        False: await asyncio.to_thread(questions.different, messages),
    }
    results: dict[int, list[Round]] = defaultdict(list)
    task = bar.add_task("measuring", total=rounds * len(found))
    for _ in range(rounds):
        for place, candidate in enumerate(found):
            bar.update(task, description=candidate.name)
            texts = asked["different" not in candidate.asks]
            results[place].append(await one_round(candidate, texts))
            bar.advance(task)
    return results


def shown(found: Sequence[Candidate], results: dict[int, list[Round]]) -> Table:
    table = Table(title=f"questions answered a second, on {machine()}")
    for head in ("bot", "asked", "a second", "CPU ms each", "MB", "p50 / p99 ms", "to reach"):
        table.add_column(head)
    for place, candidate in enumerate(found):
        rounds = results[place]
        slow = [one.slowest for one in rounds if one.slowest]
        table.add_row(
            candidate.name,
            candidate.asks,
            f"{median(one.rate for one in rounds):,.0f}",
            f"{median(one.cpu for one in rounds):.2f}",
            f"{median(one.rss for one in rounds):.0f}",
            " / ".join(f"{median(column):.1f}" for column in zip(*slow, strict=True)),
            candidate.target,
        )
    return table


@click.command()
@click.option("--messages", default=3000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--only", multiple=True, help="Part of the name of what to measure.")
@click.option("--echo-python", default=sys.executable, help="A Python that has aiogram.")
def main(messages: int, rounds: int, only: tuple[str, ...], echo_python: str) -> None:
    with running() as server, Progress(console=Console(stderr=True)) as bar:
        fresh = lambda: server.create("bench")  # noqa: E731
        found = [
            candidate
            for candidate in candidates(echo_python, fresh)
            if not only or any(part in f"{candidate.name} {candidate.asks}" for part in only)
        ]
        results = asyncio.run(measure(found, messages, rounds, bar))
    Console().print(shown(found, results))


if __name__ == "__main__":
    main()
