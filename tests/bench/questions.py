"""What the crowds of the benches ask, on the shipped entries."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import cycle, islice

from faq import fold, seed
from faq.vietnamese.noise import bare, noised


def repeated(count: int) -> list[str]:
    """What many people ask: a hundred questions, as they stand in the bank or without marks."""
    lines = [entry.question.vi for entry in seed() if not entry.canned][:100]
    asked = [text for line in lines for text in (line, bare(line))]
    return list(islice(cycle(asked), count))


def apart(count: int) -> list[str]:
    """What others than the bank's authors wrote: 600 questions, and 300 that nobody answers."""
    text = (files("faq") / "data" / "exam-apart.jsonl").read_text("utf-8")
    return [json.loads(line)["q"] for line in text.splitlines()][:count]


def different(count: int) -> list[str]:
    """Questions of the bank as hurried citizens type them, no two alike and none as it stands."""
    lines = [
        line
        for entry in seed()
        if not entry.canned
        for line in entry.questions()
        if len(line.split()) >= 5
    ]
    known = {fold(line) for line in lines}
    typed = dict.fromkeys(noised(line, number) for number in range(3) for line in lines)
    new = [text for text in typed if fold(text) not in known]
    return new[:: max(1, len(new) // count)][:count]
