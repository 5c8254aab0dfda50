"""Entries from and to YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from faq.entry import Entry, Fault
from faq.exchange.placed import BadFile, Found, Placed

_FIRST = ("id", "category", "status", "canned", "urgent", "question", "answer", "dated", "parts")


class _Fields(SafeConstructor):
    """Leaves a day that does not exist as text: it is a fault of its field, not of the file."""

    def construct_day(self, node: ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Fields.add_constructor("tag:yaml.org,2002:timestamp", _Fields.construct_day)


def rows(content: bytes) -> list[Any]:
    """The items of a file that is one list."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Fields
    try:
        found = yaml.load(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadFile(f"cannot be read: {error}") from error
    except YAMLError as error:
        raise BadFile(f"is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(found, list):
        raise BadFile("is no list of entries")
    return found


def place(content: bytes, file: str) -> Found:
    """The fields of every entry of a file, unchecked."""
    placed: list[Placed] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows(content), 1):
        where = f"entry {number}"
        if isinstance(row, dict):
            placed.append(Placed(file, where, {str(key): row[key] for key in row}))
        else:
            faults.append(Fault(file, where, "(entry)", "is no mapping of fields"))
    return placed, faults


def content(entries: Iterable[Entry]) -> bytes:
    """A file that `place` gives back unchanged."""
    yaml = YAML(pure=True)
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump([_readable(_in_order(entry.to_dict())) for entry in entries], text)
    # ruamel.yaml indents the outermost list like the others.
    return re.sub("^  ", "", text.getvalue(), flags=re.MULTILINE).encode()


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
    if not isinstance(value, str):
        return value
    # Only quotes have escapes: a block, or a bare text, loses what cannot be printed.
    if not value.replace("\n", "").isprintable():
        return DoubleQuotedScalarString(value)
    return LiteralScalarString(value) if "\n" in value else value
