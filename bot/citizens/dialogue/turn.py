"""One turn of the dialogue: what a message leads to."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue import (
    answering,
    asking,
    browsing,
    care,
    city,
    handover,
    rating,
    rights,
    several,
    wanting,
)
from bot.citizens.dialogue.register import addressed, called
from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.tone import in_mood, mood_of
from bot.model import Incoming, Kind, Mood, Reply, Said, Talk, Turn
from bot.wording import NOTICE, TALKING, WORDING
from faq import PARTS

_PLACE_WORDS = 120  # characters kept of a message that names a place
# What may be said twice running: it is true again, or the person asked to see it again.
_SAID_AGAIN = ("cared", "status", "rights", "greeted", "failed", "place")
_ASIDE = ("canned", "withdrawn", "rated", "browsed")


def take_turn(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """Decide what a citizen's message leads to.

    Danger comes before all else, the privacy notice before the first answer.
    """
    before = talk
    talk = _after_danger(incoming, _in_language(talk, situation), situation)
    talk = _heard(incoming, talk, situation)
    turn = _decide(incoming, talk, situation)
    turn = _noted(incoming, turn, situation)
    turn = in_mood(several.reminded(turn) if turn.outcome == "rated" else turn, before)
    turn = _addressed(_not_again(incoming, _addressed(turn), before, situation))
    notice = [Said(reply) for reply in _notice(incoming, talk, turn, situation)]
    after = _remembering(turn, before)
    # Danger is met first of all; the notice is for a calmer moment.
    said = (*turn.said, *notice) if turn.outcome == "cared" else (*notice, *turn.said)
    return replace(turn, talk=after, said=said, withdraws=before.held)


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
    if situation.urgency is not None:
        return care.meet(incoming, talk, situation, situation.urgency)
    if incoming.kind is not Kind.text and not incoming.text.strip():
        return handover.unreadable(incoming, talk, situation)
    if situation.code is not None:
        return handover.status(talk, situation)
    if talk.mood is Mood.danger and not care.is_over(incoming.text, situation):
        return care.stay(incoming, talk, situation)
    if turn := city.going_on(incoming, talk, situation):
        return turn
    if handover.is_telling_what(talk) and not wanting.is_wish(incoming, situation):
        return handover.forward(incoming, talk, situation, WORDING[talk.language].person_asked)
    if rating.is_comment(incoming, talk, situation):
        return rating.comment(incoming, talk, situation)
    if turn := rights.among_others(incoming, talk, situation):
        return turn
    if turn := wanting.wanted(incoming, talk, situation):
        return turn
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
        case "status":
            return handover.status(talk, situation)
        case "safe":
            return care.safe(talk)
    return _of_an_answer(incoming, name, rest, talk, situation) or _of_a_ticket(
        incoming, name, rest, talk, situation
    )


def _of_an_answer(
    incoming: Incoming, name: str, rest: str, talk: Talk, situation: Situation
) -> Turn | None:
    match name:
        case "ask":
            return asking.chosen(talk, situation, rest)
        case "full":
            return answering.full(talk, situation, rest)
        case "src":
            return answering.sources(talk, situation, rest)
        case "part" if rest in PARTS and (about := situation.servable(talk.answered)):
            return answering.follow_up(talk, situation, about, rest)
        case "none":
            return handover.none_of_these(incoming, talk, situation)
        case "yes" | "no":
            return asking.judged(incoming, talk, situation, rest, helpful=name == "yes")
    return None


def _of_a_ticket(
    incoming: Incoming, name: str, rest: str, talk: Talk, situation: Situation
) -> Turn:
    match name:
        case "person":
            return handover.person(incoming, talk, situation)
        case "ticket" | "add":
            return handover.to_ticket(incoming, talk, situation)
        case "cancel":
            return handover.take_back(talk, situation)
        case "report":
            return city.report(incoming, talk, situation)
        case "drop":
            return city.drop(talk)
        case "rate":
            return rating.rate(incoming, talk, situation, rest)
        case "reopen":
            return handover.reopen(talk, situation)
    return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].stale)),))


def _in_language(talk: Talk, situation: Situation) -> Talk:
    if talk.language_chosen or situation.language is None:
        return talk
    return replace(talk, language=situation.language)


def _after_danger(incoming: Incoming, talk: Talk, situation: Situation) -> Talk:
    """Once an officer has settled it, or the person pressed stars for that, danger is over."""
    if talk.mood is not Mood.danger:
        return talk
    rated = (incoming.choice or "").startswith("rate")
    met = rated or handover.open_ticket(incoming, situation) is None
    return replace(talk, mood=Mood.calm, misses=0) if met else talk


def _heard(incoming: Incoming, talk: Talk, situation: Situation) -> Talk:
    """The talk with what the message tells of the person: a mood, how they call themselves."""
    if incoming.choice is not None:
        return talk
    mood = talk.mood if talk.mood is Mood.danger else mood_of(incoming.text)
    place = incoming.text[:_PLACE_WORDS] if situation.units else talk.place
    return replace(talk, mood=mood, called=called(incoming.text) or talk.called, place=place)


def _addressed(turn: Turn) -> Turn:
    ours = turn.outcome == "canned"
    return replace(turn, said=tuple(addressed(said, turn.talk, ours) for said in turn.said))


def _noted(incoming: Incoming, turn: Turn, situation: Situation) -> Turn:
    """Words aside, too, stand in the open ticket's conversation, without calling anybody."""
    ticket = handover.open_ticket(incoming, situation)
    if ticket is None or turn.ticket is not None or turn.outcome not in ("canned", "refused"):
        return turn
    return replace(turn, attach=(situation.message,), ticket=ticket.id)


