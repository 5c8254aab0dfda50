"""Who holds a lease, and whether that process is known to be gone."""

from __future__ import annotations

import os
from pathlib import Path

from bot.model.ids import new_id

_PROC = Path("/proc")
_STARTED = 19  # place of a process's start time in its `stat`, counted behind its name (proc(5))


def holder() -> str:
    """A new name for a holder in this process: where it runs, which process, a number of its own.

    Processes are known by their start times, too, since their numbers are used again.
    """
    return " ".join((_place(), str(os.getpid()), _started(os.getpid()) or "-", new_id()))


def is_gone(held_by: str) -> bool:
    """Whether the holder ran in this place and has ended; False where that cannot be known."""
    place, pid, started, *_ = [*held_by.split(" "), "", "", ""]
    if place != _place() or "-" in (place, started) or not pid.isdigit():
        return False
    return _started(int(pid)) != started


def _place() -> str:
    """This start of this machine, and within it the namespace in which processes have numbers."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{os.readlink(_PROC / 'self/ns/pid')}"  # noqa: PTH115 - no path, a name
    except OSError:  # no Linux
        return "-"


def _started(pid: int) -> str | None:
    try:
        stat = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()
    # A zombie only waits for its parent to hear that it has ended.
    return None if state in "ZX" else fields[_STARTED - 1]
