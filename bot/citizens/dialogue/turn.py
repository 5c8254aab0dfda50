"""One turn of the dialogue: what a message leads to."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue import asking, browsing, handover, rating
from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.within import within_ticket
from bot.model import Incoming, Kind, Reply, Said, Talk, Turn
from bot.wording import NOTICE, WORDING


def take_turn(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """Decide what a citizen's message leads to.

    Numbers to call in danger come before all else, the privacy notice before the first answer.
    """
    talk = _in_language(talk, situation)
    turn = _decide(incoming, talk, situation)
    first = [*_danger(talk, situation), *_notice(incoming, talk, turn, situation)]
    return replace(
        turn, talk=replace(turn.talk, notice=NOTICE), said=(*map(Said, first), *turn.said)
    )


def apologise(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """What to do when a turn failed: say so, and hand the message to a person."""
    if handover.open_ticket(incoming, situation):
        return handover.add(incoming, talk, situation)
    words = WORDING[talk.language].apology.format(code=situation.new_code)
    turn = handover.forward(incoming, talk, situation, "")
    return replace(turn, outcome="failed", said=(Said(Reply(words)),))


def _decide(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    if incoming.choice is not None:
        return _pressed(incoming, incoming.choice, talk, situation)
    if incoming.kind is not Kind.text and not incoming.text.strip():
        return handover.unreadable(incoming, talk, situation)
    if situation.code is not None:
        return handover.status(talk, situation)
    if rating.is_comment(incoming, talk, situation):
        return rating.comment(incoming, talk, situation)
    if handover.open_ticket(incoming, situation):
        return within_ticket(incoming, talk, situation)
    return asking.ask(incoming, talk, situation)


def _pressed(incoming: Incoming, choice: str, talk: Talk, situation: Situation) -> Turn:
    name, _, rest = choice.partition(":")
    match name:
        case "start":
            return browsing.start(talk, situation)
        case "help":
            return browsing.help(talk)
        case "topics":
            return browsing.topics(talk, situation)
        case "language":
            return browsing.ask_language(talk)
        case "lang" if rest in WORDING:
            return browsing.set_language(talk, rest)
        case "cat":
            return browsing.category(talk, situation, rest)
        case "ask":
            return asking.chosen(talk, situation, rest)
        case "none":
            return handover.none_of_these(incoming, talk, situation)
        case "yes" | "no":
            return asking.judged(incoming, talk, situation, rest, helpful=name == "yes")
        case "person":
            return handover.person(incoming, talk, situation)
        case "ticket":
            return handover.to_ticket(incoming, talk, situation)
        case "status":
            return handover.status(talk, situation)
        case "rate":
            return rating.rate(incoming, talk, situation, rest)
        case "reopen":
            return handover.reopen(talk, situation)
    return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].stale)),))


def _in_language(talk: Talk, situation: Situation) -> Talk:
    if talk.language_chosen or situation.language is None:
        return talk
    return replace(talk, language=situation.language)


def _danger(talk: Talk, situation: Situation) -> list[Reply]:
    if situation.urgency is None:
        return []
    wording = WORDING[talk.language]
    numbers = [wording.emergency_numbers[number] for number in situation.urgency.numbers]
    return [Reply("\n".join(numbers), title=wording.emergency, footer=wording.emergency_call)]


def _notice(incoming: Incoming, talk: Talk, turn: Turn, situation: Situation) -> list[Reply]:
    if talk.notice == NOTICE or incoming.choice == "start":
        return []
    return [Reply(browsing.notice(turn.talk.language, situation))]
