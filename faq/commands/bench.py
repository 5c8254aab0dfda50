"""The command that measures how quick and how large the search is."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from faq.measuring import bench_banks
from faq.measuring.bench import ASKED, Job, Work, machine
from faq.measuring.bench_banks import Size

Run = Callable[[Job], dict[str, Any]]  # does a job, in a process of its own or here

_DOING: dict[Work, str] = {
    "learn": "learning everything",
    "load": "loading what was learned",
    "ask": "asking questions",
}
_SIZES: dict[Size, str] = {
    "few": "ten variants an entry",
    "whole": "the bank as it is",
    "many": "100,000 variants",
}
_BASELINE = "by extractOne(WRatio)"
_ROWS: dict[str, Callable[[dict[str, Any]], str]] = {
    "known questions learned from": lambda bank: f"{bank['learned']:,}",
    "ready, all learned anew, s": lambda bank: f"{bank['load']['cold']:.1f}",
    "ready, from the cache, s": lambda bank: f"{bank['load']['cached']:.2f}",
    "memory, learning: peak / then, MB": lambda bank: _memory(bank["memory"]["cold"]),
    "memory, from the cache, MB": lambda bank: _memory(bank["memory"]["cached"]),
    "a changed entry in service, s": lambda bank: _seconds(bank["changed"]),
}
_KINDS = {
    "near": "near-exact question: median / p95, ms",
    "meaning": "other question, with the meaning",
    "letters": "other question, without the meaning",
}


@click.command()
@click.option("--quick", is_flag=True, help="Skip 100,000 variants, and load once only.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
@click.option(
    "--bank",
    type=click.Path(path_type=Path, exists=True),
    help="Labelled questions to search in, in place of the shipped entries.",
)
@click.option("--questions", default=ASKED, help=f"Questions of each kind, {ASKED} if not told.")
@click.pass_obj
def benchmark(
    run: Run | None, quick: bool, as_json: bool, bank: Path | None, questions: int
) -> None:
    """Measure load, memory and speed of the search at several sizes of the bank.

    Each size in fresh processes, at rest within ten minutes, two with --quick.
    """
    sizes: list[Size] = ["few", "whole"] if quick else ["few", "whole", "many"]
    works: list[Work] = ["learn", "ask"] if quick else ["learn", "load", "load", "ask"]
    job = Job("learn", "few", "", str(bank) if bank else None, questions)
    banks = [_measured(replace(job, size=size), works, run or _apart) for size in sizes]
    figures = {"machine": machine(), "banks": banks, "notes": list(_notes(banks))}
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        _print(figures)


def _measured(job: Job, works: Sequence[Work], run: Run) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        done = []
        for at, work in enumerate(works, 1):
            step = f"{at} of {len(works)}: {_DOING[work]}"
            click.echo(f"bench, {_SIZES[job.size]}, {step}", err=True)
            done.append(run(replace(job, work=work, folder=folder)))
    learned, *loaded, asked = done
    cached = [one["seconds"] for one in (*loaded, asked)]
    kept = ("entries", "variants", "learned", "model")
    return {
        "size": job.size,
        **{name: learned[name] for name in kept},
        "load": {"cold": learned["seconds"], "cached": statistics.median(cached)},
        "memory": {"cold": _held(learned), "cached": _held(asked)},
        **{name: asked[name] for name in ("changed", "near", "meaning", "letters")},
    }


def _apart(job: Job) -> dict[str, Any]:
    """Do a job in a fresh process, so that no figure holds what another has left."""
    command = [sys.executable, "-m", "faq.measuring.bench"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise click.ClickException(f"{_DOING[job.work]}, {_SIZES[job.size]}: failed, see above")
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _held(done: dict[str, Any]) -> dict[str, float]:
    return {kind: done[kind] for kind in ("peak", "resident") if kind in done}


def _notes(banks: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield (
        "Learned anew: with the shipped vectors, other questions are embedded. "
        "Every question is asked three times, its median counts; p95 is over the questions. "
        "Memory is that of the whole process with the entries it read. Near-exact questions are "
        "those retyped ones that are found word for word: no vector is needed for them. Beside it "
        "rapidfuzz.process.extractOne with fuzz.WRatio in the same lines."
    )
    found = [f"{one['near']['known']} of {one['near']['tried']}" for one in banks]
    yield f"Retyped questions found word for word, by bank: {'; '.join(found)}."
    if any(one["size"] == "many" for one in banks):
        yield bench_banks.MADE_UP


def _print(figures: dict[str, Any]) -> None:
    console, on = Console(), figures["machine"]
    table = Table("", title=f"{on['cpu']}, {on['cores']} cores, Python {on['python']}")
    for bank in figures["banks"]:
        head = f"{bank['entries']} entries,\n{bank['variants']:,} variants"
        table.add_column(head, justify="right")
    for name, told in _ROWS.items():
        table.add_row(name, *map(told, figures["banks"]))
    for kind, name in _KINDS.items():
        asked = [bank[kind] or {} for bank in figures["banks"]]
        base = [one.get("baseline", {}) for one in asked]
        table.add_section()
        table.add_row(name, *map(_pair, asked))
        table.add_row(f"  {_BASELINE}", *map(_pair, base))
        table.add_row("  takes so many times as long", *map(_ratio, base))
    console.print(table)
    for note in figures["notes"]:
        console.print(Text(note))


def _pair(one: dict[str, Any]) -> str:
    return f"{one['median']:.2f} / {one['p95']:.2f}" if "median" in one else "–"


def _ratio(one: dict[str, Any]) -> str:
    return f"{one['ratio']:.1f}" if one else "–"


def _memory(held: dict[str, float]) -> str:
    return " / ".join(f"{held[kind]:.0f}" if kind in held else "–" for kind in ("peak", "resident"))


def _seconds(one: float | None) -> str:
    return "over 30" if one is None else f"{one:.2f}"
