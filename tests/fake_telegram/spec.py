"""Checks calls against the extract of the Bot API's specification."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aiohttp.web import FileField

from tests.fake_telegram.refusal import Refusal, bad

_SPEC = json.loads(
    (Path(__file__).parent.parent / "payloads" / "telegram" / "bot_api.json").read_text("utf-8")
)
_BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}


def checked(method: str, given: dict[str, Any]) -> dict[str, Any]:
    """The parameters as typed values; Refusal for an unknown method or a wrong parameter."""
    fields = _SPEC["methods"].get(method)
    if fields is None:
        raise Refusal(404, "Not Found: method not found")
    return _object(method, fields, given)


def _object(name: str, fields: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    unknown = sorted(given.keys() - fields.keys())
    if unknown:
        raise bad(f"{name} has no parameter {unknown[0]}")
    for field, rule in fields.items():
        if rule.get("required") and given.get(field) in (None, ""):
            raise bad(f"parameter {field} of {name} is required")
    return {
        field: _value(f"{name}.{field}", fields[field]["types"], value)
        for field, value in given.items()
    }


def _value(where: str, types: list[str], value: Any) -> Any:
    for type in types:
        try:
            return _as(where, type, value)
        except (ValueError, TypeError, KeyError):
            continue
    raise bad(f"{where} is not {' or '.join(types)}")


def _as(where: str, type: str, value: Any) -> Any:
    match type:
        case "Integer":
            return _integer(value)
        case "String":
            return _of(str, value)
        case "Boolean":
            return value if isinstance(value, bool) else _BOOLEANS[value]
        case "InputFile":
            return _of(FileField, value)
    structure = json.loads(value) if isinstance(value, str) else value
    if type.startswith("Array of "):
        return [_as(where, type.removeprefix("Array of "), item) for item in _of(list, structure)]
    return _object(where, _SPEC["types"][type], _of(dict, structure))


def _integer(value: Any) -> int:
    if isinstance(value, bool | float):
        raise TypeError
    return int(value)


def _of(type: type[Any], value: Any) -> Any:
    if not isinstance(value, type):
        raise TypeError
    return value
