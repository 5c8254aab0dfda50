"""Text that every database and every page can hold."""

from __future__ import annotations

import re

# Halves of characters, which no encoding has, and NUL, which PostgreSQL has not: nobody means them.
_BROKEN = re.compile("[\0\ud800-\udfff]")


def whole(text: str) -> str:
    """The text with a replacement character for each that is broken."""
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", text)
