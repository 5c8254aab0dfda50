"""The way to a person: new tickets, what is added to them, how they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.citizens.dialogue.situation import Situation, Wait
from bot.model import Button, Incoming, Kind, Reply, Said, Talk, Ticket, TicketStatus, Turn
from bot.wording import WORDING
from faq import Language

# After that long an answered ticket no longer draws the person's messages to itself.
_ANSWER_RESTS = timedelta(days=3)

_QUESTION_LENGTH = 4096
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def open_ticket(incoming: Incoming, situation: Situation) -> Ticket | None:
    """The ticket to which this person's messages belong at the moment."""
    ticket = situation.ticket
    if ticket is None or ticket.status is TicketStatus.closed:
        return None
    answered = ticket.status is TicketStatus.answered and ticket.answered_at
    return None if answered and incoming.at - answered > _ANSWER_RESTS else ticket


def is_pending(ticket: Ticket | None) -> bool:
    """Whether staff have that ticket, and have not answered it yet."""
    return ticket is not None and ticket.status in (TicketStatus.waiting, TicketStatus.claimed)


def forward(incoming: Incoming, talk: Talk, situation: Situation, why: str) -> Turn:
    """Hand the question to staff: into the open ticket, or as a new one."""
    if open_ticket(incoming, situation):
        return add(incoming, talk, situation)
    wording = WORDING[talk.language]
    why = "" if situation.urgency else why  # who is in danger needs no excuses
    ticket = _new_ticket(incoming, talk, situation)
    waiting = _waiting(situation.wait, talk.language)
    words = wording.forwarded.format(code=ticket.code, wait=waiting)
    reply = Reply(
        f"{why}\n\n{words}" if why else words, buttons=(Button(wording.status_button, "status"),)
    )
    attach = tuple(dict.fromkeys((*talk.asked_in, *talk.undecided, situation.message)))
    return Turn(
        _settled(talk, ticket.id),
        "forwarded",
        (Said(reply),),
        opens=ticket,
        attach=attach,
        ticket=ticket.id,
    )


