"""The dialogue with a citizen: pure decisions, no await, no clock, no store."""

from bot.citizens.dialogue.situation import Situation, Wait
from bot.citizens.dialogue.turn import apologise, take_turn

__all__ = ["Situation", "Wait", "apologise", "take_turn"]
