"""The start, the help, the topics: what a citizen can do without asking."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue.situation import Situation
from bot.citizens.dialogue.waiting import moment
from bot.model import Button, Reply, Said, Talk, Turn
from bot.wording import NOTICE, TALKING, WORDING
from faq import Entry, Language

_EXAMPLES = 3


def start(talk: Talk, situation: Situation) -> Turn:
    wording = WORDING[talk.language]
    place = situation.places[talk.language]
    greeting = Reply(
        wording.start.format(service=situation.service, place=place),
        footer=notice(talk.language, situation),
        buttons=(
            *_examples(talk, situation),
            Button(wording.topics_button, "topics"),
            Button(wording.person_button, "person"),
            _other_language(talk.language),
        ),
    )
    return Turn(talk, "greeted", (Said(greeting),))


def ways(talk: Talk) -> tuple[Button, ...]:
    """What leads on where nothing else does."""
    wording = WORDING[talk.language]
    return Button(wording.topics_button, "topics"), Button(wording.person_button, "person")


def hours(talk: Talk, situation: Situation) -> Turn:
    """When staff work: the machine answers always, people when the desk is open."""
    wording, now = TALKING[talk.language], situation.now
    opens = situation.hours.opens(now)
    if situation.hours.is_open(now) or opens is None:
        words = wording.desk_is_open
    else:
        when = moment(opens, now, talk.language)
        words = f"{wording.always_here} {wording.desk_opens.format(when=when)}"
    return Turn(talk, "browsed", (Said(Reply(words)),))


def _examples(talk: Talk, situation: Situation) -> list[Button]:
    """Questions to tap, those that are asked most."""
    found = [entry for id in situation.often if (entry := situation.servable(id))]
    return [
        Button(entry.question.in_(talk.language), f"ask:{entry.id}") for entry in found[:_EXAMPLES]
    ]


def notice(language: Language, situation: Situation) -> str:
    """The privacy notice, with its version."""
    words = WORDING[language].notice
    return words.format(version=NOTICE, place=situation.places[language])


def help(talk: Talk) -> Turn:
    wording = WORDING[talk.language]
    buttons = (
        Button(wording.topics_button, "topics"),
        Button(wording.person_button, "person"),
        _other_language(talk.language),
    )
    return Turn(talk, "browsed", (Said(Reply(wording.help, buttons=buttons)),))


def topics(talk: Talk, situation: Situation) -> Turn:
    """The categories, first those that are asked for most."""
    asked = [entry.category for id in situation.often if (entry := situation.servable(id))]
    buttons = tuple(
        Button(category.name.in_(talk.language), f"cat:{category.id}")
        for category in sorted(situation.categories, key=lambda one: -asked.count(one.id))
        if _within(situation, category.id)
    )
    return Turn(talk, "browsed", (Said(Reply(WORDING[talk.language].topics, buttons=buttons)),))


def category(talk: Talk, situation: Situation, id: str) -> Turn:
    """The questions of a category, as buttons; all topics where it is unknown or empty."""
    found = [category for category in situation.categories if category.id == id]
    entries = _within(situation, id)
    if not found or not entries:
        return topics(talk, situation)
    words = WORDING[talk.language].category.format(name=found[0].name.in_(talk.language))
    buttons = tuple(
        Button(entry.question.in_(talk.language), f"ask:{entry.id}") for entry in entries
    )
    return Turn(talk, "browsed", (Said(Reply(words, buttons=buttons)),))


def ask_language(talk: Talk) -> Turn:
    wording = WORDING[talk.language]
    buttons = (Button(wording.in_vietnamese, "lang:vi"), Button(wording.in_english, "lang:en"))
    return Turn(talk, "browsed", (Said(Reply(wording.language_question, buttons=buttons)),))


def set_language(talk: Talk, language: str) -> Turn:
    chosen: Language = "en" if language == "en" else "vi"
    talk = replace(talk, language=chosen, language_chosen=True)
    return Turn(talk, "browsed", (Said(Reply(WORDING[chosen].language_changed)),))


def _other_language(language: Language) -> Button:
    wording = WORDING[language]
    if language == "vi":
        return Button(wording.in_english, "lang:en")
    return Button(wording.in_vietnamese, "lang:vi")


def _within(situation: Situation, category: str) -> list[Entry]:
    entries = [entry for entry in situation.entries.values() if entry.category == category]
    return [entry for entry in entries if entry.served_on(situation.today)]
