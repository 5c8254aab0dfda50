"""The store's SQL as PostgreSQL reads it: arguments by number instead of by name."""

from __future__ import annotations

import re
from functools import lru_cache

# Strings, quoted names, comments and casts come first: what looks like ours inside them stays.
_OURS = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | ::
    | :(?P<name>[A-Za-z_]\w*) | \b(?P<real>REAL)\b""",
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=1024)
def numbered(sql: str) -> tuple[str, tuple[str, ...]]:
    """The text with `$1`, `$2` … for `:name`, and the names in that order.

    SQLite's REAL has eight bytes, PostgreSQL's has four: it becomes DOUBLE PRECISION.
    """
    numbers: dict[str, int] = {}

    def written(found: re.Match[str]) -> str:
        if found["real"]:
            return "DOUBLE PRECISION"
        if found["name"] is None:
            return found[0]
        return f"${numbers.setdefault(found['name'], len(numbers) + 1)}"

    return _OURS.sub(written, sql), tuple(numbers)
