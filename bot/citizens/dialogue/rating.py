"""The citizen's word on the answer of a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.citizens.dialogue.situation import Situation
from bot.model import Button, Incoming, Rating, Reply, Said, Talk, TicketStatus, Turn
from bot.wording import WORDING
from faq import asks

_LONGEST_COMMENT = 1000
_LOW = 2
_CONTENT = 4
_COMMENTED_WITHIN = timedelta(hours=1)
# What tells only what somebody thinks; a wish of any other kind is met as such.
_REMARKS = ("abuse", "bot-complaint", "complaint", "small-talk", "question", "wrong", "unclear")
_SURELY = 0.6


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


def is_comment(incoming: Incoming, talk: Talk, situation: Situation) -> bool:
    """Whether what is typed right after the stars is a remark on them, and no question."""
    if talk.rated is None or _is_late(incoming, situation):
        return False
    if situation.urgency or situation.part or asks(incoming.text):
        return False
    best = situation.best
    if best is not None and best.score >= situation.sure and not best.entry.canned:
        return False
    wish = situation.wishes[0] if situation.wishes else None
    return wish is None or wish.id in _REMARKS or wish.score < _SURELY


def _is_late(incoming: Incoming, situation: Situation) -> bool:
    closed = situation.ticket.closed_at if situation.ticket else None
    return closed is not None and incoming.at - closed > _COMMENTED_WITHIN


def comment(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    wording = WORDING[talk.language]
    rating = Rating(ticket=talk.rated, comment=incoming.text[:_LONGEST_COMMENT])
    # Should it have been a question after all, this hands it to a person.
    button = Button(wording.person_button, "person")
    said = (Said(Reply(wording.comment_thanks, buttons=(button,))),)
    attach = (situation.message,)
    settled = replace(talk, rated=None, asked=incoming.text, asked_in=attach)
    return Turn(settled, "rated", said, rating=rating, attach=attach, ticket=talk.rated)


def _stars(choice: str) -> int | None:
    number = choice.rpartition(":")[2]
    return int(number) if number in ("1", "2", "3", "4", "5") else None
