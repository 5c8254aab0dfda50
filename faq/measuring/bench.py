"""Measures the search on one bank: how soon it is ready, how large it is, how quick it answers."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import random
import resource
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from faq.engine import Faq
from faq.entry import Entry
from faq.exchange.files import seed
from faq.learning.embedder import in_process
from faq.learning.shelf import Shelf
from faq.measuring import bench_banks, exam
from faq.measuring.bench_banks import Size

Work = Literal["learn", "load", "ask"]

ASKED = 200  # questions of each kind
_WARMING = 10  # questions asked before the clock runs
_ROUNDS = 3  # each question is asked so often, its median counts
_PATIENCE = 20.0  # seconds for the baseline on one kind of questions
_SOON = 30.0  # seconds until a changed entry must be in service
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Job:
    """What one process measures; `folder` is its shelf, `bank` a file of labelled questions."""

    work: Work
    size: Size
    folder: str
    bank: str | None = None
    asked: int = ASKED


def measure(job: Job) -> dict[str, Any]:
    """Do a job in this process."""
    shelf = Shelf(Path(job.folder))
    whole = exam.bank(exam.questions(Path(job.bank))) if job.bank else seed()
    entries = bench_banks.bank(whole, job.size)
    model = bench_banks.MadeUp.of(real, whole) if _made_up(job) and (real := in_process()) else None
    start = time.perf_counter()
    faq = Faq(entries, embedder=model or "in process", shelf=shelf)
    loaded = time.perf_counter() - start
    faq.search("làm lại thẻ căn cước ở đâu")  # what is made at the first question counts as memory
    measured = {"seconds": loaded, **memory()}
    if job.work == "learn":
        Faq(entries, embedder=None, shelf=shelf)  # for the process that asks
        return measured | _counted(faq)
    return measured | _asked(faq, shelf, job.asked) if job.work == "ask" else measured


def memory() -> dict[str, float]:
    """Megabytes that this process held at most, and holds."""
    status = Path("/proc/self/status")
    if not status.exists():
        # Not where it can be helped: it begins with what the process held that started this one.
        return {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MEGABYTE}
    told = dict(line.split(":", 1) for line in status.read_text().splitlines())
    kinds = {"peak": "VmHWM", "resident": "VmRSS"}
    return {kind: int(told[name].split()[0]) * 1024 / _MEGABYTE for kind, name in kinds.items()}


def machine() -> dict[str, Any]:
    return {"cpu": _cpu(), "cores": os.cpu_count(), "python": platform.python_version()}


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """The median and the 95th percentile of at least one duration, in milliseconds."""
    falling = sorted(seconds)
    at = max(0, -(-95 * len(falling) // 100) - 1)
    return {"median": statistics.median(falling) * 1000, "p95": falling[at] * 1000}


def durations(
    questions: Sequence[str],
    ask: Callable[[str], object],
    rounds: int = _ROUNDS,
    patience: float = float("inf"),
) -> list[float]:
    """Seconds for each question, the median of the rounds; of the first ones if time runs out."""
    taken: list[float] = []
    end = time.perf_counter() + patience
    for question in questions:
        taken.append(statistics.median(_timed(ask, question) for _ in range(rounds)))
        if time.perf_counter() > end:
            break
    return taken


def _made_up(job: Job) -> bool:
    return job.size == "many" and job.work == "learn"


def _counted(faq: Faq) -> dict[str, Any]:
    grounds = faq.evidence("căn cước")
    asked_about = [entry for entry in faq.entries if not entry.canned]
    return {
        "entries": len(asked_about),
        "variants": bench_banks.variants(asked_about),
        "learned": len(grounds.learned.lines) if grounds else 0,
        "model": faq.meaning,
    }


def _asked(faq: Faq, shelf: Shelf, count: int) -> dict[str, Any]:
    letters = Faq(faq.entries, embedder=None, shelf=shelf)
    tried = _mixed(bench_banks.retyped(faq.entries, 2 * count))
    near = [question for question in tried if _is_same(letters, question)]
    shipped = _mixed([one.q for one in exam.questions(exam.shipped_exam())])
    other = [question for question in shipped if not _is_same(letters, question)][:count]
    for question in other[:_WARMING]:
        faq.search(question)
        letters.search(question)
    lines = [line for e in faq.entries if not e.canned for line in e.questions()]
    base = _baseline(other, lines)
    return {
        "near": {
            **_compared(near[:count], faq, _baseline(near[:count], lines)),
            "tried": len(tried),
            "known": len(near),
        },
        "meaning": _compared(other, faq, base) if faq.meaning else None,
        "letters": _compared(other, letters, base),
        "changed": _changed(faq),
    }


def _baseline(questions: Sequence[str], lines: Sequence[str]) -> list[float]:
    """How long a plain fuzzy search takes for each question, as far as patience goes."""
    return durations(
        questions, lambda asked: extractOne(asked, lines, scorer=fuzz.WRatio), 1, _PATIENCE
    )


def _compared(questions: Sequence[str], faq: Faq, base: Sequence[float]) -> dict[str, Any]:
    if not questions:
        return {"asked": 0}
    own = durations(questions, faq.search)
    ratio = statistics.median(base) / statistics.median(own[: len(base)])
    baseline = {"asked": len(base), **summary(base), "ratio": ratio}
    return {"asked": len(own), **summary(own), "baseline": baseline}


def _changed(faq: Faq) -> float | None:
    """Seconds until an entry with a new question is found by it; None where that takes too long."""
    taken: list[float] = []
    try:
        with _within(_SOON):
            for entry in bench_banks.evenly([e for e in faq.entries if not e.canned], _ROUNDS):
                taken.append(_timed(_served(faq, entry), f"{entry.question.vi} trong năm nay"))
    except (TimeoutError, MemoryError):
        return None
    return statistics.median(taken)


def _served(faq: Faq, entry: Entry) -> Callable[[str], object]:
    def serve(line: str) -> object:
        said = entry.question.model_copy(update={"vi": line})
        new = entry.model_copy(update={"question": said})
        return faq.changed([new if one is entry else one for one in faq.entries]).search(line)

    return serve


@contextlib.contextmanager
def _within(seconds: float) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    # Again and again: the first one may be lost where every error is caught.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _timed(ask: Callable[[str], object], question: str) -> float:
    start = time.perf_counter()
    ask(question)
    return time.perf_counter() - start


def _is_same(faq: Faq, question: str) -> bool:
    grounds = faq.evidence(question)
    return bool(grounds and grounds.same)


def _mixed(questions: Sequence[str]) -> list[str]:
    """In an order that has nothing to do with what they ask, the same each time."""
    return random.Random(0).sample(questions, len(questions))


def _cpu() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    print(json.dumps(measure(Job(**json.load(sys.stdin)))))  # noqa: T201
