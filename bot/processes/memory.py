"""Gives memory back that the C library keeps for itself."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Let the system have what is free: a search that is replaced leaves much of it.

    glibc only (malloc_trim(3)); elsewhere nothing happens.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
