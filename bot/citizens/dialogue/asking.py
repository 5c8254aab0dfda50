"""A question: answered, offered for choice, given to a person, or asked back."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz.fuzz import token_set_ratio

from bot.citizens.dialogue import answering, browsing, handover, several
from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.verdict import JUNK, is_fragment, verdict
from bot.model import Button, Incoming, Mood, Rating, Reply, Said, Talk, Ticket, TicketStatus, Turn
from bot.wording import TALKING, WORDING
from faq import Entry, Status, asks, aspect, fold, part_only

_OFFERED = 3
# Of what is likelier than this something was right, of the rest nearly nothing: an offer in vain
# costs more than a question back (docs/talking.md). What stands beside a likely one may be less so.
_FLOOR, _BESIDE = 0.4, 0.2
_NEAR = 0.01  # how likely a message means the last answer's entry also by itself
_GOES_ON = 5.0  # seconds in which somebody who is not through writes the next line
# How alike two wordings of one question are, of 100, and how many words they share at least.
_SAME_MATTER, _SHARED = 75, 3
_SHORT = 7  # words that name a place, and nothing more
_OFTEN = 2  # misses running, after which we ask differently


def ask(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """What a typed question leads to."""
    before = talk
    asked_in = (*talk.asked_in, situation.message) if talk.held else (situation.message,)
    misses = max(0, talk.misses - 1) if talk.held else talk.misses  # what was not said missed none
    talk = replace(talk, asked=incoming.text, asked_in=asked_in, offered=(), misses=misses)
    best = situation.best
    sure = best is not None and best.score >= situation.sure
    if best is not None and sure and best.entry.canned:
        return canned(talk, situation, best.entry)
    if turn := several.answer_one(talk, situation) if len(situation.several) > 1 else None:
        return turn
    if turn := None if sure else _of_the_last(incoming, talk, situation):
        return turn
    if before.offered and (situation.part or part_only(incoming.text)) and not sure:
        return _which_matter(incoming, before, situation)
    if (ticket := handover.open_ticket(incoming, situation)) is not None:
        return _beside(incoming, talk, situation, ticket)
    if best is not None and sure:
        return _answer(incoming, talk, situation, best.entry)
    if situation.part or part_only(incoming.text, other=0):
        return _which_matter(incoming, before, situation)
    offers = _offers(situation)
    if offers:
        return _held(_offer(talk, offers), incoming.text)
    return no_answer(incoming, talk, situation)


def no_answer(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """To staff what plainly is for an office; else a word by kind, or a question back."""
    judged = verdict(incoming.text, situation)
    if judged == "junk":
        return refuse(talk, situation)
    if situation.handover == "all" or (judged == "office" and situation.handover == "sure"):
        return handover.forward(incoming, talk, situation, "")
    return _held(_ask_back(talk), incoming.text)


def refuse(talk: Talk, situation: Situation) -> Turn:
    """An honest short reply to what is no question for an office, with ways on."""
    kinds = TALKING[talk.language].not_ours
    likely = next((wish.id for wish in situation.wishes if wish.id in kinds), "noise")
    words = kinds[likely].format(place=situation.places[talk.language])
    talk = replace(talk, asked="", asked_in=())  # nothing that staff should be given
    return missed(talk, Turn(talk, "refused", (Said(Reply(words, buttons=browsing.ways(talk))),)))


def missed(talk: Talk, turn: Turn) -> Turn:
    """One more turn without an answer; after some of them we ask differently."""
    talk = replace(turn.talk, misses=talk.misses + 1)
    if talk.misses <= _OFTEN:
        return replace(turn, talk=talk)
    words = TALKING[talk.language].missed_often
    return replace(turn, talk=talk, said=(Said(Reply(words, buttons=browsing.ways(talk))),))


def chosen(talk: Talk, situation: Situation, id: str) -> Turn:
    """The answer to a question picked from buttons: the part first that was asked for before."""
    entry = situation.servable(id)
    if entry is None or entry.canned:
        return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].answer_gone)),))
    part = aspect(talk.asked) if id in talk.offered else None
    if id not in talk.offered and not talk.undecided:
        talk = replace(talk, asked=entry.question.in_(talk.language), asked_in=())
    return answering.answer(replace(talk, undecided=(), misses=0), situation, entry, part)


def judged(incoming: Incoming, talk: Talk, situation: Situation, id: str, helpful: bool) -> Turn:
    """Yes or no to "did this help"; no hands the question on, if it is still the latest one."""
    wording = WORDING[talk.language]
    rating = Rating(entry=answering.versioned(situation, id), helpful=helpful)
    if helpful:
        said = (Said(Reply(wording.glad)),)
        return Turn(replace(talk, rated=None), "rated", said, rating=rating)
    if talk.answered != id:
        return replace(_late_no(talk, situation, id), rating=rating)
    ticket = handover.open_ticket(incoming, situation)
    if ticket is not None and not (talk.asked_in or talk.undecided):  # nothing staff could read
        return replace(handover.once_more(talk, situation, ticket), rating=rating)
    turn = handover.forward(incoming, talk, situation, wording.sorry_not_helped)
    return replace(turn, rating=rating)


def canned(talk: Talk, situation: Situation, entry: Entry) -> Turn:
    """Small talk: a short reply, and never a ticket."""
    text = entry.text(talk.language, situation.today).replace(
        "{place}", situation.places[talk.language]
    )
    said = Said(Reply(text, buttons=browsing.ways(talk)), answering.versioned(situation, entry.id))
    return Turn(talk, "canned", (said,))


def _of_the_last(incoming: Incoming, talk: Talk, situation: Situation) -> Turn | None:
    """A follow-up of the last answer: a part of it, or the same in another case."""
    about = situation.servable(talk.answered)
    if about is None or _is_of_staff(situation):
        return None
    unlike = situation.best is None or situation.best.score < _FLOOR
    if part := situation.part or part_only(incoming.text, other=2 if unlike else 1):
        return answering.follow_up(talk, situation, about, part)
    if situation.followup is not None:
        return _in_other_case(incoming, talk, situation, about)
    # "… and in my ward?": the same matter, at the place that is named.
    if situation.units is not None and len(incoming.text.split()) <= _SHORT:
        return answering.follow_up(talk, situation, about, "where")
    near = any(m.entry.id == about.id and m.score >= _NEAR for m in situation.matches)
    best = situation.in_case[0] if situation.in_case and near and asks(incoming.text) else None
    if best is not None and best.score >= situation.sure and best.entry.id == about.id:
        return _in_other_case(incoming, talk, situation, about)
    return None


def _is_of_staff(situation: Situation) -> bool:
    """Whether staff have answered since, so that "how much?" may mean their answer."""
    ticket = situation.ticket
    return ticket is not None and ticket.status is TicketStatus.answered


def _in_other_case(incoming: Incoming, talk: Talk, situation: Situation, about: Entry) -> Turn:
    """What another entry says for that case, else honestly that only the general is known."""
    best = situation.in_case[0] if situation.in_case else None
    if best is not None and best.score >= situation.sure and best.entry.id != about.id:
        return _answer(incoming, talk, situation, best.entry)
    talking, question = TALKING[talk.language], about.question.in_(talk.language)
    words = talking.elsewhere if situation.followup == "place" else talking.in_your_case
    asked = replace(talk, asked=f"{question} {talk.asked}")
    buttons = (
        Button(talking.send_to_staff, "add"),
        Button(talking.full_button, f"full:{about.id}"),
    )
    said = words.format(question=question)
    if said == talk.said:
        said = talking.in_your_case_too
    return Turn(asked, "followed-up", (Said(Reply(said, buttons=buttons)),))


def _beside(incoming: Incoming, talk: Talk, situation: Situation, ticket: Ticket) -> Turn:
    """A message while a ticket is open: answered, known again, or for the officer."""
    best = situation.best
    sure = best is not None and best.score >= situation.sure
    if handover.is_pending(ticket) and not sure and _is_same(incoming.text, ticket):
        return handover.same_matter(talk, situation, ticket)
    if best is not None and sure and situation.servable(best.entry.id):
        turn = answering.answer(talk, situation, best.entry, situation.aspect)
        return _offered_to_add(turn, situation, ticket)
    if situation.chance(*JUNK) >= situation.sure:
        return refuse(talk, situation)
    offers = _offers(situation) if asks(incoming.text) else []
    if offers:
        return _offered_to_add(_offer(talk, offers), situation, ticket)
    return handover.add(incoming, talk, situation)


def _offered_to_add(turn: Turn, situation: Situation, ticket: Ticket) -> Turn:
    talking = TALKING[turn.talk.language]
    [said] = turn.said
    add = Button(talking.add_button.format(code=ticket.code), "ticket")
    footer = f"{talking.add_offer.format(code=ticket.code)}\n\n{said.reply.footer}".strip()
    reply = replace(said.reply, footer=footer, buttons=(*said.reply.buttons, add))
    talk = replace(turn.talk, undecided=(*turn.talk.undecided, situation.message))
    return replace(turn, talk=talk, said=(replace(said, reply=reply),))


def _is_same(text: str, ticket: Ticket) -> bool:
    said, asked = fold(text), fold(ticket.question)
    shared = set(said.split()) & set(asked.split())
    return len(shared) >= _SHARED and token_set_ratio(said, asked) >= _SAME_MATTER


def _answer(incoming: Incoming, talk: Talk, situation: Situation, entry: Entry) -> Turn:
    if situation.servable(entry.id) is None:
        talking = TALKING[talk.language]
        kept = situation.entries.get(entry.id)
        draft = kept is not None and kept.status is Status.draft
        why = talking.draft if draft else talking.expired
        return handover.forward(incoming, talk, situation, why)
    return answering.answer(replace(talk, misses=0), situation, entry, situation.aspect)


def _which_matter(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A follow-up before any answer: of which of the offered, or of what."""
    offers = [found for id in talk.offered if (found := situation.servable(id))]
    if offers:
        asked, asked_in = f"{talk.asked} – {incoming.text}", (*talk.asked_in, situation.message)
        return _offer(replace(talk, asked=asked, asked_in=asked_in), offers, again=True)
    words = WORDING[talk.language].which_matter
    asked_now = replace(talk, asked=incoming.text, asked_in=(situation.message,))
    return Turn(asked_now, "unreadable", (Said(Reply(words, buttons=browsing.ways(talk))),))


