"""What a message without an answer is: for an office, for nobody, or not to be told."""

from __future__ import annotations

import re
from typing import Literal

from bot.citizens.dialogue.situation import Situation
from faq import asks, fold, has_matter

Verdict = Literal["office", "junk", "between"]

# Wishes that are no matter of an office, whatever they say.
JUNK = ("small-talk", "weather", "market", "trivia", "noise", "test", "abuse", "bot-complaint")

# Junk in the queue costs an officer a minute, asking back costs a citizen ten seconds: measured by
# `python -m tests.talks.queue` (docs/talking.md).
_OFFICE, _JUNK = 0.5, 0.5
# A wish to an office, said as a statement.
_REQUESTS = re.compile(
    r"\b(muon|can|xin|de nghi|nho) (duoc |phai |di )?(xin|lam|hoi|dang ky|xac nhan|cap|"
    r"nop|doi|mua|thue|xet|"
    r"giai quyet|kiem tra|xem xet|ban|xay|sua|mo|tach|chuyen|nhan|huong|khieu nai|to cao|gap)\b"
    r"|\b(i want to|i need to|i would like to|please)\b"
)
_REQUEST = 5  # words
_PLAINLY = 0.8
_STORY = 8  # words from which a message without a question says enough


def verdict(text: str, situation: Situation) -> Verdict:
    """Judge a message that no entry answers."""
    if situation.chance(*JUNK) >= _JUNK or not any(letter.isalnum() for letter in text):
        return "junk"
    words = len(text.split())
    office = situation.chance("question", "report", "complaint")
    requests = words >= _REQUEST and _REQUESTS.search(fold(text)) is not None
    told = office >= _PLAINLY and words >= _STORY
    if office >= _OFFICE and has_matter(text) and (asks(text) or requests or told):
        return "office"
    return "between"


def is_fragment(text: str) -> bool:
    """Whether a message may be a first line, by itself no question."""
    return len(text.split()) < _STORY and not asks(text)
