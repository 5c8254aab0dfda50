"""One plain form of a question, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from faq.entry import Language
from faq.vietnamese.spelling import spelling
from faq.vietnamese.syllable import (
    is_syllable,
    remembered,
    squeezed,
    toned,
    unmarked,
    untelexed,
    unvni,
)

_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_WORD = re.compile(r"[^\W_]+")
# "lop1" and "10tuoi" are two words each, but not "ct07", "b1" or "50k".
_JOINED = re.compile(r"(?<=[^\W\d_]{3})(?=\d)|(?<=\d)(?=[^\W\d_]{2})")
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}


@dataclass(frozen=True, slots=True)
class Word:
    """`plain` has no marks; `marked` has its tone behind it; `typed` is how people write it."""

    plain: str
    marked: str
    typed: str


def fold(text: str) -> str:
    """Words without marks, abbreviations and politeness; folding twice changes nothing."""
    return " ".join(word.plain for word in words(text))


def plain(text: str) -> str:
    """The same with polite words kept, as small talk needs them."""
    return " ".join(word.plain for word in words(text, polite=True))


def words(text: str, polite: bool = False) -> list[Word]:
    """The words of a text in both forms."""
    return list(_words(text, polite))


@lru_cache(maxsize=256)
def _words(text: str, polite: bool) -> tuple[Word, ...]:
    """Remembered, since every part of the search asks for the words of the same message."""
    found = _once(text, polite)
    for _ in range(8):  # dropping one word may make a phrase of its neighbours
        again = _once(" ".join(word.plain for word in found), polite)
        if [word.plain for word in again] == [word.plain for word in found]:
            break
        found = again
    return found


@lru_cache(maxsize=256)
def language(text: str) -> Language | None:
    """The language somebody writes in; None where a text is too short to tell."""
    return _language(_raw(text))


def _once(text: str, polite: bool) -> tuple[Word, ...]:
    found = _meant(text)
    if polite:
        return found
    dropped = spelling().fillers([word.plain for word in found])
    return tuple(word for at, word in enumerate(found) if at not in dropped) or found


@lru_cache(maxsize=512)
def _meant(text: str) -> tuple[Word, ...]:
    """What is typed, spelt out, polite words and all."""
    raw = _raw(text)
    english = _language(raw) == "en"
    raw = _split(raw) if english else spelling().expand(_split(_unvni_all(raw)))
    return tuple(word for word in (_word(typed, english) for typed in raw) if word.plain)


def _raw(text: str) -> list[str]:
    if text.isascii() and text.isprintable():  # half of all messages, and nothing to undo
        return _WORD.findall(_APOSTROPHE.sub("", text.lower()))
    visible = "".join(
        "" if unicodedata.category(letter) in _INVISIBLE and letter not in "\t\n\r\f\v" else letter
        for letter in text
    )
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    # Some single characters stand for whole sentences; a flood of them is cut.
    folded = folded[: 2 * len(text) + 16]
    # What NFKC could not join to a letter is no mark of Vietnamese.
    joined = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
    return _WORD.findall(_APOSTROPHE.sub("", joined))


def _split(raw: Sequence[str]) -> list[str]:
    return [part for word in raw for part in _JOINED.sub(" ", word).split()]


def _unvni_all(raw: Sequence[str]) -> Sequence[str]:
    # A single "lop1" is a number; a message full of them comes from a broken input method.
    undone = [unvni(word) for word in raw]
    count = sum(1 for word in undone if word)
    if count < 2 or count * 2 < len(raw):
        return raw
    return [new or old for new, old in zip(undone, raw, strict=True)]


@remembered
def _word(raw: str, english: bool) -> Word:
    known = spelling()
    bare = unmarked(raw)
    simple = known.squeezed(bare)
    if not english and bare not in known.english and (undone := untelexed(bare)):
        return Word(undone, undone, undone)
    return Word(simple, toned(raw), raw) if simple == bare else Word(simple, simple, simple)


def _language(raw: Sequence[str]) -> Language | None:
    vietnamese = english = 0.0
    for word in raw:
        vi, en = _leaning(word)
        vietnamese += vi
        english += en
    if max(vietnamese, english) <= 0.5 or vietnamese == english:
        return None
    return "vi" if vietnamese > english else "en"


@remembered
def _leaning(word: str) -> tuple[float, float]:
    """How much a word speaks for Vietnamese, how much for English."""
    known = spelling()
    bare = unmarked(word)
    if not word.isalpha():
        return 0, 0
    if bare != word:
        return (1.5, 0) if is_syllable(squeezed(bare)) else (0.5, 0)
    if word in known.english:
        return (0.3, 0.5) if is_syllable(word) else (0, 1)
    if is_syllable(word):
        return 1, 0
    if (word,) in known.meant or untelexed(word):
        return 0.6, 0
    return (0, 0.5) if word.isascii() and len(word) > 4 else (0, 0)
