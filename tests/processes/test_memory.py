"""Memory that is free goes back to the system."""

import os
import platform

import pytest

from bot.processes.memory import give_back
from tests.bench.process import cost


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="malloc_trim is glibc's")
def test_what_is_free_is_given_back():
    pid = os.getpid()
    pieces = [bytes(50_000) for _ in range(2_000)]  # below what the C library maps by itself
    pin = [bytes(50_000)]  # on top of them, so that the heap cannot shrink by itself
    held = cost([pid]).resident
    pieces.clear()
    give_back()
    assert held - cost([pid]).resident > 50
    assert pin
