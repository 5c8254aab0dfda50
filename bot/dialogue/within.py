"""What a message leads to while a ticket is open."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import asking, handover
from bot.dialogue.situation import Situation
from bot.model import Button, Incoming, Reply, Said, Talk, Turn
from bot.wording import WORDING


def within_ticket(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A message while a ticket is open: small talk, perhaps a new question, or for staff."""
    assert situation.ticket is not None
    best = situation.matches[0] if situation.matches else None
    if best is None or best.score < situation.sure:
        return handover.add(incoming, talk, situation)
    if best.entry.canned:
        turn = asking.canned(incoming, talk, situation, best.entry)
        return replace(turn, attach=(situation.message,), ticket=situation.ticket.id)
    if situation.servable(best.entry.id) is None:
        return handover.add(incoming, talk, situation)
    wording = WORDING[talk.language]
    code = situation.ticket.code
    reply = Reply(
        wording.which.format(code=code),
        buttons=(
            Button(best.entry.question.in_(talk.language), f"ask:{best.entry.id}"),
            Button(wording.to_ticket_button.format(code=code), "ticket"),
        ),
    )
    asked = replace(talk, asked=incoming.text, undecided=(*talk.undecided, situation.message))
    return Turn(asked, "which", (Said(reply),))
