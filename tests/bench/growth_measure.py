"""The empty and the grown database side by side, in one process and in turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from rich.table import Table

from bot.operations.tidying import Tidied
from tests.bench import growth_pages
from tests.bench.growth_places import EMPTY, GROWN
from tests.bench.growth_rows import Size
from tests.bench.growth_service import Service, service
from tests.bench.growth_turns import burst, crowd, one_by_one

LEAST_SHARE = 0.8  # of the empty database's rate
SLOWEST_PAGE = 300.0  # ms
_WARM = 500  # messages

Tell = Callable[[str], None]


@dataclass(slots=True)
class Measured:
    """Turns a second, round by round; milliseconds of turns alone and of pages; two tidyings."""

    rates: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    pages: dict[str, list[float]] = field(default_factory=dict)
    tidying: list[tuple[float, Tidied]] = field(default_factory=list)


async def compare(
    addresses: dict[str, str], size: Size, messages: int, rounds: int, tell: Tell
) -> dict[str, Measured]:
    results = {name: Measured() for name in (EMPTY, GROWN)}
    async with service(addresses[EMPTY]) as empty, service(addresses[GROWN]) as grown:
        both = {EMPTY: empty, GROWN: grown}
        for name, each in both.items():
            tell(f"{name}: warming up")
            await burst(each, crowd(size, rounds), _WARM)
        for number in range(rounds):
            for name, each in both.items():
                tell(f"{name}: turns, round {number + 1} of {rounds}")
                results[name].rates.append(await burst(each, crowd(size, number), messages))
                results[name].alone += await one_by_one(each, crowd(size, -1 - number))
        for name, each in both.items():
            tell(f"{name}: pages")
            results[name].pages = await growth_pages.measured(each)
        for name, each in both.items():
            tell(f"{name}: tidying")
            results[name].tidying = [await _tidied(each) for _ in range(2)]
    return results


async def _tidied(service: Service) -> tuple[float, Tidied]:
    begun = perf_counter()
    tidied = await service.app.tidying.once()
    return perf_counter() - begun, tidied


def share(results: dict[str, Measured]) -> float:
    """The grown database's rate as a share of the empty one's, each the median of its rounds."""
    return median(results[GROWN].rates) / median(results[EMPTY].rates)


def table(kind: str, results: dict[str, Measured]) -> Table:
    empty, grown = results[EMPTY], results[GROWN]
    shown = Table("", EMPTY, GROWN, "target", title=kind, min_width=110)
    shown.add_row("turns a second", *(f"{median(each.rates):.0f}" for each in (empty, grown)), "")
    spread = (f"{min(each.rates):.0f}-{max(each.rates):.0f}" for each in (empty, grown))
    shown.add_row("slowest and fastest round", *spread, "")
    shown.add_row("share of the empty one's", "", f"{share(results):.0%}", f"≥ {LEAST_SHARE:.0%}")
    alone = (f"{median(each.alone):.1f}" for each in (empty, grown))
    shown.add_row("a turn with nobody else about, ms: median", *alone, "")
    for name in grown.pages:
        shown.add_row(
            f"{name}, ms: median, most",
            *(_page(each.pages.get(name)) for each in (empty, grown)),
            f"< {SLOWEST_PAGE:.0f}",
        )
    for number, when in enumerate(("after a start", "an hour later")):
        shown.add_row(
            f"tidying {when}", *(_tidying(*each.tidying[number]) for each in (empty, grown)), ""
        )
    return shown


def _page(times: list[float] | None) -> str:
    return "-" if times is None else f"{median(times):.0f}, {max(times):.0f}"


def _tidying(seconds: float, tidied: Tidied) -> str:
    return f"{seconds:.1f} s: {tidied.done} marks, {tidied.cards} cards"
