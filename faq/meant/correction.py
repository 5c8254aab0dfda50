"""Somebody puts right what we understood: "không, ý tôi là …"."""

from __future__ import annotations

import re

# As typed, since what is meant after all is searched as it is typed.
_NOT = r"(?:(?:dạ|da|à|ơ|ô|ủa)\s+)?(?:không|khong|ko|k|hông|hổng|nhầm|nham|sai|no|not that|sorry)\b"
_NOT_IT = r"(?:\s+(?:phải|phai|đúng|dung|rồi|roi|cái đó|cai do|cái này|cai nay|đâu|dau))*[\s,.!…-]*"
_WHO = r"(?:tôi|toi|em|mình|minh|mik|anh|chị|chi|cháu|chau|con|bác|bac|cô|co|tui|tớ)"
_MEANS = (
    rf"(?:ý\s+(?:của\s+)?{_WHO}\s+(?:là|muốn\s+hỏi|muốn)\b|y\s+{_WHO}\s+la\b"
    r"|i\s+(?:mean|meant)\b)"
)
_ASKS = (
    rf"(?:{_WHO}\s+(?:đang\s+|dang\s+|muốn\s+|muon\s+)?(?:hỏi|hoi|cần|can)\b"
    r"|i\s+(?:was\s+asking|am\s+asking|asked|want\s+to\s+know)\b)"
)
_THAT = r"\s*(?:(?:là|la|về|ve|about)\b|:|,)?\s*"
_CORRECTS = re.compile(
    rf"^\s*(?:(?:{_NOT}{_NOT_IT})?(?:à\s+|mà\s+)?{_MEANS}|{_NOT}{_NOT_IT}{_ASKS}){_THAT}",
    re.IGNORECASE,
)
_FEWEST = 2  # words that can be a matter


def corrected(text: str) -> str | None:
    """What somebody means after all; None where nothing is put right."""
    found = _CORRECTS.match(text)
    rest = text[found.end() :].strip(" ,.:") if found else ""
    return rest if len(rest.split()) >= _FEWEST else None
