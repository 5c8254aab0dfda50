"""How many questions a second: danhoi beside plain echo bots on the same fake Bot API.

`python -m tests.bench.throughput` measures all of them in one run, each in a process of its own, in
turns, and shows the median of the rounds. There are no flood limits, and danhoi's pace is off.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.bench import questions
from tests.bench.candidates import Pids, danhoi, echo
from tests.bench.crowd import Crowd
from tests.bench.echo import KINDS
from tests.bench.process import cost, machine
from tests.fake_telegram import FakeTelegram
from tests.servers import Server, running

PEOPLE = 500
RATE = 100.0  # messages a second of the steady crowd


@dataclass(frozen=True, slots=True)
class Round:
    """One burst, or one steady crowd: that has `slowest`, p50 and p99 in ms."""

    rate: float
    cpu: float  # ms for each message
    resident: float  # MB
    peak: float  # MB
    slowest: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to measure; `start` gives the ids of its processes once it serves."""

    name: str
    asked: str
    texts: Callable[[int], list[str]]
    start: Callable[[FakeTelegram], AbstractAsyncContextManager[Pids]]
    target: str = ""
    steady: bool = False


async def one_round(candidate: Candidate, texts: Sequence[str]) -> Round:
    async with FakeTelegram() as fake, candidate.start(fake) as pids:
        crowd = Crowd(fake, PEOPLE)
        await crowd.greet()
        before = cost(pids)
        rate, slowest = RATE, None
        if candidate.steady:
            times = [seconds * 1000 for seconds in await crowd.steadily(texts, RATE)]
            slowest = (median(times), quantiles(times, n=100)[98])
        else:
            rate = await crowd.burst(texts)
        after = cost(pids)
        cpu = (after.cpu - before.cpu) * 1000 / len(texts)
        return Round(rate, cpu, after.resident, after.peak, slowest)


def candidates(python: str, server: Server) -> list[Candidate]:
    """Echo bots first: they are the baseline."""
    again = ("the same 100 questions", questions.repeated)
    new = ("all different", questions.different)
    one = partial(danhoi, embeddings="in-process")
    without = partial(danhoi, embeddings="none")
    return [
        *(Candidate(kind, *again, partial(echo, kind, python)) for kind in KINDS),
        Candidate("danhoi", *again, one, "900/s"),
        Candidate("danhoi", *new, one, "as python-telegram-bot"),
        Candidate(
            "danhoi",
            "written by others, every second one to be thought about",
            questions.apart,
            one,
        ),
        Candidate("danhoi without the model", *new, without),
        Candidate("danhoi", f"{RATE:g} a second", questions.repeated, one, "p99 < 100 ms", True),
        *(
            Candidate(f"danhoi, {count} on PostgreSQL", *asked, start, target)
            for asked in (again, new)
            for count, target in ((1, ""), (3, "1.5x"))
            for start in (partial(without, server=server, processes=count),)
        ),
    ]


async def measure(
    found: Sequence[Candidate], messages: int, rounds: int, bar: Progress
) -> dict[int, list[Round]]:
    """All candidates in turns, so that a slow minute of the machine meets each of them."""
    asked = [await asyncio.to_thread(candidate.texts, messages) for candidate in found]
    results: dict[int, list[Round]] = defaultdict(list)
    task = bar.add_task("measuring", total=rounds * len(found))
    for _ in range(rounds):
        for place, candidate in enumerate(found):
            bar.update(task, description=f"{candidate.name}, {candidate.asked}")
            one = await one_round(candidate, asked[place])
            results[place].append(one)
            bar.console.print(f"{candidate.name}, {candidate.asked}: {one.rate:.0f}/s")
            bar.advance(task)
    return results


def shown(found: Sequence[Candidate], results: dict[int, list[Round]]) -> Table:
    table = Table(title=f"questions answered a second, on {machine()}")
    for head in ("bot", "asked", "a second", "CPU ms", "MB, peak", "p50, p99 ms", "to reach"):
        table.add_column(head)
    for place, candidate in enumerate(found):
        rounds = results[place]
        slow = [one.slowest for one in rounds if one.slowest]
        table.add_row(
            candidate.name,
            candidate.asked,
            f"{median(one.rate for one in rounds):,.0f}",
            f"{median(one.cpu for one in rounds):.2f}",
            f"{median(one.resident for one in rounds):.0f}, {max(one.peak for one in rounds):.0f}",
            ", ".join(f"{median(column):.1f}" for column in zip(*slow, strict=True)),
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
        server.keep_commits()
        found = [
            candidate
            for candidate in candidates(echo_python, server)
            if not only or any(part in f"{candidate.name}, {candidate.asked}" for part in only)
        ]
        results = asyncio.run(measure(found, messages, rounds, bar))
    Console().print(shown(found, results))


if __name__ == "__main__":
    main()
