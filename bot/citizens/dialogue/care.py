"""Danger: the number first, one warm sentence, what to do now, and an officer who looks at once."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue import handover
from bot.citizens.dialogue.situation import Situation
from bot.model import Button, Incoming, Mood, Reply, Said, Talk, Turn
from bot.wording import WORDING
from bot.wording.care import CARE
from faq import Urgency, asks


def meet(incoming: Incoming, talk: Talk, situation: Situation, danger: Urgency) -> Turn:
    """The first cry, or another: never a queue number, office hours or an excuse."""
    talk = replace(talk, mood=Mood.danger, offered=(), misses=0)
    said = (Said(_first(talk, danger)),)
    return replace(_to_staff(incoming, talk, situation), outcome="cared", said=said)


def stay(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """Later words of somebody in danger: in the same tone, and to the same officer."""
    care = CARE[talk.language]
    words = care.still[talk.misses % len(care.still)]
    reply = Reply(words, buttons=(Button(care.safe_button, "safe"),))
    talk = replace(talk, misses=talk.misses + 1)
    turn = _to_staff(incoming, talk, situation)
    after = replace(turn.talk, misses=talk.misses)
    return replace(turn, talk=after, outcome="cared", said=(Said(reply),))


# A likely question of an office, or thanks: the person speaks of something else.
_LIKELY, _CALM_AGAIN = 0.4, 0.6


def is_over(text: str, situation: Situation) -> bool:
    """Whether somebody who was in danger asks a plain question of an office again."""
    best = situation.best
    likely = best is not None and best.score >= _LIKELY and not best.entry.canned
    calm = situation.chance("thanks", "understood", "cancel", "farewell", "status")
    return (likely and asks(text)) or calm >= _CALM_AGAIN


def safe(talk: Talk) -> Turn:
    """The danger is over: the talk goes on as any other."""
    return Turn(
        replace(talk, mood=Mood.calm, misses=0), "cared", (Said(Reply(CARE[talk.language].safe)),)
    )


def _first(talk: Talk, danger: Urgency) -> Reply:
    care, wording = CARE[talk.language], WORDING[talk.language]
    numbers = "\n".join(wording.emergency_numbers[number] for number in danger.numbers)
    steps = care.steps.get(danger.kind, "")
    said = [numbers, care.warm[danger.kind], *([steps] if steps else []), care.stay]
    return Reply(
        "\n\n".join(said), title=care.call_now, buttons=(Button(care.safe_button, "safe"),)
    )


def _to_staff(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    ticket = handover.open_ticket(incoming, situation)
    if ticket is None:
        asked = handover.new_ticket(incoming, talk, situation)
        urgent = replace(asked, urgent=True)
        return handover.opening(talk, situation, urgent, "", "cared", ())
    turn = handover.add(incoming, talk, situation)
    return replace(turn, urges=ticket.id)
