"""What a process costs: processor time and memory, as Linux counts them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds until now; resident memory now, and at most, in MB."""

    cpu: float
    resident: float
    peak: float


def cost(pids: Iterable[int]) -> Cost:
    """Of these processes together."""
    ids = list(pids)
    return Cost(
        sum(map(_cpu, ids)),
        sum(_memory(id, "VmRSS") for id in ids),
        sum(_memory(id, "VmHWM") for id in ids),
    )


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith(f"{name}:")]
    return int(kilobytes) / 1024


def machine() -> str:
    """The processor and how many cores of it this process may use."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(os.sched_getaffinity(0))} cores of {names[0] if names else 'an unknown kind'}"
