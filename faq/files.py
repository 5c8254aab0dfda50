"""Entries from and to YAML files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarstring import LiteralScalarString

from faq.entry import BadEntry, Entry, Fault, Said

# Small talk is no category that citizens browse.
SMALL_TALK = "tro-chuyen"
_FIRST = ("id", "category", "status", "canned", "urgent", "question", "answer", "dated", "parts")


@dataclass(frozen=True, slots=True)
class Category:
    """A shelf of entries that citizens browse."""

    id: str
    name: Said


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entry's fields as they stand in a file."""

    file: str
    where: str
    fields: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.fields.get("id") or self.where)

    def fault(self, field: str, message: str) -> Fault:
        return Fault(self.file, self.name, field, message)


class _Fields(SafeConstructor):
    """Leaves a day that does not exist as text: it is a fault of its field, not of the file."""

    def construct_day(self, node: ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Fields.add_constructor("tag:yaml.org,2002:timestamp", _Fields.construct_day)


def read(paths: Iterable[Traversable | Path], known: Collection[str] = ()) -> list[Entry]:
    """The entries of all files; raise one BadEntry with every fault of every file.

    `known` are ids of entries elsewhere, which these may name as related.
    """
    entries: list[Entry] = []
    placed, faults = _place(paths)
    for one in placed:
        try:
            entries.append(Entry.from_dict(one.fields, one.file, one.where))
        except BadEntry as error:
            faults += error.faults
    faults += [*_doubled(placed), *_unfiled(placed), *_unrelated(placed, known)]
    if faults:
        raise BadEntry(faults)
    return entries


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Keep entries in a file that `read` gives back unchanged."""
    yaml = YAML(pure=True)
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump([_readable(_in_order(entry.to_dict())) for entry in entries], text)
    # ruamel.yaml indents the outermost list like the others.
    path.write_text(re.sub("^  ", "", text.getvalue(), flags=re.MULTILINE), encoding="utf-8")


def seed() -> list[Entry]:
    """The entries that come with the program."""
    return read(_shipped())


def shipped_ids() -> set[str]:
    """The ids in the shipped files, whatever else may be wrong with those."""
    return {one.name for one in _place(_shipped())[0]}


def categories() -> list[Category]:
    """The shipped categories, in the order in which citizens browse them."""
    path = _data() / "categories.yaml"
    rows, faults = _rows(path)
    if faults:
        raise BadEntry(faults)
    return [Category(row["id"], Said.model_validate(row["name"])) for row in rows]


def _shipped() -> list[Traversable]:
    shelves = [category.id for category in categories()]
    return [_data() / f"{shelf}.yaml" for shelf in (*shelves, SMALL_TALK)]


def _data() -> Traversable:
    return files("faq") / "data"


def _place(paths: Iterable[Traversable | Path]) -> tuple[list[_Placed], list[Fault]]:
    placed: list[_Placed] = []
    faults: list[Fault] = []
    for path in paths:
        rows, wrong = _rows(path)
        faults += wrong
        for number, row in enumerate(rows, 1):
            where = f"entry {number}"
            if isinstance(row, dict):
                placed.append(_Placed(str(path), where, {str(key): row[key] for key in row}))
            else:
                faults.append(Fault(str(path), where, "(entry)", "is no mapping of fields"))
    return placed, faults


def _rows(path: Traversable | Path) -> tuple[Sequence[Any], list[Fault]]:
    try:
        rows = _yaml().load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        return [], [_unread(path, f"cannot be read: {error}")]
    except YAMLError as error:
        return [], [_unread(path, f"is no YAML: {' '.join(str(error).split())}")]
    if not isinstance(rows, list):
        return [], [_unread(path, "is no list of entries")]
    return rows, []


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Fields
    return yaml


def _unread(path: Traversable | Path, message: str) -> Fault:
    return Fault(str(path), "(file)", "(file)", message)


def _doubled(placed: Iterable[_Placed]) -> list[Fault]:
    seen: dict[str, str] = {}
    faults = []
    for one in placed:
        if "id" not in one.fields:
            continue
        if one.name in seen:
            faults.append(one.fault("id", f"is also in {seen[one.name]}"))
        seen.setdefault(one.name, one.file)
    return faults


def _unfiled(placed: Iterable[_Placed]) -> list[Fault]:
    shelves = {category.id for category in categories()} | {SMALL_TALK}
    return [
        one.fault("category", f"there is no category {shelf!r}")
        for one in placed
        if isinstance(shelf := one.fields.get("category"), str) and shelf not in shelves
    ]


def _unrelated(placed: Sequence[_Placed], known: Collection[str]) -> list[Fault]:
    ids = {one.name for one in placed} | set(known)
    return [
        one.fault("related", f"there is no entry {id!r}")
        for one in placed
        if isinstance(related := one.fields.get("related"), list)
        for id in related
        if isinstance(id, str) and id not in ids
    ]


def _in_order(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as editors read them: what is asked and answered before how it is kept."""
    first = [name for name in _FIRST if name in fields]
    return {name: fields[name] for name in (*first, *(n for n in fields if n not in _FIRST))}


def _readable(value: Any) -> Any:
    """Paragraphs as blocks, not as one line with escapes."""
    if isinstance(value, dict):
        return {key: _readable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if isinstance(value, str) and "\n" in value:
        return LiteralScalarString(value)
    return value
