"""Draws the rooms of the code from its real imports: `python -m tests.rooms FILE.svg`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import accumulate, chain, combinations, pairwise
from pathlib import Path
from statistics import fmean
from xml.sax.saxutils import escape

import click
import grimp
from scipy.optimize import isotonic_regression

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
COMMAND = "python -m tests.rooms docs/architecture.svg"

Arrows = Mapping[str, AbstractSet[str]]
"""What each room imports."""

Item = str | tuple[str, str, int]
"""What stands on a floor: a room, or an arrow that passes it (whence, whither, which floor)."""

Floors = Sequence[Sequence[Item]]
Links = Mapping[Item, Sequence[Item]]

_HOUSES = {"bot": "bot/ · the chat application", "faq": "faq/ · the knowledge base"}
_COLOURS = {"bot": ("#e3edf9", "#2b5c96"), "faq": ("#e4f3e6", "#2c6e3a")}
_BOX, _PASSING, _APART = 102, 4, 11  # widths, and what is left between
_HIGH, _BETWEEN, _HEAD, _EDGE = 34, 46, 34, 12  # box, gap, heading, margin
_SWEEPS = 60


def imports() -> Arrows:
    """The imports between rooms: the folders in `bot` and `faq`, and the files beside them."""
    graph = grimp.build_graph(*_HOUSES, cache_dir=None)
    found: dict[str, set[str]] = {_room(module): set() for module in graph.modules}
    for module in graph.modules:
        for imported in map(_room, graph.find_modules_directly_imported_by(module)):
            if imported != _room(module):
                found[_room(module)].add(imported)
    used = set(chain.from_iterable(found.values()))
    # A package's own __init__ is a room only where it says something.
    return {
        room: found[room]
        for room in sorted(found)
        if room not in _HOUSES or found[room] or room in used
    }


def floors(arrows: Arrows) -> list[list[str]]:
    """Rooms by floor, the ground first: each stands right above the highest that it imports.

    Raises graphlib.CycleError where there is none for somebody.
    """
    waiting = TopologicalSorter(arrows)
    waiting.prepare()
    found = []
    while waiting.is_active():
        floor = waiting.get_ready()
        waiting.done(*floor)
        found.append(sorted(floor))
    return found


def needed(arrows: Arrows) -> Arrows:
    """The arrows without those that a longer way says already."""
    reach: dict[str, set[str]] = {}
    for room in TopologicalSorter(arrows).static_order():
        reach[room] = set(arrows[room]).union(*(reach[next_] for next_ in arrows[room]))
    return {
        room: {to for to in targets if not any(to in reach[other] for other in targets)}
        for room, targets in arrows.items()
    }


def drawing(arrows: Arrows) -> str:
    """The picture, as SVG."""
    storeys = _storeys(arrows)
    ways = list(_ways(storeys, needed(arrows)))
    above, below = _links(ways)
    order = _ordered(_filled(storeys, ways), above, below)
    return "\n".join(_svg(_Plan(order, _spread(order, above, below)), ways)) + "\n"


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _house(room: str) -> str:
    return room.split(".")[0]


def _storeys(arrows: Arrows) -> list[list[str]]:
    """Floors from the roof down, the chat application's upon those of the knowledge base."""
    return [floor for house in _HOUSES for floor in _house_storeys(house, arrows)]


def _house_storeys(house: str, arrows: Arrows) -> list[list[str]]:
    """Those of one house; what nobody there imports, such as a command, is on its roof."""
    own = {
        room: {to for to in targets if _house(to) == house}
        for room, targets in arrows.items()
        if _house(room) == house
    }
    roof = sorted(set(own).difference(*own.values()))
    below = [[room for room in floor if room not in roof] for floor in floors(own)]
    return [roof, *(floor for floor in reversed(below) if floor)]


def _ways(storeys: Sequence[Sequence[str]], arrows: Arrows) -> Iterator[list[Item]]:
    """Each arrow with the floors that it passes."""
    floor_of = {room: number for number, floor in enumerate(storeys) for room in floor}
    for room in sorted(arrows):
        for to in sorted(arrows[room]):
            passed = range(floor_of[room] + 1, floor_of[to])
            yield [room, *((room, to, floor) for floor in passed), to]


def _filled(storeys: Sequence[Sequence[str]], ways: Sequence[Sequence[Item]]) -> Floors:
    """The floors with what passes them."""
    passing = [item for way in ways for item in way if isinstance(item, tuple)]
    return [
        [*floor, *(item for item in passing if item[2] == number)]
        for number, floor in enumerate(storeys)
    ]


