"""A question: answered, offered for choice, or given to a person."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue import browsing, handover
from bot.citizens.dialogue.situation import Situation
from bot.model import Button, Incoming, Rating, Reply, Said, Talk, Turn
from bot.wording import WORDING
from faq import Entry, Language, Part

_OFFERED = 3


def ask(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """What a typed question leads to when no ticket is open."""
    before = talk
    talk = replace(talk, asked=incoming.text, asked_in=(situation.message,), offered=())
    best = situation.matches[0] if situation.matches else None
    sure = best is not None and best.score >= situation.sure
    if best is not None and sure and best.entry.canned:
        return canned(incoming, talk, situation, best.entry)
    about = situation.servable(talk.answered) if talk.answered else None
    if about is not None and situation.part is not None and not sure:
        return follow_up(talk, situation, about, situation.part)
    if best is not None and sure:
        return _answer(incoming, talk, situation, best.entry)
    if situation.part is not None:
        return _which_matter(incoming, before, situation)
    # Who is in danger is not asked to choose: staff see it, marked as urgent.
    offers = [] if situation.urgency else _offers(situation)
    if offers:
        return _offer(talk, offers)
    if not any(character.isalpha() for character in incoming.text):
        return _write_please(talk)
    return handover.forward(incoming, talk, situation, WORDING[talk.language].no_answer_yet)


def chosen(talk: Talk, situation: Situation, id: str) -> Turn:
    """The answer to a question picked from buttons."""
    entry = situation.servable(id)
    if entry is None or entry.canned:
        return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].answer_gone)),))
    if id not in talk.offered and not talk.undecided:
        talk = replace(talk, asked=entry.question.in_(talk.language), asked_in=())
    return answer(replace(talk, undecided=()), situation, entry)


def judged(incoming: Incoming, talk: Talk, situation: Situation, id: str, helpful: bool) -> Turn:
    """Yes or no to "did this help"; no hands the question on, if it is still the latest one."""
    wording = WORDING[talk.language]
    rating = Rating(entry=versioned(situation, id), helpful=helpful)
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


def canned(incoming: Incoming, talk: Talk, situation: Situation, entry: Entry) -> Turn:
    """Small talk: a short reply, and never a ticket unless a person is asked for."""
    if entry.id == "talk-to-person":
        return handover.person(incoming, talk, situation)
    if entry.id == "choose-language":
        return browsing.ask_language(talk)
    text = entry.text(talk.language, situation.today).replace(
        "{place}", situation.places[talk.language]
    )
    said = Said(Reply(text, buttons=_ways(talk)), versioned(situation, entry.id))
    return Turn(talk, "canned", (said,))


def answer(talk: Talk, situation: Situation, entry: Entry) -> Turn:
    """The approved text, word for word, with its source and date; below "did this help", and
    related questions.
    """
    language = talk.language
    reply = Reply(
        entry.text(language, situation.today),
        title=entry.question.in_(language),
        # In the same message: a second one would ring the citizen's phone twice.
        footer=f"{_footer(entry, language)}\n\n{WORDING[language].helped}",
        buttons=_yes_no_related(situation, entry, language),
    )
    talk = replace(talk, answered=entry.id, offered=(), rated=None)
    return Turn(talk, "answered", (Said(reply, versioned(situation, entry.id)),))


def versioned(situation: Situation, id: str) -> str:
    """The entry and its version as it is served now, such as "passport-online@3"."""
    return f"{id}@{situation.versions.get(id, 0)}"


def _answer(incoming: Incoming, talk: Talk, situation: Situation, entry: Entry) -> Turn:
    if situation.servable(entry.id) is None:
        words = WORDING[talk.language].expired_answer
        return handover.forward(incoming, talk, situation, words)
    return answer(talk, situation, entry)


def follow_up(talk: Talk, situation: Situation, entry: Entry, part: Part) -> Turn:
    """The part of the answer just given that `talk.asked` asks for."""
    wording = WORDING[talk.language]
    talk = replace(talk, asked=f"{entry.question.in_(talk.language)}: {talk.asked}")
    question = entry.question.in_(talk.language)
    text = entry.part_text(part, talk.language, situation.today)
    if text is None:
        words = wording.follow_up_unknown.format(question=question)
        reply = Reply(words, buttons=(Button(wording.person_button, "person"),))
        return Turn(talk, "followed-up", (Said(reply),))
    reply = Reply(text, title=question, footer=_footer(entry, talk.language))
    return Turn(talk, "followed-up", (Said(reply, versioned(situation, entry.id)),))


def _which_matter(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """A follow-up before any answer: what was offered is offered again, else the matter asked."""
    offers = [found for id in talk.offered if (found := situation.servable(id))]
    if offers:
        asked, asked_in = f"{talk.asked} – {incoming.text}", (*talk.asked_in, situation.message)
        return _offer(replace(talk, asked=asked, asked_in=asked_in), offers)
    words = WORDING[talk.language].which_matter
    asked_now = replace(talk, asked=incoming.text, asked_in=(situation.message,), answered=None)
    return Turn(asked_now, "unreadable", (Said(Reply(words, buttons=_ways(talk))),))


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


def _offer(talk: Talk, offers: list[Entry]) -> Turn:
    wording = WORDING[talk.language]
    buttons = [Button(entry.question.in_(talk.language), f"ask:{entry.id}") for entry in offers]
    buttons.append(Button(wording.none_of_these, "none"))
    talk = replace(talk, offered=tuple(entry.id for entry in offers), answered=None)
    return Turn(talk, "offered", (Said(Reply(wording.did_you_mean, buttons=tuple(buttons))),))


def _offers(situation: Situation) -> list[Entry]:
    likely = [match.entry for match in situation.matches if match.score >= situation.likely]
    served = [entry for entry in likely if not entry.canned and situation.servable(entry.id)]
    return served[:_OFFERED]


def _write_please(talk: Talk) -> Turn:
    reply = Reply(WORDING[talk.language].write_please, buttons=_ways(talk))
    return Turn(talk, "unreadable", (Said(reply),))


def _ways(talk: Talk) -> tuple[Button, ...]:
    """What leads on where nothing else does."""
    wording = WORDING[talk.language]
    return Button(wording.topics_button, "topics"), Button(wording.person_button, "person")


def _footer(entry: Entry, language: Language) -> str:
    wording = WORDING[language]
    sources = "; ".join(source.name for source in entry.sources)
    said = wording.source.format(sources=sources, as_of=_local(entry.as_of or ""))
    return f"{wording.confirm} {said}" if entry.confidence == "low" else said


def _local(as_of: str) -> str:
    # 2026-08-14 is written 14/08/2026 in Vietnam.
    return "/".join(reversed(as_of.split("-")))


def _yes_no_related(situation: Situation, entry: Entry, language: Language) -> tuple[Button, ...]:
    wording = WORDING[language]
    related = [found for id in entry.related if (found := situation.servable(id))]
    return (
        Button(wording.yes, f"yes:{entry.id}"),
        Button(wording.no, f"no:{entry.id}"),
        *(Button(found.question.in_(language), f"ask:{found.id}") for found in related),
    )