def _not_again(incoming: Incoming, turn: Turn, before: Talk, situation: Situation) -> Turn:
    """The same words never come twice running to somebody who types."""
    if incoming.choice is not None or turn.outcome in _SAID_AGAIN or not turn.said:
        return turn
    if turn.said[-1].reply.text != before.said or not before.said:
        return turn
    talk, talking = turn.talk, TALKING[turn.talk.language]
    if turn.outcome == "to-ticket" and situation.ticket is not None:
        words = talking.added_again.format(code=situation.ticket.code)
        return replace(turn, said=(Said(Reply(words)),))
    if turn.outcome in _ASIDE:
        return replace(turn, said=(Said(Reply(talking.acknowledged)),))
    whole = answering.full(talk, situation, talk.answered)
    if turn.outcome == "answered" and whole.said[-1].reply.text != before.said:
        return whole
    words = talking.same_again
    full = [answering.full_button(talk)] if talk.answered else []
    reply = Reply(words, buttons=(*full, *browsing.ways(talk)))
    return replace(turn, said=(*turn.said[:-1], Said(reply)), waits=0.0)


def _remembering(turn: Turn, before: Talk) -> Talk:
    """What the talk keeps of its own last words: which replies they take, what they were."""
    shown = [said.reply for said in turn.said]
    asked = next((reply.buttons for reply in reversed(shown) if reply.buttons), None)
    standing = before.standing if asked is None and _lets_stand(turn) else asked or ()
    said = shown[-1].text if shown else before.said
    return replace(turn.talk, notice=NOTICE, standing=standing, said=said, about=turn.outcome)


def _lets_stand(turn: Turn) -> bool:
    """Whether a question of ours goes on standing after a word aside."""
    return turn.outcome in ("status", "canned", "browsed", "place", "unreadable", "greeted")


def _notice(incoming: Incoming, talk: Talk, turn: Turn, situation: Situation) -> list[Reply]:
    if talk.notice == NOTICE or incoming.choice == "start":
        return []
    return [Reply(browsing.notice(turn.talk.language, situation))]
