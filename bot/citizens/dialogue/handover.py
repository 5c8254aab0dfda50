"""The way to a person: new tickets, what is added to them, how they stand, taking them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.waiting import waiting
from bot.model import (
    Button,
    Incoming,
    Kind,
    Mood,
    Outcome,
    Reply,
    Said,
    Talk,
    Ticket,
    TicketKind,
    TicketStatus,
    Turn,
)
from bot.wording import TALKING, WORDING
from faq import asks

# After that long an answered ticket no longer draws the person's messages to itself.
_ANSWER_RESTS = timedelta(days=3)

_QUESTION_LENGTH = 4096
_STORY = 9  # words of a matter that is told
_ECHOED = 80  # characters of a question that are said back
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
    """Hand the question to staff, with its words said back: into the open ticket, or a new one."""
    if open_ticket(incoming, situation):
        return add(incoming, talk, situation)
    ticket = new_ticket(incoming, talk, situation)
    wait = waiting(situation, talk.language)
    talking = TALKING[talk.language]
    if why:
        words = f"{why}\n\n{talking.handed_over_short.format(code=ticket.code, wait=wait)}"
    else:
        echo = _echo(ticket.question)
        words = talking.handed_over.format(question=echo, code=ticket.code, wait=wait)
    return opening(talk, situation, ticket, words, "forwarded", ways(talk, ticket))


def opening(
    talk: Talk,
    situation: Situation,
    ticket: Ticket,
    words: str,
    outcome: Outcome,
    buttons: tuple[Button, ...],
) -> Turn:
    """A new ticket with all messages that belong to it."""
    attach = tuple(dict.fromkeys((*talk.asked_in, *talk.undecided, situation.message)))
    return Turn(
        settled(talk, ticket.id),
        outcome,
        (Said(Reply(words, buttons=buttons)),),
        opens=ticket,
        attach=attach,
        ticket=ticket.id,
    )


def ways(talk: Talk, ticket: Ticket) -> tuple[Button, ...]:
    """What one can do about a ticket that waits."""
    return (
        Button(WORDING[talk.language].status_button, "status"),
        Button(TALKING[talk.language].take_back_button, f"cancel:{ticket.code}"),
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
        settled(talk, situation.ticket.id),
        "to-ticket",
        (Said(Reply(words.format(code=situation.ticket.code))),),
        attach=attach,
        ticket=situation.ticket.id,
        wakes=True,
    )


def same_matter(talk: Talk, situation: Situation, ticket: Ticket) -> Turn:
    """The question of an open ticket in other words: noted there, no second ticket."""
    words = TALKING[talk.language].added_same.format(code=ticket.code)
    reply = Reply(words, buttons=ways(talk, ticket))
    return Turn(
        settled(talk, ticket.id),
        "to-ticket",
        (Said(reply),),
        attach=tuple(dict.fromkeys((*talk.undecided, situation.message))),
        ticket=ticket.id,
        wakes=True,
    )


def to_ticket(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """The person decided: what waited goes to staff."""
    if not (talk.undecided or talk.asked_in):
        return stale(incoming, talk, situation)
    return forward(incoming, talk, situation, "")


def none_of_these(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """What was offered is not it: staff get it, unless nobody could tell what it is."""
    if not talk.offered:
        return stale(incoming, talk, situation)
    if talk.mood is Mood.calm and not _says_enough(talk.asked) and not talk.undecided:
        return what_then(replace(talk, offered=()))
    return forward(incoming, talk, situation, "")


def what_then(talk: Talk) -> Turn:
    wording = WORDING[talk.language]
    buttons = (
        Button(TALKING[talk.language].send_to_staff, "ticket"),
        Button(wording.topics_button, "topics"),
    )
    return Turn(
        replace(talk, misses=talk.misses + 1),
        "asked-back",
        (Said(Reply(TALKING[talk.language].what_then, buttons=buttons)),),
    )


def stale(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A button pressed too late or twice: nobody types again what staff have already."""
    ticket = situation.ticket
    if ticket is not None and is_pending(ticket):
        return in_hand(talk, situation, ticket)
    return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].stale)),))


