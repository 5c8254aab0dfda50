"""Danger by its kind, for what is recognised otherwise than by phrases."""

from __future__ import annotations

from typing import cast

from faq.meant.alarm import alarms
from faq.meant.urgent import Kind, Urgency

# The wishes that are dangers, under the names of the kinds in data/urgent.yaml.
DANGERS = ("fire", "rescue", "ambulance", "crime", "child", "self-harm", "scam")


def danger(kind: str) -> Urgency:
    """The numbers to call in a danger of this kind; KeyError of an unknown one."""
    numbers = {alarm.kind: alarm.numbers for alarm in alarms().alarms}[kind]
    return Urgency(cast(Kind, kind), numbers)
