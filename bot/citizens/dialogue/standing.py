"""Reads what is typed as the reply to a question of ours that stands: as the button it means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Button, Talk, Ticket, TicketStatus
from faq import fold, pick, plain, stars, yes_or_no

# What the first word of a button's value says to "yes" and to "no"; "ask" says yes where it stands
# alone beside "none": "do you mean this?".
_YES = ("yes", "report", "add")
# Sent to staff also where we did not ask for a yes, if the words say so.
_SEND = re.compile(r"\b(gui|chuyen|send|forward|pass)\b")
_NO = ("no", "none", "drop")
_OK = re.compile(r"(?:ok\w*|oke|okela|duoc roi|vang)(?: (?:em|e|a|ban|nha|nhe|anh|chi|ad))*")
# Neither helped nor not: nothing is needed any more, or nothing was understood.
_NO_REPLY = re.compile(
    r"\bkhong (can|hieu)\b|\bkhoi\b|\bthoi (de sau|bo qua|nhe|vay)\b|\bnever mind\b"
)
_ONLY = re.compile(r"\s+(thôi|thoi|only)\W*$", re.IGNORECASE)
_CHOICES = ("ask", "open")
_POINTING_WORDS = """
    con vu viec cai thi sao kia the chuyen ve cau y nao do nay
"""
_POINTING = frozenset(_POINTING_WORDS.split())
_NAMING = 4  # words that name one of several
_MOST_OFFERED = 9  # buttons that can be meant by their number


def meant(text: str, talk: Talk, ticket: Ticket | None) -> str | None:
    """The value of the button that a typed reply means; None where it is no reply."""
    shown = talk.standing
    return (
        _labelled(text, shown)
        or _starred(text, ticket)
        or _agreed(text, shown)
        or _picked(text, shown)
    )


def _labelled(text: str, shown: Sequence[Button]) -> str | None:
    said = plain(text)
    return next((button.value for button in shown if said and plain(button.label) == said), None)


def _starred(text: str, ticket: Ticket | None) -> str | None:
    """Stars for the answer of a person."""
    if ticket is None or ticket.status is not TicketStatus.answered:
        return None
    given = stars(text) or stars(_ONLY.sub("", text))
    return None if given is None else f"rate:{ticket.code}:{given}"


def _agreed(text: str, shown: Sequence[Button]) -> str | None:
    agreed = yes_or_no(text)
    said = plain(text)
    if agreed is None or _NO_REPLY.search(said):
        return None
    if agreed and _OK.fullmatch(said) and not _first(shown, ("yes",)):
        return None  # it says that one has read it
    if (
        agreed
        and _SEND.search(plain(text))
        and (sent := _first(shown, ("report", "add", "ticket")))
    ):
        return sent
    return _yes(shown) if agreed else _first(shown, _NO)


def _yes(shown: Sequence[Button]) -> str | None:
    asked = [button.value for button in shown if _kind(button) in _CHOICES]
    if len(asked) == 1 and _first(shown, ("none",)):
        return asked[0]
    single = asked[0] if len(shown) == len(asked) == 1 else None
    return _first(shown, _YES) or single


def _picked(text: str, shown: Sequence[Button]) -> str | None:
    """One of several that were offered, by its number or by words of it."""
    waiting = [button for button in shown if _kind(button) == "open"]
    offered = waiting or [button for button in shown if _kind(button) in _CHOICES]
    none = _first(shown, _NO)
    numbered = any(_kind(button) in ("none", "open") for button in shown)
    if not offered or not numbered or len(offered) > _MOST_OFFERED:
        return None
    place = pick(text, [button.label for button in offered])
    if place is None:
        return _named(text, offered)
    return none if place == "none" else offered[place].value


def _named(text: str, offered: Sequence[Button]) -> str | None:
    """The one whose label holds all that the message names: "còn vụ tường rào"."""
    words = set(fold(text).split()) - _POINTING
    if not 1 < len(words) <= _NAMING:
        return None
    found = [button.value for button in offered if words <= set(fold(button.label).split())]
    return found[0] if len(found) == 1 else None


def _first(shown: Sequence[Button], kinds: Sequence[str]) -> str | None:
    return next((button.value for button in shown if _kind(button) in kinds), None)


def _kind(button: Button) -> str:
    return button.value.partition(":")[0]
