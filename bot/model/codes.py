"""The code of a ticket, made to be read out on the phone: BN-7K3F-2."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

# 23 characters, none of which looks or sounds like another: no 0 O, 1 I L, 8 B, 5 S, 2 Z, U V Y.
ALPHABET = "2345679ACDEFGHJKMNPQRTX"

# Weighted sums modulo a prime catch every wrong character and every two that changed places.
_PRIME = len(ALPHABET)


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a text; `right` is False when its check character does not fit."""

    code: str
    right: bool


def new(prefix: str, length: int = 4) -> str:
    """A random code: prefix, `length` characters with a digit among them, check character."""
    body = ""
    while not any(map(str.isdigit, body)):  # so that no word after "bn" is taken for a code
        body = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return f"{prefix}-{body}-{_check(body)}"


def find(text: str, prefix: str) -> Found | None:
    """The first code in a text, however it is spaced or cased."""
    body = rf"(?=[A-Z]*\d)[{ALPHABET}]{{4,7}}"
    pattern = rf"(?<!\w){re.escape(prefix)}[\s.-]*({body})[\s.-]*([{ALPHABET}])(?!\w)"
    match = re.search(pattern, text, re.IGNORECASE)
    if match is None:
        return _misspelt(text, prefix)
    characters, check = match[1].upper(), match[2].upper()
    return Found(f"{prefix}-{characters}-{check}", _check(characters) == check)


def _misspelt(text: str, prefix: str) -> Found | None:
    """What looks like a code at a glance: a character is missing, or one that codes do not have."""
    mixed = r"(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{4,8}(?:-[A-Z\d])?"
    match = re.search(
        rf"(?<!\w){re.escape(prefix)}-{mixed}(?![\w-])", text, re.ASCII | re.IGNORECASE
    )
    return Found(match[0].upper(), False) if match else None


def _check(body: str) -> str:
    weighted = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, 2))
    return ALPHABET[weighted % _PRIME]