def add(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """Put the message, and what waited for a decision, into the open ticket."""
    assert situation.ticket is not None
    wording = WORDING[talk.language]
    words = wording.added_kind.get(incoming.kind, wording.added)
    pressed = incoming.choice is not None
    asked_in = talk.asked_in if pressed else ()  # a button speaks of the question before it
    attach = tuple(dict.fromkeys((*asked_in, *talk.undecided, situation.message)))
    return Turn(
        _settled(talk, situation.ticket.id),
        "to-ticket",
        (Said(Reply(words.format(code=situation.ticket.code))),),
        attach=attach,
        ticket=situation.ticket.id,
        wakes=True,
    )


def to_ticket(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """The person decided: what waited goes to staff."""
    if not talk.undecided:
        return stale(incoming, talk, situation)
    return forward(incoming, talk, situation, "")


def none_of_these(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    if not talk.offered:
        return stale(incoming, talk, situation)
    return forward(incoming, talk, situation, WORDING[talk.language].no_answer_yet)


def stale(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A button pressed too late or twice: nobody types again what staff have already."""
    ticket = situation.ticket
    if ticket is not None and is_pending(ticket):
        return in_hand(talk, situation, ticket)
    return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].stale)),))


def person(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """The person asked for a person."""
    ticket = open_ticket(incoming, situation)
    if ticket is None:
        return forward(incoming, talk, situation, WORDING[talk.language].person_asked)
    # A question beside the ticket: not decided yet, or answered in vain.
    if talk.undecided or (incoming.choice is not None and talk.answered and talk.asked_in):
        return add(incoming, talk, situation)
    return once_more(talk, situation, ticket)


def once_more(talk: Talk, situation: Situation, ticket: Ticket) -> Turn:
    """Staff are wanted for a ticket that they have, or have answered."""
    if not is_pending(ticket):
        said = (Said(Reply(WORDING[talk.language].reopened.format(code=ticket.code))),)
        return Turn(
            _settled(talk, ticket.id),
            "to-ticket",
            said,
            attach=(situation.message,),
            ticket=ticket.id,
            reopens=ticket.id,
        )
    return in_hand(talk, situation, ticket)


def in_hand(talk: Talk, situation: Situation, ticket: Ticket) -> Turn:
    """Staff have the question already: nothing more is needed."""
    words = WORDING[talk.language].already_open.format(code=ticket.code)
    reply = Reply(words, buttons=(Button(WORDING[talk.language].status_button, "status"),))
    return Turn(talk, "status", (Said(reply),), attach=(situation.message,), ticket=ticket.id)


def unreadable(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A message without words: for staff where a ticket is open, else a choice."""
    wording = WORDING[talk.language]
    if incoming.too_large:
        return Turn(talk, "unreadable", (Said(Reply(wording.too_large)),))
    if open_ticket(incoming, situation):
        return add(incoming, talk, situation)
    words = wording.unreadable.get(incoming.kind, wording.unreadable["other"])
    if incoming.kind in (Kind.sticker, Kind.other):
        return Turn(talk, "unreadable", (Said(Reply(words)),))
    reply = Reply(words, buttons=(Button(wording.person_button, "ticket"),))
    talk = replace(talk, undecided=(*talk.undecided, situation.message))
    return Turn(talk, "unreadable", (Said(reply),))


def reopen(talk: Talk, situation: Situation) -> Turn:
    """The person is not content with the answer: the ticket goes back to the queue."""
    wording = WORDING[talk.language]
    ticket = situation.named
    if ticket is None or ticket.address != talk.address:
        return Turn(talk, "stale", (Said(Reply(wording.stale)),))
    said = (Said(Reply(wording.reopened.format(code=ticket.code))),)
    if is_pending(ticket):
        said = (Said(Reply(wording.already_open.format(code=ticket.code))),)
        return Turn(_settled(talk, ticket.id), "status", said)
    return Turn(_settled(talk, ticket.id), "to-ticket", said, reopens=ticket.id)


def status(talk: Talk, situation: Situation) -> Turn:
    """How a ticket stands; anybody who has the code may know that, and no more."""
    wording = WORDING[talk.language]
    ticket, code = situation.named, situation.code
    if code is not None and not code.right:
        return _stands(talk, wording.status_wrong_code.format(code=code.code))
    if code is not None and ticket is None:
        return _stands(talk, wording.status_unknown_code.format(code=code.code))
    if ticket is None:
        return _stands(talk, f"{wording.no_ticket}\n{wording.status_question}")
    since = ticket.created_at.astimezone(_VIETNAM).strftime("%H:%M %d/%m/%Y")
    words = wording.status_line.format(
        code=ticket.code, state=wording.states[ticket.status], since=since
    )
    mine = ticket.address == talk.address and ticket.status is TicketStatus.waiting
    # How many of those who wait came before this ticket is not known here: only how long it takes.
    wait = _waiting(replace(situation.wait, ahead=0), talk.language)
    return _stands(talk, f"{words}\n{wait}" if mine else words)


def _stands(talk: Talk, words: str) -> Turn:
    return Turn(talk, "status", (Said(Reply(words)),))


def _settled(talk: Talk, ticket: str) -> Talk:
    return replace(talk, ticket=ticket, offered=(), undecided=(), answered=None, rated=None)


def _new_ticket(incoming: Incoming, talk: Talk, situation: Situation) -> Ticket:
    wording = WORDING[talk.language]
    question = incoming.text or talk.asked or wording.note_file.get(incoming.kind, "")
    if incoming.choice is not None:
        question = talk.asked or wording.person_button
    return Ticket(
        id=situation.new_ticket,
        code=situation.new_code,
        address=talk.address,
        language=talk.language,
        question=question[:_QUESTION_LENGTH],
        status=TicketStatus.waiting,
        created_at=incoming.at,
        urgent=situation.urgency is not None,
    )


def _waiting(wait: Wait, language: Language) -> str:
    wording = WORDING[language]
    ahead = [wording.ahead.format(count=wait.ahead)] if wait.ahead else []
    if wait.typical is None:
        return " ".join([*ahead, wording.wait_unknown])
    return " ".join([*ahead, wording.wait_known.format(typical=_duration(wait.typical, language))])


def _duration(duration: timedelta, language: Language) -> str:
    wording = WORDING[language]
    minutes = max(1, round(duration / timedelta(minutes=1)))
    if minutes < 90:
        return wording.minutes.format(count=minutes)
    if minutes < 36 * 60:
        return wording.hours.format(count=round(minutes / 60))
    return wording.days.format(count=round(minutes / 60 / 24))
