"""Writes the tables of docs/settings.md: `python -m tests.settings_page`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from bot.config.settings import SETTINGS, Setting, Settings, groups

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"

# Above it the page is written by hand.
_MARK = "<!-- made by `python -m tests.settings_page` from bot/config/groups.py -->\n"


def page() -> str:
    """The page as it should be, with the settings as they are now."""
    introduction = PAGE.read_text("utf-8").partition(_MARK)[0]
    tables = (line for group in groups() for line in _table(group))
    return "\n".join([f"{introduction}{_MARK}", *tables])


def _table(group: str) -> Iterator[str]:
    yield f"## `[{group}]`\n"
    yield f"{groups()[group].__doc__}\n"
    yield f"| variable | in the file, under `[{group}]` | default | what |"
    yield "|---|---|---|---|"
    for setting in SETTINGS.values():
        if setting.group == group:
            yield _row(setting, Settings.model_fields[setting.name])
    yield ""


def _row(setting: Setting, field: FieldInfo) -> str:
    default = _default(field.default)
    return f"| `{setting.variable}` | `{setting.key}` | {default} | {field.description} |"


def _default(value: Any) -> str:
    if value is None:
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
