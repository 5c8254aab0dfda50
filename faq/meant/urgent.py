"""Words of danger, for which a number to call comes before everything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from faq.meant.alarm import alarms
from faq.vietnamese.text import words

Kind = Literal[
    "fire",
    "rescue",
    "ambulance",
    "crime",
    "child",
    "self-harm",
    "poison",
    "lost-child",
    "scam",
]
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Urgency:
    """What danger a message speaks of, with the numbers to call, the first one first."""

    kind: Kind
    numbers: tuple[str, ...]


def urgent(text: str) -> Urgency | None:
    """The danger that a message speaks of, however it was typed; None where it speaks of none."""
    known = alarms()
    message = known.cleared(words(text[:_LONGEST], polite=True))
    tone = known.tone(message)
    found = next((alarm for alarm in known.alarms if alarm.rings(message, tone)), None)
    return Urgency(cast(Kind, found.kind), found.numbers) if found else None
