"""Where an error happened, in words that are safe to log and to show."""

from __future__ import annotations

import traceback
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_OURS = ("bot", "faq")
_SHOWN = 4  # frames, the innermost first


def where(error: BaseException) -> str:
    """Its kind and the lines of ours that led there; never its text, which may quote people."""
    frames = [
        f"{path.relative_to(_ROOT)}:{frame.lineno} {frame.name}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
        if (path := Path(frame.filename)).is_relative_to(_ROOT)
        and path.relative_to(_ROOT).parts[0] in _OURS
    ]
    return " < ".join([type(error).__name__, *frames[:_SHOWN]])
