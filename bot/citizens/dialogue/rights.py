"""Rights over one's personal data: always recognised, a ticket of their own kind, with a term."""

from __future__ import annotations

from datetime import timedelta

from bot.citizens.dialogue import handover, several
from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.waiting import day
from bot.model import Incoming, Reply, Said, Talk, TicketKind, Turn
from bot.wording import TALKING

RIGHTS = ("data-erase", "data-see", "data-withdraw", "data-stop")

# Decree 356/2025/NĐ-CP, in force since 1 January 2026: a request is acknowledged within 2 working
# days; withdrawing, restricting and objecting are done within 15 days; for seeing and erasing the
# shortest of the terms between 10 and 20 days is kept.
_ACKNOWLEDGED = 2
_DAYS = {"data-erase": 10, "data-see": 10, "data-withdraw": 15, "data-stop": 15}


def among_others(incoming: Incoming, talk: Talk, situation: Situation) -> Turn | None:
    """A right claimed beside other questions: recorded first, the others wait and are not lost."""
    claimed = [asked for asked in situation.several if asked.wish in RIGHTS]
    if not claimed:
        return None
    turn = claim(incoming, talk, situation, claimed[0].wish)
    others = tuple(asked.text for asked in situation.several if asked not in claimed)
    return several.with_open(turn, others)


def claim(incoming: Incoming, talk: Talk, situation: Situation, right: str) -> Turn:
    """Record the request, or say that it is recorded already."""
    ticket, talking = situation.ticket, TALKING[talk.language]
    if ticket is not None and ticket.kind is TicketKind.data and handover.is_pending(ticket):
        words = talking.rights_again.format(code=ticket.code)
        return Turn(
            talk,
            "rights",
            (Said(Reply(words, buttons=handover.ways(talk, ticket))),),
            attach=(situation.message,),
            ticket=ticket.id,
            wakes=True,
        )
    acknowledged = situation.hours.after_workdays(incoming.at, _ACKNOWLEDGED)
    term = incoming.at + timedelta(days=_DAYS[right])
    asked = handover.new_ticket(incoming, talk, situation, TicketKind.data, term)
    words = talking.rights[right].format(code=asked.code, ack=day(acknowledged), term=day(term))
    return handover.opening(talk, situation, asked, words, "rights", handover.ways(talk, asked))
