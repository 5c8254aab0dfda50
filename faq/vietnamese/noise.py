"""Types a well-written question as a hurried citizen would, to learn from and to test with."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import cache

from faq.vietnamese.spelling import spelling
from faq.vietnamese.syllable import unmarked

_TELEX_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_TELEX_SHAPES = {"\u0302": None, "\u0306": "w", "\u031b": "w"}  # a hat doubles its letter
_SIGNS = ".,?!;:"


def bare(text: str) -> str:
    """The text without any marks."""
    return " ".join(unmarked(word) for word in _composed(text).split())


def noised(text: str, seed: int) -> str:
    """The text in chat spellings, mistyped, half marked, or all of it; the same for each seed."""
    chance = random.Random(f"{seed} {text}")
    how = chance.choice((_chatted, _slipped, _telexed, _half_marked))
    return how(_composed(text), chance)


def _chatted(text: str, chance: random.Random) -> str:
    said = text.split()
    keys = [unmarked(word.strip(_SIGNS)) for word in said]
    typed: list[str] = []
    at = 0
    while at < len(said):
        size = next((n for n in (4, 3, 2, 1) if tuple(keys[at : at + n]) in _shorter()), 0)
        if size and chance.random() < 0.6:
            typed.append(chance.choice(_shorter()[tuple(keys[at : at + size])]))
        else:
            size = 1
            typed.append(said[at])
        at += size
    line = " ".join(typed)
    return bare(line) if chance.random() < 0.5 else line


def _slipped(text: str, chance: random.Random) -> str:
    return _each(text if chance.random() < 0.4 else bare(text), chance, 0.2, _slip)


def _telexed(text: str, chance: random.Random) -> str:
    return _each(text, chance, 0.25, lambda word, _: _keys(word), otherwise=unmarked)


def _half_marked(text: str, chance: random.Random) -> str:
    return _each(text, chance, 0.5, lambda word, _: unmarked(word))


def _each(
    text: str,
    chance: random.Random,
    share: float,
    change: Callable[[str, random.Random], str],
    otherwise: Callable[[str], str] = str,
) -> str:
    words = text.split()
    return " ".join(
        change(word, chance) if chance.random() < share else otherwise(word) for word in words
    )


def _slip(word: str, chance: random.Random) -> str:
    """A letter missing, doubled, or in its neighbour's place."""
    if len(word) < 3 or not word.isalpha():
        return word
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _keys(word: str) -> str:
    """The Telex keys of a word, as an input method that is switched off leaves them."""
    typed, tone = "", ""
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TELEX_TONES:
            tone = _TELEX_TONES[letter]
        elif letter in _TELEX_SHAPES:
            typed += _TELEX_SHAPES[letter] or typed[-1]
        else:
            typed += "dd" if letter == "đ" else letter
    ending = len(typed.rstrip(_SIGNS))
    return typed[:ending] + tone + typed[ending:]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


@cache
def _shorter() -> dict[tuple[str, ...], list[str]]:
    """From what is meant, without marks, to what is typed for it."""
    known: dict[tuple[str, ...], list[str]] = {}
    for typed, meant in sorted(spelling().meant.items()):
        known.setdefault(tuple(map(unmarked, meant)), []).append(" ".join(typed))
    return known
