"""The strict shape of a Vietnamese syllable, which tells words from typing accidents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Every rhyme, written without marks: "ươ" and "uô" are both "uo" here.
_RHYMES = """\
a ac ach ai am an ang anh ao ap at au ay
e ec ech em en eng enh eo ep et eu
i ia ich iec iem ien ieng iep iet ieu im in ing inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong oong op ot
u ua uac uach uai uan uang uanh uao uat uau uay uc ue uech uen uenh ueo uet ui um un ung uo uoc
uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uyn uynh uyp uyt uyu
y yem yen yeng yet yeu
"""
_INITIALS = (
    "qu|ngh(?=[eiy])|ng(?![eiy])|nh|gh(?=[ei])|gi|g(?![ey])|ch|kh|ph|th|tr|k(?=[eiy])|c(?![eiy])"
    "|[bdhlmnprstvx]"
)
_SYLLABLE = re.compile(rf"(?:{_INITIALS})?(?:{'|'.join(_RHYMES.split())})|gi|quoc|quit")
# Telex writes its tone at the end of a syllable or before its last consonants; f, j, w and z are
# no Vietnamese letters, so wherever they stand they were meant as marks.
_TONE_LETTERS = re.compile(r"(?<!^)[fjz]|w|(?<=[aeiouy])[srx](?=(?:ch|nh|ng|[cmnpt])?$)|[srx]$")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_REPEATED = re.compile(r"([^\W\d_])\1+")

# People use the same few thousand words: each is looked at once, while strangers' do not pile up.
remembered = lru_cache(maxsize=1 << 15)


@remembered
def is_syllable(plain: str) -> bool:
    """Whether a word without marks could be Vietnamese."""
    return _SYLLABLE.fullmatch(plain) is not None


@remembered
def unmarked(word: str) -> str:
    """The letters without any mark."""
    # NFD leaves đ whole: it is a letter, not a mark.
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare)


@remembered
def toned(word: str) -> str:
    """The word with its tone written behind it, since people place it on either vowel."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    rest = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", rest) + "".join(str(_TONES.index(tone)) for tone in tones)


@remembered
def squeezed(plain: str) -> str:
    """The word with every repeated letter written once, but cuu, huu and xoong are words."""
    return plain if is_syllable(plain) else _REPEATED.sub(r"\1", plain)


@remembered
def untelexed(plain: str) -> str | None:
    """The syllable meant by letters that an input method left behind, such as "ddawng"."""
    if not plain.isascii() or not plain.isalpha() or is_syllable(plain):
        return None
    once = _REPEATED.sub(r"\1", plain)
    bare = squeezed(_TONE_LETTERS.sub("", once))
    return bare if bare != plain and is_syllable(bare) else None


@remembered
def unvni(plain: str) -> str | None:
    """The syllable meant by VNI digits that were left behind, such as "d9ang8"."""
    bare = re.sub(r"[1-9]", "", plain)
    digits = len(plain) - len(bare)
    if not 0 < digits <= 3 or not plain[0].isalpha() or len(plain) < 3:
        return None
    return bare if is_syllable(bare) else None
