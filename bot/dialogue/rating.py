"""The citizen's word on the answer of a person."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue.situation import Situation
from bot.model import Button, Incoming, Rating, Reply, Said, Talk, TicketStatus, Turn
from bot.wording import WORDING

_LONGEST_COMMENT = 1000
_LOW = 2
_CONTENT = 4


def rate(incoming: Incoming, talk: Talk, situation: Situation, choice: str) -> Turn:
    """Stars for a ticket of one's own; a content citizen's ticket is closed with that."""
    wording = WORDING[talk.language]
    ticket, stars = situation.named, _stars(choice)
    if ticket is None or ticket.address != talk.address or stars is None:
        return Turn(talk, "stale", (Said(Reply(wording.stale)),))
    low = Button(wording.reopen_button, f"reopen:{ticket.code}")
    reply = Reply(wording.rated_low, buttons=(low,)) if stars <= _LOW else Reply(wording.rated)
    content = stars >= _CONTENT and ticket.status is TicketStatus.answered
    return Turn(
        replace(talk, rated=ticket.id),
        "rated",
        (Said(reply),),
        rating=Rating(ticket=ticket.id, stars=stars),
        closes=ticket.id if content else None,
    )


def is_comment(talk: Talk, situation: Situation) -> bool:
    """Whether what is typed right after the stars is about them, and no new question."""
    if talk.rated is None:
        return False
    best = situation.matches[0] if situation.matches else None
    return best is None or best.score < situation.likely or best.entry.canned


def comment(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    wording = WORDING[talk.language]
    rating = Rating(ticket=talk.rated, comment=incoming.text[:_LONGEST_COMMENT])
    said = (Said(Reply(wording.comment_thanks)),)
    attach = (situation.message,)
    settled = replace(talk, rated=None)
    return Turn(settled, "rated", said, rating=rating, attach=attach, ticket=talk.rated)


def _stars(choice: str) -> int | None:
    number = choice.rpartition(":")[2]
    return int(number) if number in ("1", "2", "3", "4", "5") else None
