"""The approved text, word for word, in pieces that a phone can show."""

from __future__ import annotations

from dataclasses import replace

from bot.citizens.dialogue.situation import Situation
from bot.model import Button, Reply, Said, Talk, Turn
from bot.wording import TALKING, WORDING
from faq import Entry, Language, Part

_RELATED = 2


def answer(talk: Talk, situation: Situation, entry: Entry, part: Part | None = None) -> Turn:
    """What was asked for first: the part that was named, else the first paragraphs."""
    if part is not None and (text := entry.part_text(part, talk.language, situation.today)):
        return _shown(talk, situation, entry, text, is_whole=False)
    whole = entry.text(talk.language, situation.today)
    text = _beginning(whole, situation.screen)
    return _shown(talk, situation, entry, text, is_whole=text == whole)


def full(talk: Talk, situation: Situation, id: str | None) -> Turn:
    """The whole text of an answer."""
    entry = situation.servable(id)
    if entry is None or entry.canned:
        return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].answer_gone)),))
    whole = entry.text(talk.language, situation.today)
    return _shown(talk, situation, entry, whole, is_whole=True)


def follow_up(talk: Talk, situation: Situation, entry: Entry, part: Part) -> Turn:
    """The part of the answer just given that the message asks for; never another source line."""
    language = talk.language
    question = entry.question.in_(language)
    talk = replace(talk, asked=f"{question}: {talk.asked}")
    text = entry.part_text(part, language, situation.today)
    full_button = Button(TALKING[language].full_button, f"full:{entry.id}")
    if text is None:
        words = TALKING[language].part_unknown
        said = words.format(question=question, part=TALKING[language].parts[part])
        send = Button(TALKING[language].send_to_staff, "add")
        return Turn(talk, "followed-up", (Said(Reply(said, buttons=(send, full_button))),))
    foot = "\n".join(_place(talk, situation))
    reply = Reply(text, title=question, footer=foot, buttons=(full_button,))
    return Turn(talk, "followed-up", (Said(reply, versioned(situation, entry.id)),))


def sources(talk: Talk, situation: Situation, id: str) -> Turn:
    """Where an answer comes from, and of when it is."""
    entry = situation.servable(id)
    if entry is None:
        return Turn(talk, "stale", (Said(Reply(WORDING[talk.language].answer_gone)),))
    lines = [
        f"- {source.name} {source.url}" if source.url else f"- {source.name}"
        for source in entry.sources
    ]
    words = TALKING[talk.language].sources.format(
        sources="\n".join(lines), as_of=_local(entry.as_of or "")
    )
    return Turn(talk, "browsed", (Said(Reply(words)),))


def full_button(talk: Talk) -> Button:
    """Leads to the whole of the last answer."""
    return Button(TALKING[talk.language].full_button, f"full:{talk.answered}")


def versioned(situation: Situation, id: str) -> str:
    """The entry and its version as it is served now, such as "passport-online@3"."""
    return f"{id}@{situation.versions.get(id, 0)}"


def _shown(talk: Talk, situation: Situation, entry: Entry, text: str, is_whole: bool) -> Turn:
    language = talk.language
    foot = [*_place(talk, situation), *_source(talk, entry), WORDING[language].helped]
    reply = Reply(
        text,
        title=entry.question.in_(language),
        # In the same message: a second one would ring the citizen's phone twice.
        footer="\n\n".join(foot),
        buttons=_buttons(talk, situation, entry, is_whole),
    )
    after = replace(talk.having_answered(entry.id), offered=(), rated=None, sourced=entry.id)
    return Turn(after, "answered", (Said(reply, versioned(situation, entry.id)),))


def _place(talk: Talk, situation: Situation) -> list[str]:
    """The place that was named, under the name it has now."""
    units = situation.units
    if units is None or len(units.now) != 1:
        return []
    name = units.now[0].title(talk.language)
    if units.is_unchanged:
        return [TALKING[talk.language].place_named.format(name=name)]
    form = TALKING[talk.language].place_now
    return [form.format(old=units.named(talk.language), new=name)]


def _beginning(whole: str, screen: int) -> str:
    """The first paragraphs that fit a screen, at least one: never cut within a paragraph."""
    if not screen or len(whole) <= screen:
        return whole
    kept, *paragraphs = whole.split("\n\n")
    for paragraph in paragraphs:
        if len(kept) + 2 + len(paragraph) > screen:
            break
        kept = f"{kept}\n\n{paragraph}"
    return kept


def _source(talk: Talk, entry: Entry) -> list[str]:
    """One line, once a topic; where doubts remain, whom to ask."""
    if talk.sourced == entry.id:
        return []
    wording, count = TALKING[talk.language], len(entry.sources)
    month = "/".join(reversed((entry.as_of or "").split("-")[:2])).lstrip("0")
    form = wording.updated_one if count == 1 else wording.updated
    line = form.format(month=month, count=count)
    if entry.confidence != "low" or entry.owner is None:
        return [line]
    return [line, wording.ask_owner.format(owner=entry.owner.in_(talk.language))]


def _buttons(talk: Talk, situation: Situation, entry: Entry, is_whole: bool) -> tuple[Button, ...]:
    language = talk.language
    wording, talking = WORDING[language], TALKING[language]
    whole = [] if is_whole else [Button(talking.full_button, f"full:{entry.id}")]
    sourced = (
        [] if talk.sourced == entry.id else [Button(talking.sources_button, f"src:{entry.id}")]
    )
    return (
        *whole,
        Button(wording.yes, f"yes:{entry.id}"),
        Button(wording.no, f"no:{entry.id}"),
        *sourced,
        *related(situation, entry, language),
    )


def related(situation: Situation, entry: Entry, language: Language) -> list[Button]:
    found = [other for id in entry.related if (other := situation.servable(id))]
    return [Button(other.question.in_(language), f"ask:{other.id}") for other in found[:_RELATED]]


def _local(as_of: str) -> str:
    # 2026-08-14 is written 14/08/2026 in Vietnam.
    return "/".join(reversed(as_of.split("-")))
