"""The arithmetic of the long runs: what of many measurements is told."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is not below that share of all (nearest rank)."""
    if not values:
        raise ValueError("nothing was measured")
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)), 1) - 1]


def busiest(times: Sequence[float], seconds: float = 1.0) -> int:
    """The most events that lie in any window of that length, its end left out."""
    ordered = sorted(times)
    most, first = 0, 0
    for number, time in enumerate(ordered):
        while time - ordered[first] >= seconds:
            first += 1
        most = max(most, number - first + 1)
    return most


def steady_rate(times: Sequence[float]) -> float:
    """Events a second from the first to the last of them."""
    if len(times) < 2 or max(times) == min(times):
        raise ValueError("a rate needs two moments")
    return (len(times) - 1) / (max(times) - min(times))


def growth(values: Sequence[float]) -> float:
    """By which share the last is above the first; below zero where it is less."""
    return values[-1] / values[0] - 1