def _links(ways: Sequence[Sequence[Item]]) -> tuple[Links, Links]:
    above: dict[Item, list[Item]] = defaultdict(list)
    below: dict[Item, list[Item]] = defaultdict(list)
    for upper, lower in chain.from_iterable(map(pairwise, ways)):
        above[lower].append(upper)
        below[upper].append(lower)
    return above, below


def _ordered(order: Floors, above: Links, below: Links) -> Floors:
    """Who stands beside whom, so that few arrows cross."""
    best = order
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = _swept(order, above) if down else _swept(order[::-1], below)[::-1]
        best = min(best, order, key=lambda floors: _crossings(floors, below))
    return best


def _swept(order: Floors, links: Links) -> Floors:
    """Each item where those of the floor before, that it is joined to, stand in the mean."""
    place: dict[Item, float] = {}
    swept = []
    for floor in order:
        own = {item: (number + 0.5) / len(floor) for number, item in enumerate(floor)}
        mean = {
            item: fmean([place[near] for near in links.get(item, ())] or [own[item]])
            for item in floor
        }
        swept.append(sorted(floor, key=lambda item: (round(mean[item], 6), own[item])))
        place |= {item: (number + 0.5) / len(floor) for number, item in enumerate(swept[-1])}
    return swept


def _crossings(order: Floors, below: Links) -> int:
    place = {item: number for floor in order for number, item in enumerate(floor)}
    return sum(
        (place[a] - place[b]) * (place[c] - place[d]) < 0
        for floor in order
        for (a, c), (b, d) in combinations(
            [(upper, lower) for upper in floor for lower in below.get(upper, ())], 2
        )
    )


def _spread(order: Floors, above: Links, below: Links) -> dict[Item, int]:
    """How far to the right the middle of each item is: near those it is joined to, within the
    width of the fullest floor.
    """
    width = max(_least_width(floor) for floor in order)
    place: dict[Item, float] = {}
    for floor in order:
        left = (width - _least_width(floor)) / 2
        place |= {item: left + step for item, step in zip(floor, _steps(floor), strict=True)}
    for sweep in range(_SWEEPS):
        for floor in order if sweep % 2 == 0 else order[::-1]:
            near = [[*above.get(item, ()), *below.get(item, ())] or [item] for item in floor]
            wanted = [fmean(place[item] for item in items) for items in near]
            place |= zip(floor, _kept_apart(floor, wanted, width), strict=True)
    return {item: round(x) + 2 * _EDGE for item, x in place.items()}


def _kept_apart(floor: Sequence[Item], wanted: Sequence[float], width: float) -> list[float]:
    """The places nearest to the wanted ones at which nothing stands upon its neighbour."""
    steps = _steps(floor)
    slack = width - _least_width(floor)
    weights = [1 if isinstance(item, str) else 3 for item in floor]
    shifts = isotonic_regression(
        [want - step for want, step in zip(wanted, steps, strict=True)], weights=weights
    ).x
    return [step + min(max(float(x), 0), slack) for x, step in zip(shifts, steps, strict=True)]


def _least_width(floor: Sequence[Item]) -> float:
    return _steps(floor)[-1] + _width(floor[-1]) / 2


def _steps(floor: Sequence[Item]) -> list[float]:
    """Where the items of a floor stand if they stand close together."""
    apart = ((_width(a) + _width(b)) / 2 + _APART for a, b in pairwise(floor))
    return list(accumulate(apart, initial=_width(floor[0]) / 2))


