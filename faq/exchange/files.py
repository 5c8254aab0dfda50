"""Entries from and to YAML, CSV and XLSX files."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePath

from faq.entry import BadEntry, Entry, Fault, Said
from faq.exchange import spreadsheet, tables, workbook, yaml
from faq.exchange.placed import BadFile, Found, Placed

# Small talk is no category that citizens browse.
SMALL_TALK = "tro-chuyen"


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of entries that citizens browse."""

    id: str
    name: Said


@dataclass(frozen=True, slots=True)
class _Kind:
    """How entries are taken out of a file's content, and how the content is made of them."""

    place: Callable[[bytes, str], Found]
    content: Callable[[Sequence[Entry]], bytes]


_YAML = _Kind(yaml.place, yaml.content)
_KINDS = {
    ".yaml": _YAML,
    ".yml": _YAML,
    ".csv": _Kind(
        lambda content, file: tables.place([spreadsheet.csv_rows(content)], file),
        lambda entries: spreadsheet.csv_content(tables.table(entries)),
    ),
    ".xlsx": _Kind(
        lambda content, file: tables.place(spreadsheet.xlsx_sheets(content), file),
        lambda entries: workbook.xlsx_content(tables.table(entries)),
    ),
}


def read(paths: Iterable[Traversable | Path], known: Collection[str] = ()) -> list[Entry]:
    """The entries of all files; raise one BadEntry with every fault of every file.

    `known` are ids of entries elsewhere, which these may name as related.
    """
    entries: list[Entry] = []
    placed, faults = _place(paths)
    for one in placed:
        try:
            entries.append(one.entry())
        except BadEntry as error:
            faults += error.faults
    faults += [*_doubled(placed), *_unfiled(placed), *_unrelated(placed, known)]
    if faults:
        raise BadEntry(faults)
    return entries


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Keep entries in a file that `read` gives back unchanged; one of that name is replaced."""
    try:
        _replace(path, _kind(path).content([*entries]))
    except OSError as error:
        fault = _unusable(path, f"cannot be written: {error.strerror or error}")
        raise BadEntry([fault]) from error
    except BadFile as error:
        raise BadEntry([_unusable(path, str(error))]) from error


def seed() -> list[Entry]:
    """The entries that come with the program."""
    return read(_shipped())


def shipped_ids() -> set[str]:
    """The ids in the shipped files, whatever else may be wrong with those."""
    return {one.name for one in _place(_shipped())[0]}


def categories() -> list[Category]:
    """The shipped categories, in the order in which citizens browse them."""
    path = _data() / "categories.yaml"
    try:
        rows = yaml.rows(path.read_bytes())
    except (OSError, BadFile) as error:
        raise BadEntry([_unusable(path, str(error))]) from error
    return [Category(row["id"], Said.model_validate(row["name"])) for row in rows]


def _shipped() -> list[Traversable]:
    shelves = [category.id for category in categories()]
    return [_data() / f"{shelf}.yaml" for shelf in (*shelves, SMALL_TALK)]


def _data() -> Traversable:
    return files("faq") / "data"


def _kind(path: Traversable | Path) -> _Kind:
    suffix = PurePath(path.name).suffix.lower()
    if suffix not in _KINDS:
        raise BadFile(f"is of no kind that is known here: {', '.join(_KINDS)}")
    return _KINDS[suffix]


def _place(paths: Iterable[Traversable | Path]) -> Found:
    placed: list[Placed] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found, wrong = _kind(path).place(path.read_bytes(), str(path))
        except OSError as error:
            found, wrong = [], [_unusable(path, f"cannot be read: {error}")]
        except BadFile as error:
            found, wrong = [], [_unusable(path, str(error))]
        placed += found
        faults += wrong
    return placed, faults


def _unusable(path: Traversable | Path, message: str) -> Fault:
    return Fault(str(path), "(file)", "(file)", message)


def _replace(path: Path, content: bytes) -> None:
    # Beside it, since a file is only replaced at once within one file system.
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _doubled(placed: Iterable[Placed]) -> list[Fault]:
    seen: dict[str, str] = {}
    faults = []
    for one in placed:
        if "id" not in one.fields:
            continue
        if one.name in seen:
            faults.append(one.fault("id", f"is also in {seen[one.name]}"))
        seen.setdefault(one.name, f"{one.file}, {one.where}")
    return faults


def _unfiled(placed: Iterable[Placed]) -> list[Fault]:
    shelves = {category.id for category in categories()} | {SMALL_TALK}
    return [
        one.fault("category", f"there is no category {shelf!r}")
        for one in placed
        if isinstance(shelf := one.fields.get("category"), str) and shelf not in shelves
    ]


def _unrelated(placed: Sequence[Placed], known: Collection[str]) -> list[Fault]:
    ids = {one.name for one in placed} | set(known)
    return [
        one.fault("related", f"there is no entry {id!r}")
        for one in placed
        if isinstance(related := one.fields.get("related"), list)
        for id in related
        if isinstance(id, str) and id not in ids
    ]
