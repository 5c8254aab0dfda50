"""What a message wants of the talk itself, and what each such wish leads to."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.citizens.dialogue import answering, asking, browsing, city, handover, rights, several
from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.verdict import JUNK
from bot.model import Button, Incoming, Reply, Said, Talk, TicketStatus, Turn
from bot.wording import TALKING, WORDING
from faq import Match, fold

# From here on a wish is acted on. Rights and a person are not to be missed, and cost little.
_SURE, _NOT_MISSED = 0.6, 0.45
# An entry that surely is meant outranks what is not as sure a wish as that.
_OVER_ENTRY = 0.9
# A nuisance that is told, not asked about, is offered to be sent, which costs one tap.
_TOLD, _TOLD_OF_AN_ENTRY = 0.35, 0.75
_KEPT = (*rights.RIGHTS, "person", "cancel")
_HOW_TO_REPORT, _LIKELY = "feedback-bacninh", 0.4
_ASKS_HOW = re.compile(
    r"\b(o dau|the nao|(ung dung|app|so|cach|kenh|co quan) nao|goi ai|bao ai|bao cho ai|"
    r"lam sao|lam gi|"
    r"cho nao|phan anh (o|qua|the|nhu)|how|where|which|who|what number)\b"
)
# Where something is told, not asked, it is no question for the entry on how to report it.
_OF_THE_STREET = ("report", "complaint")
# After an answer "how much?" asks of that, whatever it might be by itself.
_NOT_OURS = (
    *("market", "trivia", "weather", "small-talk", "service-hours", "what-can-you-do", "opening"),
    *("greeting", "full", "place-office", "topics", "test"),
)
# Said of an officer's answer these are for the officer.
_OF_AN_ANSWER = ("wrong", "unclear", "shorter", "complaint", "bot-complaint")
_GROUPS = (
    ("thanks", "understood", "farewell"),
    ("weather", "market", "trivia", "small-talk", "noise"),
    ("abuse", "bot-complaint"),
    ("report", "complaint"),
    ("shorter", "unclear"),
    ("topics", "what-can-you-do"),
    rights.RIGHTS,
)
# "What else?" while questions wait means those.
_WHAT_ELSE = ("rest", "full")
_OTHER_NAMES = {"small-talk": "chit-chat"}


def wanted(incoming: Incoming, talk: Talk, situation: Situation) -> Turn | None:
    """What the wish that a message surely is leads to; None for a question."""
    wish = _surely(incoming.text, situation, bool(talk.open))
    if wish is None:
        return None
    ticket = handover.open_ticket(incoming, situation)
    if ticket is not None and wish in JUNK and situation.chance(*JUNK) < _OVER_ENTRY:
        return None  # more likely a word for the officer
    answered = ticket is not None and ticket.status is TicketStatus.answered
    if answered and wish in _OF_AN_ANSWER:
        return handover.add(incoming, talk, situation)
    if wish in rights.RIGHTS:
        return rights.claim(incoming, talk, situation, wish)
    return _of_the_talk(wish, talk, situation) or _of_the_city(wish, incoming, talk, situation)


def is_wish(incoming: Incoming, situation: Situation) -> bool:
    """Whether a message surely wants something of the talk itself."""
    return _surely(incoming.text, situation) is not None


def _surely(text: str, situation: Situation, talk_open: bool = False) -> str | None:
    top = situation.wishes[0] if situation.wishes else None
    best = situation.best
    if top is not None and _is_told(best, text):
        return "report"
    if top is None or top.id == "question":
        return None
    if talk_open and top.id in _WHAT_ELSE:
        return "rest"
    if (situation.part or situation.followup) and top.id in _NOT_OURS:
        return None
    likely = best is not None and best.score >= _LIKELY and not best.entry.canned
    if top.id == "service-hours" and likely:
        return None
    entry = best is not None and best.score >= situation.sure and not best.entry.canned
    score = situation.chance(*_alike(top.id))
    bound = _NOT_MISSED if top.id in _KEPT else _SURE
    if top.id in _OF_THE_STREET and not _ASKS_HOW.search(fold(text)):
        bound = _TOLD_OF_AN_ENTRY if entry else _TOLD
    elif entry:
        bound = _OVER_ENTRY
    return top.id if score >= bound else None


def _is_told(best: Match | None, text: str) -> bool:
    """Whether a nuisance is told for which the search only knows how one is reported."""
    told = best is not None and best.entry.id == _HOW_TO_REPORT and best.score >= _LIKELY
    return told and not _ASKS_HOW.search(fold(text)) and "?" not in text


def _alike(wish: str) -> tuple[str, ...]:
    """The wishes that lead to nearly the same: together they may be sure."""
    return next((group for group in _GROUPS if wish in group), (wish,))


def _of_the_talk(wish: str, talk: Talk, situation: Situation) -> Turn | None:
    talking = TALKING[talk.language]
    match wish:
        case "opening":
            return _opening(talk)
        case "test":
            return Turn(talk, "greeted", (Said(Reply(talking.test)),))
        case "cancel":
            return handover.take_back(talk, situation)
        case "status":
            return handover.status(talk, situation)
        case "english" | "vietnamese":
            return browsing.set_language(talk, "en" if wish == "english" else "vi")
        case "choose-language":
            return browsing.ask_language(talk)
        case "topics":
            return browsing.topics(talk, situation)
        case "rest":
            return several.rest(talk)
        case "full":
            return _full(talk, situation)
        case "back":
            return _back(talk, situation)
        case "shorter":
            return _pieces(talk, situation, talking.shorter_none)
        case "unclear":
            return _pieces(talk, situation, talking.unclear)
        case "wrong":
            return _wrong(talk)
        case "service-hours":
            return browsing.hours(talk, situation)
    return None


def _of_the_city(wish: str, incoming: Incoming, talk: Talk, situation: Situation) -> Turn | None:
    match wish:
        case "person":
            return handover.person(incoming, talk, situation)
        case "dossier":
            return city.dossier(incoming, talk, situation)
        case "report" | "complaint":
            if handover.open_ticket(incoming, situation):
                return None
            return city.offer_report(incoming, talk, situation, complaint=wish == "complaint")
        case "place-now":
            return city.place_now(talk, situation.units)
        case "place-office":
            return city.place_office(talk, situation)
        case "weather" | "market" | "trivia" | "noise":
            return asking.refuse(talk, situation)
    entry = situation.servable(_OTHER_NAMES.get(wish, wish))
    return asking.canned(talk, situation, entry) if entry is not None and entry.canned else None


def _opening(talk: Talk) -> Turn:
    first, second = TALKING[talk.language].opening
    return Turn(talk, "greeted", (Said(Reply(second if talk.said == first else first)),))


def _full(talk: Talk, situation: Situation) -> Turn:
    about = talk.offered[0] if len(talk.offered) == 1 else talk.answered
    if about is not None:
        return answering.full(talk, situation, about)
    words = TALKING[talk.language].nothing_to_show
    return Turn(talk, "browsed", (Said(Reply(words, buttons=browsing.ways(talk))),))


def _back(talk: Talk, situation: Situation) -> Turn:
    """The answer before the last one, or the last one where there is no other."""
    earlier = situation.servable(talk.answers[1] if len(talk.answers) > 1 else talk.answered)
    if earlier is None:
        words = TALKING[talk.language].no_earlier
        return Turn(talk, "browsed", (Said(Reply(words, buttons=browsing.ways(talk))),))
    return answering.answer(talk, situation, earlier)


def _pieces(talk: Talk, situation: Situation, words: str) -> Turn:
    """The parts of the last answer one by one, or a person."""
    entry = situation.servable(talk.answered)
    parts = TALKING[talk.language].parts
    known = [
        Button(name.capitalize(), f"part:{part}")
        for part, name in parts.items()
        if entry is not None and entry.part_text(part, talk.language, situation.today)  # type: ignore[arg-type]
    ]
    person = Button(WORDING[talk.language].person_button, "person")
    return Turn(talk, "browsed", (Said(Reply(words, buttons=(*known, person))),))


def _wrong(talk: Talk) -> Turn:
    """Not what was meant: said again in other words, or sent to a person."""
    talking, wording = TALKING[talk.language], WORDING[talk.language]
    buttons = (
        Button(talking.send_to_staff, "ticket"),
        Button(wording.topics_button, "topics"),
    )
    reply = Reply(talking.wrong, buttons=buttons)
    return asking.missed(replace(talk, offered=()), Turn(talk, "asked-back", (Said(reply),)))