def _width(item: Item) -> int:
    return _BOX if isinstance(item, str) else _PASSING


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything is."""

    order: Floors
    middle: Mapping[Item, int]

    def floors_of(self, house: str) -> list[int]:
        return [
            number
            for number, floor in enumerate(self.order)
            if any(isinstance(item, str) and _house(item) == house for item in floor)
        ]

    def top(self, floor: int) -> int:
        """How far down a floor is; the houses have a heading each."""
        houses = 1 + (floor >= self.floors_of("faq")[0])
        return _EDGE + houses * (_HEAD + _EDGE) + floor * (_HIGH + _BETWEEN) - _EDGE

    @property
    def width(self) -> int:
        return max(self.middle[item] + _width(item) // 2 for item in self.middle) + 2 * _EDGE

    @property
    def height(self) -> int:
        return self.top(len(self.order) - 1) + _HIGH + 2 * _EDGE


def _svg(plan: _Plan, ways: Sequence[Sequence[Item]]) -> Iterator[str]:
    size = f'width="{plan.width}" height="{plan.height}"'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {plan.width} {plan.height}"'
        ' font-family="system-ui, sans-serif" font-size="16" text-anchor="middle">'
    )
    yield f"<title>The rooms of the code, each above those it imports</title>\n<!-- {COMMAND} -->"
    yield (
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8"'
        ' markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#5b6673"/></marker></defs>'
    )
    yield f'<rect {size} fill="#ffffff"/>'
    yield from (_panel(plan, house) for house in _HOUSES)
    yield '<g fill="none" stroke="#5b6673" stroke-width="1.5">'
    yield from _lines(plan, ways)
    yield "</g>"
    yield from (_heading(plan, house) for house in _HOUSES)
    for number, floor in enumerate(plan.order):
        yield from (_box(plan, item, number) for item in floor if isinstance(item, str))
    yield "</svg>"


def _panel(plan: _Plan, house: str) -> str:
    first, last = plan.floors_of(house)[0], plan.floors_of(house)[-1]
    top, bottom = plan.top(first) - _HEAD, plan.top(last) + _HIGH + _EDGE
    return (
        f'<rect x="{_EDGE}" y="{top}" width="{plan.width - 2 * _EDGE}" height="{bottom - top}"'
        f' rx="8" fill="{_COLOURS[house][0]}"/>'
    )


def _heading(plan: _Plan, house: str) -> str:
    """The name of a house, to be read also where an arrow goes behind it."""
    light, dark = _COLOURS[house]
    return (
        f'<text x="{2 * _EDGE}" y="{plan.top(plan.floors_of(house)[0]) - 11}" fill="{dark}"'
        f' stroke="{light}" stroke-width="5" paint-order="stroke" text-anchor="start"'
        f' font-weight="bold">{_HOUSES[house]}</text>'
    )


def _box(plan: _Plan, room: str, floor: int) -> str:
    """A room is filled; a file that stands beside the rooms is not."""
    name, is_room = _name(room)
    dark = _COLOURS[_house(room)][1]
    fill, ink = (dark, "#ffffff") if is_room else ("#ffffff", dark)
    x, y = plan.middle[room], plan.top(floor)
    return (
        f'<rect x="{x - _BOX // 2}" y="{y}" width="{_BOX}" height="{_HIGH}" rx="5" fill="{fill}"'
        f' stroke="{dark}"/>\n<text x="{x}" y="{y + 22}" fill="{ink}">{escape(name)}</text>'
    )


def _name(room: str) -> tuple[str, bool]:
    if room in _HOUSES:
        return "__init__.py", False
    name = room.split(".")[1]
    is_room = (ROOT / room.replace(".", "/")).is_dir()
    return (name if is_room else f"{name}.py"), is_room


def _lines(plan: _Plan, ways: Sequence[Sequence[Item]]) -> Iterator[str]:
    floor_of = {item: number for number, floor in enumerate(plan.order) for item in floor}
    out = _ports(plan, [(way[0], way[1]) for way in ways])
    into = _ports(plan, [(way[-1], way[-2]) for way in ways])
    for way in ways:
        across = [out[way[0], way[1]], *(plan.middle[item] for item in way[1:-1])]
        across.append(into[way[-1], way[-2]])
        tops = [plan.top(floor_of[item]) for item in way]
        yield f'<path d="{_path(across, tops)}" marker-end="url(#head)"/>'


def _ports(plan: _Plan, ends: Sequence[tuple[Item, Item]]) -> dict[tuple[Item, Item], int]:
    """Where along a box each of its arrows begins or ends, so that none hides another."""
    by_room: dict[Item, list[Item]] = defaultdict(list)
    for room, other in ends:
        by_room[room].append(other)
    ports = {}
    for room, others in by_room.items():
        others.sort(key=lambda other: (plan.middle[other], str(other)))
        apart = min(16, (_BOX - 20) // len(others))
        for number, other in enumerate(others):
            shift = round((number - (len(others) - 1) / 2) * apart)
            ports[room, other] = plan.middle[room] + shift
    return ports


def _path(across: Sequence[int], tops: Sequence[int]) -> str:
    """Straight down past a floor, in a bend to the next."""
    parts = [f"M{across[0]} {tops[0] + _HIGH}"]
    for (x, top), (to, end) in pairwise(zip(across, tops, strict=True)):
        half = (top + _HIGH + end) // 2
        parts.append(f"V{top + _HIGH}C{x} {half} {to} {half} {to} {end}")
    return "".join(parts)


@click.command(help=__doc__)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def main(file: Path) -> None:
    file.write_text(drawing(imports()), "utf-8")


if __name__ == "__main__":
    main()
