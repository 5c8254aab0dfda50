"""The dialogue with a citizen: pure decisions, no await, no clock, no store."""

from bot.dialogue.situation import Situation, Wait
from bot.dialogue.turn import apologise, take_turn

__all__ = ["Situation", "Wait", "apologise", "take_turn"]
