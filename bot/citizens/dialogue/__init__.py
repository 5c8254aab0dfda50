"""The dialogue with a citizen: pure decisions, no await, no clock, no store."""

from bot.citizens.dialogue.situation import Asked, Handover, Situation
from bot.citizens.dialogue.turn import apologise, take_turn

__all__ = ["Asked", "Handover", "Situation", "apologise", "take_turn"]
