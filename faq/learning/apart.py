"""Learns a bank in a process of its own: for a while that takes a core and hundreds of MB."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from faq.entry import Entry
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher

_NICENESS = 10
_DISPENSABLE = 500  # of 1000
_DIED = "the process that learned the questions died ({}); is there memory enough?"


def learn_apart(teacher: Teacher, entries: Sequence[Entry]) -> None:
    """Put onto the teacher's shelf what there is to know of a bank.

    Raise what went wrong there, ChildProcessError where that process was ended.
    """
    spawn = get_context("spawn")  # a fork would copy locks that other threads hold
    receiving, sending = spawn.Pipe(duplex=False)
    silent = replace(teacher, shelf=Shelf(teacher.shelf.folder))  # who is told stays here
    process = spawn.Process(
        target=_learn, args=(sending, silent, entries), name="learning", daemon=True
    )
    process.start()
    sending.close()
    try:
        while isinstance(said := receiving.recv(), tuple):
            teacher.shelf.told(*said)
    except EOFError:
        process.join()
        said = ChildProcessError(_DIED.format(process.exitcode))
    process.join()
    if said is not None:
        raise said


def _learn(sending: Connection, teacher: Teacher, entries: Sequence[Entry]) -> None:
    """In the other process: tell how far it is, then None, or the error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for those who started us
    Thread(target=_end_with_parent, daemon=True).start()
    _stand_back()
    shelf = Shelf(teacher.shelf.folder, lambda *progress: sending.send(progress))
    teacher = replace(teacher, shelf=shelf)
    try:
        teacher.spare(entries, teacher.learned(entries))
    except Exception as error:
        sending.send(error)
    else:
        sending.send(None)


def _stand_back() -> None:
    """Leave processor and memory to those who answer; where memory runs out, be the one to end."""
    with suppress(OSError, AttributeError):
        os.nice(_NICENESS)
    with suppress(OSError):  # Linux: proc_pid_oom_score_adj(5)
        Path("/proc/self/oom_score_adj").write_text(str(_DISPENSABLE))


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
