"""What a message leads to while a ticket is open."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue import asking, handover
from bot.citizens.dialogue.situation import Situation
from bot.model import Button, Incoming, Reply, Said, Talk, Turn
from bot.wording import WORDING


def within_ticket(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A message while a ticket is open: small talk, perhaps a new question, or for staff."""
    assert situation.ticket is not None
    best = situation.matches[0] if situation.matches else None
    if best is None or best.score < situation.sure:
        return _of_the_answer(incoming, talk, situation) or handover.add(incoming, talk, situation)
    if best.entry.canned:
        turn = asking.canned(incoming, talk, situation, best.entry)
        attach = tuple(dict.fromkeys((*turn.attach, situation.message)))
        return replace(turn, attach=attach, ticket=situation.ticket.id)
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
    undecided = (*talk.undecided, situation.message)
    talk = replace(talk, asked=incoming.text, asked_in=(situation.message,), undecided=undecided)
    return Turn(talk, "which", (Said(reply),))


def _of_the_answer(incoming: Incoming, talk: Talk, situation: Situation) -> Turn | None:
    """A follow-up of the answer that the bot gave while staff have not answered yet."""
    about = situation.servable(talk.answered) if talk.answered else None
    if about is None or situation.part is None or not handover.is_pending(situation.ticket):
        return None
    asked = replace(talk, asked=incoming.text, asked_in=(situation.message,))
    return asking.follow_up(asked, situation, about, situation.part)
