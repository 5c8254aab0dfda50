"""Several questions in one message: one is answered, the others wait and are not lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.citizens.dialogue import answering
from bot.citizens.dialogue.situation import Asked, Situation
from bot.model import Button, Reply, Said, Talk, Turn
from bot.wording import TALKING
from faq import asks, aspect, part_only

_MOST = 4  # questions that are kept
_LIKELY = 0.4  # as for offers
_QUESTION = 4  # words of a question that no entry answers, to be one by itself
_LABEL = 60  # characters of a question on a button


def answer_one(talk: Talk, situation: Situation) -> Turn | None:
    """The surest answer, the rest behind buttons; None where nothing is sure."""
    sure = [asked for asked in situation.several if _sure(asked, situation)]
    if not sure:
        return None
    first = max(sure, key=lambda asked: asked.matches[0].score)
    others = [a.text for a in situation.several if a is not first and _is_another(a, first)]
    if not others:
        return None
    entry = first.matches[0].entry
    turn = answering.answer(talk, situation, entry, aspect(first.text))
    return _with_rest(turn, others[:_MOST])


def with_open(turn: Turn, texts: Sequence[str]) -> Turn:
    """A turn that leaves questions open, as buttons under what it says."""
    turn = replace(turn, talk=replace(turn.talk, open=tuple(texts[:_MOST])))
    [*before, last] = turn.said
    shown = (*_buttons(turn.talk.open), *last.reply.buttons)
    return replace(turn, said=(*before, replace(last, reply=replace(last.reply, buttons=shown))))


def rest(talk: Talk) -> Turn:
    """What was asked and not taken up yet."""
    talking = TALKING[talk.language]
    if not talk.open:
        return Turn(talk, "browsed", (Said(Reply(talking.nothing_open)),))
    words = talking.still_open.format(count=len(talk.open))
    return Turn(talk, "offered", (Said(Reply(words, buttons=_buttons(talk.open))),))


def reminded(turn: Turn) -> Turn:
    """An answer, with the questions that still wait."""
    if not turn.talk.open or turn.outcome != "answered":
        return turn
    return with_open(turn, turn.talk.open)


def _with_rest(turn: Turn, others: Sequence[str]) -> Turn:
    talking = TALKING[turn.talk.language]
    [said] = turn.said
    words = talking.several.format(count=len(others) + 1)
    footer = f"{words}\n\n{said.reply.footer}"
    reply = replace(said.reply, footer=footer)
    talk = replace(turn.talk, open=tuple(others))
    return reminded(replace(turn, talk=talk, said=(replace(said, reply=reply),)))


def _buttons(texts: Sequence[str]) -> tuple[Button, ...]:
    return tuple(Button(_short(text), f"open:{place}") for place, text in enumerate(texts))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LABEL else f"{line[: _LABEL - 1].rstrip()}…"


def _sure(asked: Asked, situation: Situation) -> bool:
    best = asked.matches[0] if asked.matches else None
    return (
        best is not None
        and best.score >= situation.sure
        and not best.entry.canned
        and situation.servable(best.entry.id) is not None
    )


def _is_another(one: Asked, first: Asked) -> bool:
    """Whether a part of the message is a matter of its own: another entry, or none we know."""
    if part_only(one.text) is not None:
        return False
    best = one.matches[0] if one.matches else None
    if best is not None and best.score >= _LIKELY:
        return best.entry.id != first.matches[0].entry.id and not best.entry.canned
    return asks(one.text) and len(one.text.split()) >= _QUESTION
