"""What a message is taken for before it is understood: a reply to us, one of several lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.citizens.dialogue import standing
from bot.model import Incoming, Kind, Talk, Ticket
from faq import corrected

# People take 3 to 8 seconds a line; nobody waits longer than that in all for what they began.
_GOES_ON = timedelta(seconds=10)


def taken_for(incoming: Incoming, talk: Talk, ticket: Ticket | None) -> tuple[Incoming, Talk]:
    """The message as it is meant in this talk, and the talk without what is over."""
    talk = _going_on(talk, incoming.at)
    if incoming.choice is not None:
        return _opened(incoming, replace(talk, held=()))
    if incoming.kind is not Kind.text or not incoming.text.strip():
        return incoming, replace(talk, held=())
    choice = standing.meant(incoming.text, talk, ticket)
    if choice is not None:
        return _opened(replace(incoming, choice=choice), replace(talk, held=()))
    if talk.held:
        # What waited was not said: it may be said now.
        return replace(incoming, text=f"{talk.asked}\n{incoming.text}"), replace(talk, said="")
    after_all = corrected(incoming.text)
    return (incoming if after_all is None else replace(incoming, text=after_all)), talk


def take_up(incoming: Incoming, talk: Talk, place: int) -> tuple[Incoming, Talk]:
    """One of the questions that wait for their turn, as if it was typed now."""
    text = talk.open[place]
    rest = tuple(other for at, other in enumerate(talk.open) if at != place)
    return replace(incoming, choice=None, text=text), replace(talk, open=rest)


def waits_until(talk: Talk, now: datetime, seconds: float) -> datetime:
    """When a reply that waits for more lines goes out: soon, and never much after the first."""
    began = datetime.fromisoformat(talk.began) if talk.began else now
    return min(now + timedelta(seconds=seconds), began + _GOES_ON)


def _going_on(talk: Talk, now: datetime) -> Talk:
    """Nothing is held any more once the person let the time pass."""
    if talk.began and now - datetime.fromisoformat(talk.began) <= _GOES_ON:
        return talk
    return replace(talk, held=(), began="")


def _opened(incoming: Incoming, talk: Talk) -> tuple[Incoming, Talk]:
    name, _, place = (incoming.choice or "").partition(":")
    if name != "open" or not place.isdigit() or int(place) >= len(talk.open):
        return incoming, talk
    return take_up(incoming, talk, int(place))
