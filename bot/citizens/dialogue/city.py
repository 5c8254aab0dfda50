"""Matters of the city that are no question: reports, complaints, places, dossiers."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue import handover
from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.waiting import waiting
from bot.model import Button, Incoming, Reply, Said, Talk, TicketKind, Turn
from bot.wording import TALKING, WORDING
from faq import Units, dossier_code, part_only
from faq import units as places

# Words of a message that says no more than a code, or a place; and of one that only names it.
_CODE_WORDS, _PLACE_WORDS, _BARE = 14, 11, 4
_LISTED = 8  # units that are named one by one


def offer_report(incoming: Incoming, talk: Talk, situation: Situation, complaint: bool) -> Turn:
    """Something in the street, or with an office: to staff after a yes, with photo and place."""
    talking = TALKING[talk.language]
    words = talking.complaint if complaint else talking.report_offer
    kind = "add" if complaint else "report"
    buttons = (Button(talking.report_yes, kind), Button(talking.report_no, "drop"))
    undecided = tuple(dict.fromkeys((*talk.undecided, situation.message)))
    talk = replace(talk, asked=incoming.text, asked_in=(), undecided=undecided, offered=())
    return Turn(talk, "report", (Said(Reply(words, buttons=buttons)),))


def report(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """The yes: a ticket of its own kind."""
    if not talk.undecided:
        return handover.stale(incoming, talk, situation)
    if handover.open_ticket(incoming, situation):
        return handover.add(incoming, talk, situation)
    ticket = handover.new_ticket(incoming, talk, situation, TicketKind.report)
    wait = waiting(situation, talk.language)
    words = TALKING[talk.language].reported.format(code=ticket.code, wait=wait)
    return handover.opening(
        talk, situation, ticket, words, "forwarded", handover.ways(talk, ticket)
    )


def drop(talk: Talk) -> Turn:
    """The no to a report or to handing over."""
    talk = replace(talk, undecided=(), offered=(), asked="", asked_in=())
    return Turn(talk, "withdrawn", (Said(Reply(TALKING[talk.language].dropped)),))


def going_on(incoming: Incoming, talk: Talk, situation: Situation) -> Turn | None:
    """A short message that goes on about a place, a dossier, or what was sent to staff."""
    if dossier_code(incoming.text) and _is_short(incoming, _CODE_WORDS):
        return dossier(incoming, talk, situation)
    if not _is_short(incoming, _PLACE_WORDS):
        return None
    bare = bool(talk.place) and _is_short(incoming, _BARE)
    named = situation.units is not None and (talk.about == "place" or bare)
    if named and not _is_question(situation):
        return place_now(talk, situation.units)
    sent = talk.about in ("forwarded", "report", "rights", "to-ticket", "status")
    asks_when = "time" in (situation.part, part_only(incoming.text))
    if sent and handover.is_pending(situation.ticket) and asks_when:
        return handover.status(talk, replace(situation, named=situation.ticket))
    return None


def _is_short(incoming: Incoming, words: int) -> bool:
    return len(incoming.text.split()) <= words


def _is_question(situation: Situation) -> bool:
    """Whether a message surely asks something else."""
    best = situation.best
    return best is not None and best.score >= situation.sure and not best.entry.canned


def place_now(talk: Talk, units: Units | None) -> Turn:
    """Which unit an old commune, ward or district belongs to now."""
    talking = TALKING[talk.language]
    if units is None or not units.now:
        return Turn(talk, "place", (Said(Reply(talking.place_unknown)),))
    names = [unit.title(talk.language) for unit in units.now]
    if len(names) > 1:
        shown = "; ".join(names[:_LISTED]) + ("…" if len(names) > _LISTED else "")
        words = talking.place_many.format(name=units.named(talk.language), units=shown)
    elif units.is_unchanged:
        words = talking.place_same.format(name=names[0])
    else:
        words = talking.place_now.format(old=units.named(talk.language), new=names[0])
    return Turn(talk, "place", (Said(Reply(words)),))


def place_office(talk: Talk, situation: Situation) -> Turn:
    """Where an office is: said honestly, since the data has no addresses."""
    talking, units = TALKING[talk.language], situation.units or places(talk.place)
    if units is None or len(units.now) != 1:
        words = talking.place_office_unnamed
        return Turn(talk, "place", (Said(Reply(words)),))
    name = units.now[0].title(talk.language)
    words = talking.place_office.format(name=name)
    asked = replace(talk, asked=words.partition(".")[0], asked_in=(situation.message,))
    if not units.is_unchanged:
        old = talking.place_now.format(old=units.named(talk.language), new=name)
        words = f"{old}\n{words}"
    buttons = (Button(talking.send_to_staff, "add"),)
    return Turn(asked, "place", (Said(Reply(words, buttons=buttons)),))


def dossier(incoming: Incoming, talk: Talk, situation: Situation) -> Turn:
    """How an application stands: from the office's own system where there is one."""
    wording, talking = WORDING[talk.language], TALKING[talk.language]
    code = dossier_code(incoming.text)
    buttons: tuple[Button, ...] = (Button(wording.person_button, "person"),)
    if code is None:
        words = talking.dossier
    elif situation.dossier is None:
        words = talking.dossier_code.format(code=code)
    else:
        words, buttons = talking.dossier_state.format(code=code, state=situation.dossier), ()
    asked = replace(talk, asked=incoming.text, asked_in=(situation.message,))
    return Turn(asked, "dossier", (Said(Reply(words, buttons=buttons)),))
