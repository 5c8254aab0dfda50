"""Messages that ask two things at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from faq.vietnamese.spelling import spelling
from faq.vietnamese.text import fold

_END = re.compile(r"(?<=[.?!;\n])\s+|\n")
# What begins another question in the same breath.
_BREATH = re.compile(
    r"\b(?:với lại|voi lai|ngoài ra|ngoai ra|tiện thể|tien the|nhân tiện|nhan tien|đồng thời"
    r"|dong thoi|à mà|còn nữa|con nua|một việc nữa|mot viec nua|câu nữa|cau nua"
    r"|also|another question|by the way)\b",
    re.IGNORECASE,
)
# On folded text, since few citizens type question marks.
_ASKS = re.compile(
    r"\b(gi|nao|dau|sao|bao nhieu|bao lau|bao gio|the nao|o dau|duoc k|ra sao"
    r"|man rang|lam rang|o mo|cho mo|lam chi|la chi|rang ri|can chi"
    r"|may (tien|ngay|gio|lan|tuoi|nam|thang|tuan|hom|muc|bua|dong|cai|loai)"
    r"|how|what|where|when|which|who|can i|do i|should i|is it|is there|are there|may i)\b"
    # "không" asks at the end only, or behind "có"; "không ai" asks nothing.
    r"|(?<!khong )(?<!chang )(?<!chua )(?<!co )\bai\b|\bco\b.*\b(khong|chua)\b|\b(khong|chua)$"
)
_SHORTEST = 3  # words of a sentence that can be a question by itself
_MOST = 4  # sentences looked at, the last ones: questions tend to come after the story

Scores = Mapping[str, float]  # the best entries of a text with their probabilities, best first


# What begins an item of a list: "1) …", "2. …", "- …", "câu 1: …", "thứ nhất …".
_ITEM = re.compile(
    r"(?:^|(?<=[\s,;.:]))(?:(?:câu|cau|việc|viec|ý)\s*)?(?:[1-9]\s*[).:/]|[-–•*+])\s+"
    r"|(?:^|(?<=[\s,;.:]))(?:thứ|thu)\s+(?:nhất|nhat|hai|ba|tư|tu)\s*(?:là|la|[,:])?\s+",
    re.IGNORECASE,
)
# May join two matters in one breath; whether it does is told by what the sides mean.
_JOINT = re.compile(
    r"\s*(?:[?!.;\n]+|,\s*(?:và|va|rồi|roi|còn|con)?\s"
    r"|\b(?:với lại|voi lai|vs lại|vs lai|với cả|voi ca"
    r"|rồi thì|roi thi"
    r"|thế còn|the con|ngoài ra|ngoai ra|tiện thể|tien the|nhân tiện|nhan tien|và|va|rồi|roi"
    r"|cùng với"
    r"|and|also|plus)\b)\s*",
    re.IGNORECASE,
)
_LONG = 8  # words from which a message may ask two things


def asks(text: str) -> bool:
    """Whether a text asks something, by its words or its sign."""
    return "?" in text or _ASKS.search(fold(text)) is not None


def has_matter(text: str) -> bool:
    """Whether a text names what it is about, besides polite and asking words."""
    return bool(spelling().matters(fold(text).split()))


def questions(text: str) -> list[str]:
    """What may be several matters of one message, one by one; none where it has one only."""
    items = [item.strip(" ,;.") for item in _ITEM.split(text)]
    listed = [item for item in items if _is_matter(item)]
    if len(_ITEM.findall(text)) > 1 and len(listed) > 1:
        return listed[:_MOST]
    if len(text.split()) < _LONG:
        return []
    sides = [side.strip() for side in _JOINT.split(text)]
    matters = [side for side in sides if _is_matter(side)]
    return matters[:_MOST] if len(matters) > 1 else []


def _is_matter(item: str) -> bool:
    return len(item.split()) > 1 and has_matter(item)


def parts(text: str) -> list[str]:
    """The sentences of a message that ask something; none where only one does."""
    sentences = [part for line in _END.split(text) for part in _BREATH.split(line)]
    asking = [part.strip() for part in sentences if _asks(part)]
    return asking[-_MOST:] if len(asking) > 1 else []


def together(whole: Scores, of_parts: Sequence[Scores], sure: float) -> dict[str, float]:
    """What a message means, once its questions were looked at one by one.

    Where two of them surely mean different entries the citizen is asked which: both come first,
    neither of them sure.
    """
    alone: dict[str, float] = {}
    for scores in of_parts:
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= sure:
            alone[best] = max(scores[best], alone.get(best, 0.0))
    if len(alone) < 2:
        return dict(whole)
    doubted = sure - 0.01
    asked = {id: min(score, doubted) for id, score in alone.items()}
    rest = {id: min(score, doubted) for id, score in whole.items() if id not in asked}
    return dict(sorted((asked | rest).items(), key=lambda pair: -pair[1]))


def _asks(part: str) -> bool:
    folded = fold(part)
    said = folded.split()
    telling = len(said) >= _SHORTEST and bool(spelling().matters(said))
    return telling and ("?" in part or _ASKS.search(folded) is not None)