def _late_no(talk: Talk, situation: Situation, id: str) -> Turn:
    """No to an earlier answer, or no pressed twice."""
    if situation.ticket is not None and handover.is_pending(situation.ticket):
        return handover.in_hand(talk, situation, situation.ticket)
    wording, entry = WORDING[talk.language], situation.servable(id)
    if entry is not None and not talk.offered:
        talk = replace(talk, asked=entry.question.in_(talk.language), asked_in=())
    button = Button(wording.person_button, "person")
    reply = Reply(wording.sorry_not_helped, buttons=(button,))
    return Turn(replace(talk, rated=None), "rated", (Said(reply),))


def _offer(talk: Talk, offers: list[Entry], again: bool = False) -> Turn:
    wording, talking = WORDING[talk.language], TALKING[talk.language]
    questions = [entry.question.in_(talk.language) for entry in offers]
    talk = replace(talk, offered=tuple(entry.id for entry in offers))
    if len(offers) == 1:
        words = talking.is_it.format(question=questions[0])
        buttons = [
            Button(talking.is_it_yes, f"ask:{offers[0].id}"),
            Button(talking.is_it_no, "none"),
        ]
    else:
        words = talking.which_of_these if again else wording.did_you_mean
        pairs = zip(questions, offers, strict=True)
        buttons = [Button(question, f"ask:{entry.id}") for question, entry in pairs]
        buttons.append(Button(wording.none_of_these, "none"))
    return Turn(talk, "offered", (Said(Reply(words, buttons=tuple(buttons))),))


def _offers(situation: Situation) -> list[Entry]:
    found = [match for match in situation.matches if not match.entry.canned]
    if not found or found[0].score < _FLOOR or situation.chance(*JUNK) >= situation.sure:
        return []
    likely = [match.entry for match in found if match.score >= _BESIDE]
    return [entry for entry in likely if situation.servable(entry.id)][:_OFFERED]


def _ask_back(talk: Talk) -> Turn:
    talking, wording = TALKING[talk.language], WORDING[talk.language]
    words = talking.say_more_again if talk.misses else talking.say_more
    buttons = (
        Button(talking.send_to_staff, "ticket"),
        Button(wording.topics_button, "topics"),
    )
    return missed(talk, Turn(talk, "asked-back", (Said(Reply(words, buttons=buttons)),)))


def _held(turn: Turn, text: str) -> Turn:
    """What is said to a first line waits whether more lines come."""
    waits = is_fragment(text) and turn.talk.mood is Mood.calm
    return replace(turn, waits=_GOES_ON) if waits else turn
