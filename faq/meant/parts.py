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
    r"\b(gi|nao|dau|khong|sao|bao nhieu|bao lau|bao gio|may|ai|chua|duoc k|the nao|o dau"
    r"|how|what|where|when|which|who|can i|do i|should i|is it)\b"
)
_SHORTEST = 3  # words of a sentence that can be a question by itself
_MOST = 4  # sentences looked at, the last ones: questions tend to come after the story

Scores = Mapping[str, float]  # the best entries of a text with their probabilities, best first


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
