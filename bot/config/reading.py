"""Reads the settings from the environment and one TOML file; a wrong one is refused by name."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.settings import PREFIX, SETTINGS, Settings, groups
from bot.errors import SettingsError

FILE = "danhoi.toml"


@dataclass(frozen=True)
class _Line:
    """A line of the file: how the name is written there, whose name it is (None: nobody's)."""

    written: str
    name: str | None
    value: Any


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the file named by DANHOI_CONFIG (or danhoi.toml, if it is there) and the environment.

    Raises SettingsError that names every wrong setting, as it was written, and says why.
    """
    named = environment.get(f"{PREFIX}CONFIG")
    path = Path(named or FILE)
    lines = list(_lines(_read(path, required=named is not None)))
    faults = [f"{path}: {fault}" for fault in [*_nobodys(lines), *_twice(lines)]]
    written = {line.name: f"{path}: {line.written}" for line in lines if line.name}
    try:
        settings = Settings(**{line.name: line.value for line in lines if line.name})
    except ValidationError as error:
        faults += [_fault(fault, written) for fault in error.errors()]
        raise SettingsError("\n".join(faults)) from error
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def unknown(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Variables that look like settings of ours but are none: most likely misspelt."""
    known = {setting.variable for setting in SETTINGS.values()} | {f"{PREFIX}CONFIG"}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def _read(path: Path, required: bool) -> dict[str, Any]:
    if not required and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}") from error


def _lines(document: Mapping[str, Any]) -> Iterator[_Line]:
    """Everything the file sets, flat or in a group."""
    for name, value in document.items():
        if name in groups() and isinstance(value, dict):
            yield from _grouped(name, value)
        else:
            yield _Line(name, name if name in SETTINGS else None, value)


def _grouped(group: str, values: Mapping[str, Any]) -> Iterator[_Line]:
    names = {setting.key: setting.name for setting in SETTINGS.values() if setting.group == group}
    for key, value in values.items():
        yield _Line(f"[{group}] {key}", names.get(key), value)


def _nobodys(lines: Sequence[_Line]) -> Iterator[str]:
    for line in lines:
        if line.name is None and isinstance(line.value, dict):
            yield f"[{line.written}]: there is no such group (there are {', '.join(groups())})"
        elif line.name is None:
            yield f"{line.written}: there is no such setting"


def _twice(lines: Sequence[_Line]) -> Iterator[str]:
    for name in SETTINGS:
        ways = [line.written for line in lines if line.name == name]
        if len(ways) > 1:
            yield f"{' and '.join(ways)} are the same setting: keep one of them"


def _fault(fault: Any, written: Mapping[str, str]) -> str:
    reason = str(fault["msg"]).removeprefix("Value error, ")
    if not fault["loc"]:  # several settings do not go together: the reason names them
        return reason
    name, *within = (str(step) for step in fault["loc"])
    # What looks like a secret may stand in the wrong place: only plain values are shown.
    plain = re.fullmatch(r"[\w./-]{1,30}", str(fault["input"])) and not SETTINGS[name].secret
    shown = f"{fault['input']!r}: " if plain else ""
    return f"{'.'.join([_written(name, written), *within])}: {shown}{reason}"


def _written(name: str, in_file: Mapping[str, str]) -> str:
    """The name as the person wrote it whose value counts: the environment outranks the file."""
    variable = SETTINGS[name].variable
    in_environment = any(found.upper() == variable for found in os.environ)
    return variable if in_environment else in_file.get(name, variable)