def person(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """The person asked for a person: about what, if nothing was said yet; asked once only."""
    ticket = open_ticket(incoming, situation)
    if ticket is not None:
        # A question beside the ticket: not decided yet, or answered in vain.
        if talk.undecided or (incoming.choice is not None and talk.answered and talk.asked_in):
            return add(incoming, talk, situation)
        return once_more(talk, situation, ticket)
    if talk.asked or talk.undecided or talk.standing == _about_what(talk):
        return forward(incoming, talk, situation, WORDING[talk.language].person_asked)
    words = TALKING[talk.language].person_about
    return Turn(
        replace(talk, undecided=(situation.message,)),
        "asked-back",
        (Said(Reply(words, buttons=_about_what(talk))),),
    )


def _about_what(talk: Talk) -> tuple[Button, ...]:
    return (Button(TALKING[talk.language].send_to_staff, "ticket"),)


def is_telling_what(talk: Talk) -> bool:
    """Whether we asked what the officer should be told."""
    return talk.standing == _about_what(talk) and bool(talk.undecided)


def once_more(talk: Talk, situation: Situation, ticket: Ticket) -> Turn:
    """Staff are wanted for a ticket that they have, or have answered."""
    if not is_pending(ticket):
        said = (Said(Reply(WORDING[talk.language].reopened.format(code=ticket.code))),)
        return Turn(
            settled(talk, ticket.id),
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
    reply = Reply(words, buttons=ways(talk, ticket))
    return Turn(talk, "status", (Said(reply),), attach=(situation.message,), ticket=ticket.id)


def take_back(talk: Talk, situation: Situation) -> Turn:
    """The question is not needed any more; what is over already is said to be."""
    wording, talking = WORDING[talk.language], TALKING[talk.language]
    ticket = situation.named or situation.ticket
    buttons = (Button(wording.topics_button, "topics"),)
    if talk.undecided and not is_pending(ticket):
        dropped = replace(talk, undecided=(), offered=(), asked="", asked_in=())
        return Turn(dropped, "withdrawn", (Said(Reply(talking.dropped)),))
    if ticket is None or ticket.address != talk.address:
        return Turn(talk, "withdrawn", (Said(Reply(talking.none_to_take_back, buttons=buttons)),))
    reopen_button = (Button(wording.reopen_button, f"reopen:{ticket.code}"),)
    if ticket.status is TicketStatus.closed:
        words = talking.closed_already.format(code=ticket.code)
        return Turn(talk, "withdrawn", (Said(Reply(words)),))
    if ticket.status is TicketStatus.answered:
        words = talking.already_answered.format(code=ticket.code)
        return Turn(talk, "withdrawn", (Said(Reply(words)),), closes=ticket.id)
    words = talking.taken_back.format(code=ticket.code)
    after = replace(settled(talk, ticket.id), asked="", asked_in=(), ticket=None)
    return Turn(after, "withdrawn", (Said(Reply(words, buttons=reopen_button)),), closes=ticket.id)


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
    if incoming.kind is Kind.photo:
        words = TALKING[talk.language].report_photo
    reply = Reply(words, buttons=(Button(wording.person_button, "ticket"),))
    talk = replace(talk, undecided=(*talk.undecided, situation.message))
    return Turn(talk, "unreadable", (Said(reply),))


def reopen(talk: Talk, situation: Situation) -> Turn:
    """The person is not content with the answer: the ticket goes back to the queue."""
    wording = WORDING[talk.language]
    ticket = situation.named
    if ticket is None or ticket.address != talk.address:
        return Turn(talk, "stale", (Said(Reply(wording.stale)),))
    after, attach = settled(talk, ticket.id), talk.undecided
    if is_pending(ticket):
        said = (Said(Reply(wording.already_open.format(code=ticket.code))),)
        return Turn(after, "status", said, attach=attach, ticket=ticket.id)
    said = (Said(Reply(wording.reopened.format(code=ticket.code))),)
    return Turn(after, "to-ticket", said, attach=attach, ticket=ticket.id, reopens=ticket.id)


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
    mine = ticket.address == talk.address
    if mine and is_pending(ticket):
        words = f"{words}\n{waiting(situation, talk.language)}"
    return _stands(talk, words, ways(talk, ticket) if mine and is_pending(ticket) else ())


def _stands(talk: Talk, words: str, buttons: tuple[Button, ...] = ()) -> Turn:
    # Whoever asks how it stands needs no button for that.
    shown = tuple(button for button in buttons if button.value != "status")
    return Turn(talk, "status", (Said(Reply(words, buttons=shown)),))


def settled(talk: Talk, ticket: str) -> Talk:
    """Nothing is left to decide: the ticket has it."""
    return replace(talk, ticket=ticket, offered=(), undecided=(), rated=None, misses=0)


def new_ticket(
    incoming: Incoming,
    talk: Talk,
    situation: Situation,
    kind: TicketKind = TicketKind.question,
    term: datetime | None = None,
) -> Ticket:
    wording = WORDING[talk.language]
    question = incoming.text or talk.asked or wording.note_file.get(incoming.kind, "")
    if incoming.choice is not None:
        question = talk.asked or incoming.text or wording.person_button
    return Ticket(
        id=situation.new_ticket,
        code=situation.new_code,
        address=talk.address,
        language=talk.language,
        question=question[:_QUESTION_LENGTH],
        status=TicketStatus.waiting,
        created_at=incoming.at,
        urgent=situation.urgency is not None,
        kind=kind,
        term=term,
    )


def _says_enough(asked: str) -> bool:
    """Whether staff could tell from it what is wanted."""
    return asks(asked) or len(asked.split()) >= _STORY


def _echo(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= _ECHOED else f"{line[: _ECHOED - 1].rstrip()}…"
