"""Entries as rows of a table, one row an entry, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from faq.entry import LANGUAGES, PARTS, Entry, Fault
from faq.exchange.placed import BadFile, Found, Placed
from faq.vietnamese.escapes import ERRORS, escaped, escaped_item, unescaped

# What a row holds when written; as read, every cell is text.
Cell = str | int | date | None

LISTS = frozenset({"variants.vi", "variants.en", "links", "related"})
YES_NO = ("yes", "no")
_YES = frozenset({"yes", "y", "true", "1", "x", "có"})
_NO = frozenset({"no", "n", "false", "0", "không"})

_BEFORE = (
    *("id", "category", "status", "canned", "urgent"),
    *(
        f"{name}.{language}"
        for name in ("question", "answer", "variants")
        for language in LANGUAGES
    ),
    *(f"parts.{part}.{language}" for part in PARTS for language in LANGUAGES),
)
_DATED = (*LANGUAGES, "part", "valid_from", "valid_until")
_AFTER = (
    *("links", "related", "sources", "as_of", "reviewed_on", "reviewed_by", "review_days"),
    *("owner.vi", "owner.en", "confidence", "valid_from", "valid_until"),
)
DAYS = frozenset({"as_of", "reviewed_on", "valid_from", "valid_until"})

_NAMED = re.compile(rf"dated\.[1-9]\d{{0,2}}\.(?:{'|'.join(_DATED)})")
_ISO = re.compile(r"(?!0000)\d{4}(-\d\d){0,2}")
_AS_PEOPLE_WRITE = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")
# The bar of a name is escaped, hence the first other one stands before the address.
_SOURCE = re.compile(r"(.*?)(?<!\\)\|\s*(http.*)")


class Row(NamedTuple):
    """A row that is not blank, with its number in the file."""

    number: int
    cells: Sequence[str]


def table(entries: Iterable[Entry]) -> list[list[Cell]]:
    """A row of column names, and a row an entry."""
    rows = [dict(_flat("", entry.model_dump(exclude_none=True))) for entry in entries]
    most = 1
    while any(f"dated.{most + 1}.vi" in row for row in rows):
        most += 1
    dated = [f"dated.{number}.{name}" for number in range(1, most + 1) for name in _DATED]
    names = [*_BEFORE, *dated, *_AFTER]
    return [[*names], *([row.get(name) for name in names] for row in rows)]


def place(sheets: Iterable[Sequence[Row]], file: str) -> Found:
    """The fields of every entry of the one sheet that has some, unchecked."""
    head, *rows = _the_one(sheets)
    names, faults = _names(head, file)
    placed = []
    for row in rows:
        cells = {
            names[at]: cell for at, cell in enumerate(row.cells) if at in names and cell.strip()
        }
        numbers = sorted({int(name.split(".")[1]) for name in cells if _NAMED.fullmatch(name)})
        shown = partial(_shown, [*map(str, numbers)])
        one = Placed(file, f"row {row.number}", _fields(cells), shown)
        placed.append(one)
        faults += [
            one.fault(name, f"{cell.strip()} is what a formula left; write the text itself")
            for name, cell in cells.items()
            if cell.strip() in ERRORS
        ]
        faults += _astray(one, head, row)
    return placed, faults


def _flat(name: str, value: Any) -> Iterator[tuple[str, Cell]]:
    """The cells of a field, by the names of their columns."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}" if name else key, inner)
    elif name == "dated":
        for number, text in enumerate(value, 1):
            yield from _flat(f"dated.{number}", text)
    elif name == "sources":
        yield name, "\n".join(" | ".join(map(escaped_item, one.values())) for one in value) or None
    elif name in LISTS:
        yield name, "\n".join(map(escaped_item, value)) or None
    elif isinstance(value, bool):
        yield name, YES_NO[not value]
    else:
        yield name, escaped(str(value)) if isinstance(value, str) else value


def _the_one(sheets: Iterable[Sequence[Row]]) -> Sequence[Row]:
    filled = [sheet for sheet in sheets if sheet]
    if not filled:
        raise BadFile("is empty")
    found = [sheet for sheet in filled if "id" in map(_name, sheet[0].cells)]
    if not found:
        raise BadFile("has no first row with names of columns, among them id")
    if len(found) > 1:
        raise BadFile(f"has entries on {len(found)} sheets, but only one sheet is read")
    return found[0]


def _names(head: Row, file: str) -> tuple[dict[int, str], list[Fault]]:
    """The columns that have a name of ours, by their place."""
    names: dict[int, str] = {}
    faults = []
    for at, name in enumerate(map(_name, head.cells)):
        if name in names.values():
            faults.append(Fault(file, f"row {head.number}", name, "is a column twice"))
        elif name in _BEFORE or name in _AFTER or _NAMED.fullmatch(name):
            names[at] = name
        elif name:
            faults.append(Fault(file, f"row {head.number}", name, "there is no such column"))
    return names, faults


def _name(cell: str) -> str:
    return cell.strip().lower()


def _astray(one: Placed, head: Row, row: Row) -> list[Fault]:
    """Cells of a column without name: often of a text whose separators nobody quoted."""
    named = {at for at, name in enumerate(head.cells) if name.strip()}
    return [
        one.fault(
            f"column {get_column_letter(at + 1)}",
            "has no name in the first row, but something here",
        )
        for at, cell in enumerate(row.cells)
        if cell.strip() and at not in named
    ]


def _fields(cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields as in a YAML file; what a cell cannot mean is left for the entry to refuse."""
    fields: dict[str, Any] = {"question": {}, "answer": {}}
    for name, cell in cells.items():
        *path, last = name.split(".")
        place = fields
        for step in path:
            place = place.setdefault(step, {})
        place[last] = _value(name, last, cell.strip())
    dated = fields.pop("dated", {})
    return fields | {"dated": [dated[number] for number in sorted(dated, key=int)]}


def _value(name: str, last: str, cell: str) -> Any:
    if name in LISTS:
        return [unescaped(line) for line in _lines(cell)]
    if name == "sources":
        return [_source(line) for line in _lines(cell)]
    if last in DAYS:
        return _day(cell)
    if last in ("status", "confidence", "part"):
        return cell.lower()
    if last in ("canned", "urgent"):
        word = cell.lower()
        return True if word in _YES else False if word in _NO else cell
    return unescaped(cell)


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n") if line.strip()]


def _source(line: str) -> dict[str, str]:
    parts = _SOURCE.fullmatch(line)
    return dict(
        zip(("name", "url"), map(unescaped, parts.groups() if parts else [line]), strict=False)
    )


def _day(cell: str) -> str:
    """The day or month as 2026-11-23 or 2026-11; here people write 23/11/2026."""
    if people := _AS_PEOPLE_WRITE.fullmatch(cell):
        day, month, year = people.groups()
        return "-".join(part.zfill(2) for part in (year, month, day) if part)
    # A number would pass as seconds since 1970.
    return cell if _ISO.fullmatch(cell) else f"no day: {cell}"


def _shown(numbers: Sequence[str], field: str) -> str:
    """The column of a field; texts with a date are numbered as in the table."""
    match field.split("."):
        case ["dated", index, *rest]:
            return ".".join(["dated", numbers[int(index)], *rest])
        case ["variants", language, index]:
            return f"variants.{language} line {int(index) + 1}"
        case ["links" | "related" | "sources" as name, index, *_]:
            return f"{name} line {int(index) + 1}"
    return field
