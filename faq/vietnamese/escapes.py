r"""Text as a cell of a table can hold it, with escapes that give it back unchanged.

A backslash escape stands for what cells lose: \x0d and \u2028 like in Python for characters that
cannot be typed, \\ for a backslash, \n for a line end and \| for a bar where a cell holds a list.

A leading apostrophe stands before what a spreadsheet would calculate (=SUM(A1), -5, @name) or turn
into something else (2026-11 into a day, 007 into 7); it is written where a cell has no type.
"""

from __future__ import annotations

import re

# What a formula that cannot be calculated leaves in its cell.
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#SPILL!", "#VALUE!"})

# The x is that of _x000D_, as which Excel reads and writes characters that XML cannot hold.
_UNTYPABLE = re.compile(r"[\\\x00-\x08\x0b-\x1f\ufffe\uffff]|x(?=[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"\\(?:([\\|n])|x([0-9a-f]{2})|u([0-9a-f]{4}))")

_TURNED = r"""
    [=+\-@\t\r＝＋－＠]                                      # begins a formula (or does in Japan)
    | (?!(?:0|[1-9]\d{0,14})$) [\d.,(] [\d.,:/%()e\ +-]* $  # number or day, but no plain number
    | (?:true|false) $
    | (?:\d+[ /-]?)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* [ /-]? \d* $
"""
_UNSAFE = re.compile(f"'*(?:{_TURNED})", re.IGNORECASE | re.VERBOSE)
_SHIELDED = re.compile(f"'+(?:{_TURNED})", re.IGNORECASE | re.VERBOSE)


def escaped(text: str) -> str:
    """The text of a cell; see above."""
    safe = _UNTYPABLE.sub(lambda found: _code(found[0]), text)
    return _code(safe[0]) + safe[1:] if safe in ERRORS else safe


def escaped_item(text: str) -> str:
    """One line of a cell that holds a list."""
    return escaped(text).replace("\n", r"\n").replace("|", r"\|")


def unescaped(cell: str) -> str:
    return _ESCAPE.sub(_meant, cell)


def shielded(cell: str) -> str:
    """The cell for a file without types."""
    return f"'{cell}" if _UNSAFE.match(cell) else cell


def shielded_if_quoted(cell: str) -> str:
    """The cell for a file with types: only what `unshielded` would mistake."""
    return f"'{cell}" if _SHIELDED.match(cell) else cell


def unshielded(cell: str) -> str:
    return cell[1:] if _SHIELDED.match(cell) else cell


def _code(character: str) -> str:
    if character == "\\":
        return r"\\"
    return f"\\x{ord(character):02x}" if character <= "\xff" else f"\\u{ord(character):04x}"


def _meant(escape: re.Match[str]) -> str:
    if sign := escape[1]:
        return "\n" if sign == "n" else sign
    return chr(int(escape[2] or escape[3], 16))
