"""Places that a message names: what an old commune or district is today, and dossier codes."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ruamel.yaml import YAML

from faq.entry import Language
from faq.vietnamese.syllable import remembered, toned, unmarked

_LONGEST = 4096
_ENGLISH = {
    "xã": "commune",
    "phường": "ward",
    "thị trấn": "township",
    "huyện": "district",
    "thị xã": "town",
    "thành phố": "city",
}
_DISTRICTS = frozenset(("huyện", "thị xã", "thành phố"))


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune-level unit of today."""

    name: str
    kind: Literal["phường", "xã"]
    code: str

    def title(self, language: Language) -> str:
        """Kind and name, such as "phường Vũ Ninh" or "Vũ Ninh ward"."""
        return _title(self.kind, self.name, language)


@dataclass(frozen=True, slots=True)
class Units:
    """What a place named in a message is today.

    `said` is the name as the data writes it; `now` has several units for an old district and for
    a name that is shared; `is_unchanged` says that the name is that of today's unit and means
    nothing else.
    """

    said: str
    said_en: str
    now: tuple[Unit, ...]
    is_unchanged: bool

    def named(self, language: Language) -> str:
        """The name as a sentence begins with it."""
        said = self.said_en if language == "en" else self.said
        return said[:1].upper() + said[1:]


def units(text: str) -> Units | None:
    """The place named in a message, as it is today; None where none is."""
    tokens = _tokens(text[:_LONGEST])
    mentions = list(_mentions(tokens))
    if not mentions:
        return None
    districts = [old for mention in mentions for old in mention.districts()]
    return _today(_best(mentions, districts), districts)


# What an office is called, the day, a number: "H05.12-260815-0007"; before 2021 also
# "000.00.12.H05-210815-0007". Ministries have A to G, provinces H.
_DASH = r"\s*[-‐‑‒–—―−_/.\s]\s*"
_DOSSIER = re.compile(
    rf"(?<![\w.])((?:\d{{3}}\s?\.\s?\d{{2}}\s?\.\s?\d{{2,3}}\s?\.\s?)?[A-H]\d{{2}}"
    rf"(?:\s?\.\s?\d{{1,3}}){{0,3}}){_DASH}"
    rf"(\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])){_DASH}(\d{{3,7}})(?![\w]|[.,/-]\d)"
)


def dossier_code(text: str) -> str | None:
    """The code of a dossier in a message, in the form on receipts; None where there is none."""
    found = _DOSSIER.search(unicodedata.normalize("NFKC", text[:_LONGEST]).upper())
    return "-".join(re.sub(r"\s", "", part) for part in found.groups()) if found else None


@dataclass(frozen=True, slots=True)
class _Known:
    """A unit of today, an old one or an old district, and what it is today.

    `age` is 0 for units of today, 1 for what ended in 2025 or later, 2 for what ended before;
    `is_whole` tells an old city whose name the whole has today, `is_former_kind` the name that a
    unit of today had under another kind.
    """

    kind: str
    name: str
    now: tuple[Unit, ...]
    age: int
    marked: tuple[str, ...]
    district: str = ""
    is_whole: bool = False
    is_former_kind: bool = False

    @property
    def is_district(self) -> bool:
        return self.kind in _DISTRICTS

    def said(self, language: Language) -> str:
        """The name in full, with the district that an old unit was in."""
        title = _title(self.kind, self.name, language)
        if not self.age:
            return title
        if language == "vi":
            return f"{title} cũ ({self.district})" if self.district else f"{title} cũ"
        if not self.district:
            return f"the former {title}"
        district = _title(*_split(self.district), "en")
        return f"the former {_ENGLISH[self.kind]} {self.name} ({district})"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as names are looked for in; `marked` is empty where it was typed without marks."""

    plain: str
    marked: str
    is_title: bool
    is_apart: bool  # from the word before, by a comma, a dot or a bracket

    def means(self, marked: str) -> bool:
        return not self.marked or self.marked == marked


@dataclass(frozen=True, slots=True)
class _Name:
    """All places that share a name when it is written without marks, and how it may be read."""

    plain: tuple[str, ...]
    known: tuple[_Known, ...]
    outside: tuple[str, ...]
    is_person: bool
    is_word: bool
    is_loose: bool
    is_province: bool
    has_district: bool

    @property
    def is_short(self) -> bool:
        return len(self.plain) == 1

    def is_abroad(self, there: Sequence[_Token]) -> bool:
        """Whether the words name a province outside."""
        return tuple(token.plain for token in there) == self.plain and _fit(there, self.outside)

    def known_as(self, there: Sequence[_Token]) -> tuple[_Known, ...] | None:
        """Those of the places that the words may name; None where they name nothing."""
        if tuple(token.plain for token in there) != self.plain:
            return None
        known = tuple(known for known in self.known if _fit(there, known.marked))
        return known if known or _fit(there, self.outside) else None


@dataclass(frozen=True, slots=True)
class _Mention:
    """What a name in a message may mean, and how surely it is a place.

    `strength` is 3 for a name with its kind, 2 for one with its district, 1 for one that only
    looks like a place.
    """

    known: tuple[_Known, ...]
    strength: int

    def districts(self) -> tuple[_Known, ...]:
        return tuple(known for known in self.known if known.is_district)

    def within(self, districts: Sequence[_Known]) -> tuple[_Known, ...]:
        """What is left when the old districts named beside it are heeded."""
        inside = {unit for district in districts for unit in district.now}
        return tuple(known for known in self.known if inside.intersection(known.now))


# --- what a name is today -----------------------------------------------------------------------


def _title(kind: str, name: str, language: Language) -> str:
    return f"{kind} {name}" if language == "vi" else f"{name} {_ENGLISH[kind]}"


def _split(title: str) -> tuple[str, str]:
    """Kind and name of a title as the data has it."""
    kind = next(kind for kind in _ENGLISH if title.startswith(f"{kind} "))
    return kind, title[len(kind) + 1 :]


def _best(mentions: Sequence[_Mention], districts: Sequence[_Known]) -> _Mention:
    """A unit with its kind or in a district that is named, else the surest name; the first one."""
    exact = [
        mention
        for mention in mentions
        if not mention.districts() and (mention.strength > 1 or mention.within(districts))
    ]
    return max(exact or mentions, key=lambda mention: mention.strength)


def _today(mention: _Mention, districts: Sequence[_Known]) -> Units:
    """What a name is today: one of the districts named beside it is heeded."""
    known = mention.known
    if not mention.districts():
        known = mention.within(districts) or known
    now = tuple(dict.fromkeys(unit for old in known for unit in old.now))
    # Within either list the unit of today comes first, then what ended last.
    first = (mention.districts() or known)[0]
    if first.is_district or len(now) == 1:
        return Units(first.said("vi"), first.said("en"), now, first.age == 0)
    return Units(_shared(known, "vi"), _shared(known, "en"), now, False)


def _shared(known: Sequence[_Known], language: Language) -> str:
    """A name that several places have had, such as "xã Đồng Tiến cũ"."""
    names = " / ".join(dict.fromkeys(old.name for old in known))
    kinds = {old.kind for old in known}
    if len(kinds) > 1:
        return names
    title = _title(kinds.pop(), names, language)
    if any(old.age == 0 for old in known):
        return title
    return f"{title} cũ" if language == "vi" else f"the former {title}"


# --- names in a message -------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+")
_Y = re.compile(r"^([hklmst])y(?=\d*$)")
_KINDS: Mapping[str, str] = {
    "xã": "xã",
    "x": "xã",
    "phường": "phường",
    "p": "phường",
    "f": "phường",
    "thị trấn": "thị trấn",
    "tt": "thị trấn",
    "t t": "thị trấn",
    "huyện": "huyện",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "t x": "thị xã",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "t p": "thành phố",
}
_ENGLISH_KINDS: Mapping[str, str] = {
    "commune": "xã",
    "ward": "phường",
    "township": "thị trấn",
    "district": "huyện",
    "town": "thị xã",
    "city": "thành phố",
}


def _like(word: str) -> str:
    """One spelling for "Mỹ" and "Mĩ"."""
    return _Y.sub(r"\1i", word)


def _marked(words: str) -> Mapping[str, str]:
    """Words by their plain form, with their marks."""
    return {_like(unmarked(word)): _like(toned(word)) for word in words.split()}


# Words before a place; typed without marks they count as well.
_BEFORE = _marked(
    "ở tại về thuộc quê từ sang đến lên xuống qua ra bên dưới trên ngoài gần quanh vùng ubnd ub "
    "dân người kcn in at from near around to"
)
# What is called after somebody, or lies in a commune: no commune itself.
_NAMESAKES = _marked(
    "đường phố ngõ ngách trường thôn xóm tổ ấp tên ông bà anh chị cô chú bác thầy cháu bạn "
    "ty cty road street school mr ms mrs"
)
_OLD = _marked("cũ old former")
# Words that may follow "huyện" without being the name of one.
_NO_NAME = _marked(
    "bay bi bo cho chua co con cu cua da de den duoc em gi gio hay het hien khi khong la lam len "
    "minh moi nao nay nen nha nhu nhung ngay o roi sang sau tai thi thuoc tinh toi truoc va vao "
    "vay ve vi"
)
# Words that ask about a name right before them.
_ASKED = frozenset(
    [
        "gio",
        "bay",
        "nay",
        "nhap",
        "gop",
        "doi",
        "sap",
        "sat",
        "thuoc",
        "con",
        "cu",
        "hien",
        "vao",
        "truoc",
    ]
)
_ENDS = _ASKED | frozenset(
    [
        "huyen",
        "thi",
        "tx",
        "tp",
        "thanh",
        "dau",
        "nao",
        "lam",
        "khong",
        "o",
        "tinh",
        "a",
        "co",
        "la",
    ]
)


def _fit(there: Sequence[_Token], marked: Sequence[str]) -> bool:
    return len(there) == len(marked) and all(
        token.means(word) for token, word in zip(there, marked, strict=True)
    )


def _tokens(text: str) -> list[_Token]:
    text = unicodedata.normalize("NFC", text)
    tokens = []
    end = 0
    for word in _WORD.finditer(text):
        tokens.append(_token(word[0], text[end : word.start()].strip() != ""))
        end = word.end()
    return tokens


@remembered
def _token(typed: str, is_apart: bool) -> _Token:
    lower = typed.lower()
    plain = unmarked(lower)
    marked = toned(lower) if plain != lower else ""
    return _Token(_like(plain), _like(marked), typed.istitle(), is_apart)


def _mentions(tokens: Sequence[_Token]) -> Iterator[_Mention]:
    """The places named, from left to right."""
    by_first = _places()
    at = 0
    while at < len(tokens):
        names = by_first.get(tokens[at].plain, ())
        mention, size = next(_read(tokens, at, names), (None, 1)) if names else (None, 1)
        if mention:
            yield mention
        at += size


def _read(
    tokens: Sequence[_Token], at: int, names: Sequence[_Name]
) -> Iterator[tuple[_Mention | None, int]]:
    """What is meant at a place, the longest name first, with how many words it takes."""
    for name in names:
        end = at + len(name.plain)
        known = name.known_as(tokens[at:end])
        if known is None:
            continue
        kind, is_old = _kind(tokens, at, end, name)
        is_exact = name.is_province or (name.is_short and not _stands_out(tokens[at:end]))
        meant = _meant(known, kind, is_old, is_exact) if kind or not name.is_province else ()
        strength = 3 if kind else _strength(tokens, at, name)
        if meant and strength and not _is_elsewhere(tokens, at, end, name, kind):
            yield _Mention(meant, strength), len(name.plain)
        elif not kind and name.is_abroad(tokens[at:end]):
            yield None, len(name.plain)


def _kind(tokens: Sequence[_Token], at: int, end: int, name: _Name) -> tuple[str, bool]:
    """The kind before or behind a name, and whether it is called old."""
    is_old = _is(tokens, at - 1, _OLD) or _is(tokens, end, _OLD)
    if end < len(tokens) and tokens[end].plain in _ENGLISH_KINDS:
        kind = _ENGLISH_KINDS[tokens[end].plain]
        kind = "thị trấn" if kind == "thị xã" and not name.has_district else kind
        return kind, is_old
    if tokens[at].is_apart and _is(tokens, at - 1, _OLD):
        return "", False
    before = at - 1 if _is(tokens, at - 1, _OLD) else at
    return _kind_before(tokens, before)[0], is_old


def _kind_before(tokens: Sequence[_Token], end: int) -> tuple[str, int]:
    """The kind whose last word stands before `end`, and where it begins."""
    for size in (2, 1):
        there = tokens[max(end - size, 0) : end]
        kind, marked = _kinds().get(" ".join(token.plain for token in there), ("", ()))
        if kind and all(token.means(word) for token, word in zip(there, marked, strict=True)):
            # "hợp tác xã" is a business.
            is_other = size == 1 and end > 1 and tokens[end - 2].plain == "tac"
            return ("", end) if is_other else (kind, end - size)
    return "", end


def _is(tokens: Sequence[_Token], at: int, words: Mapping[str, str]) -> bool:
    """Whether one of the words stands there."""
    if not 0 <= at < len(tokens):
        return False
    marked = words.get(tokens[at].plain)
    return marked is not None and tokens[at].means(marked)


def _meant(
    known: tuple[_Known, ...], kind: str, is_old: bool, is_exact: bool
) -> tuple[_Known, ...]:
    """What a name means with the kind before it; a wrong kind of unit is mostly forgiven."""
    if kind in _DISTRICTS:
        found = tuple(old for old in known if old.is_district and (is_old or not old.is_whole))
    elif kind:
        found = tuple(old for old in known if not old.is_district)
        same = tuple(old for old in found if old.kind == kind)
        found = same if is_exact else same or found
    else:
        found = tuple(old for old in known if not old.is_former_kind)
    former = tuple(old for old in found if old.age)
    return former if is_old and former else found


def _stands_out(there: Sequence[_Token]) -> bool:
    """Whether words are written as a name, with marks or with capitals."""
    return any(token.marked for token in there) or all(token.is_title for token in there)


def _strength(tokens: Sequence[_Token], at: int, name: _Name) -> int:
    """How surely a name without its kind is a place: 0 where it is none."""
    end = at + len(name.plain)
    if _is_namesake(tokens, at):
        return 0
    if not name.is_short and _district_follows(tokens, end):
        return 2
    if name.is_abroad(tokens[at:end]) or not _looks_like_a_place(tokens, at, name):
        return 0
    return 1


def _is_namesake(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a street, a school, a business or somebody has the name there."""
    is_business = at > 1 and (tokens[at - 2].plain, tokens[at - 1].plain) == ("tac", "xa")
    return not tokens[at].is_apart and (is_business or _is(tokens, at - 1, _NAMESAKES))


def _looks_like_a_place(tokens: Sequence[_Token], at: int, name: _Name) -> bool:
    """Whether capitals, marks and neighbours speak for a name."""
    end = at + len(name.plain)
    is_marked = any(token.marked for token in tokens[at:end])
    is_title = all(token.is_title for token in tokens[at:end])
    is_asked = at == 0 and (end == len(tokens) or tokens[end].plain in _ASKED)
    has_context = _is(tokens, at - 1, _BEFORE) and not tokens[at].is_apart
    if name.is_loose and not _stands_out(tokens[at:end]):
        has_context = has_context and tokens[at - 1].plain != "ve"  # "về quê vợ"
    if name.is_person:  # "ở Trường Sơn" is said of the unit of today, never of what is gone
        return has_context and is_title and is_marked and name.known[0].age == 0
    if name.is_short:
        is_spelt = is_marked or name.known[0].marked == name.plain
        return is_title and is_spelt and (has_context or is_asked)
    if name.is_word and not _stands_out(tokens[at:end]):
        return False
    if not _stands_out(tokens[at:end]) and _runs_into_district(tokens, end):
        return False
    if has_context or is_asked:
        return True
    if name.has_district:
        return is_title or not name.is_loose
    return is_title and not _is_in_longer_name(tokens, at, end)


def _is_in_longer_name(tokens: Sequence[_Token], at: int, end: int) -> bool:
    """Whether capitals go on to the left or right, as in a name of somebody."""
    starts_later = at > 1 or (at == 1 and not _is(tokens, 0, _BEFORE))
    before = starts_later and tokens[at - 1].is_title and not tokens[at].is_apart
    after = end < len(tokens) and tokens[end].is_title and not tokens[end].is_apart
    return before or after


def _runs_into_district(tokens: Sequence[_Token], end: int) -> bool:
    """Whether the last word begins a district: "quê Sơn Động" is not "Quế Sơn" in "động"."""
    return any(
        name.has_district
        and not name.is_short
        and name.known_as(tokens[end - 1 :][: len(name.plain)])
        for name in _places().get(tokens[end - 1].plain, ())
    )


def _district_follows(tokens: Sequence[_Token], end: int) -> bool:
    """Whether an old district is named right behind a name, or its kind is."""
    at = end + _is(tokens, end, _OLD)
    kind, at = _kind_at(tokens, at)
    if at >= len(tokens) or (kind and kind not in _DISTRICTS):
        return False
    return any(
        not name.is_province
        and name.has_district
        and (kind or not (name.is_loose or name.is_short) or tokens[at].is_title)
        and name.known_as(tokens[at : at + len(name.plain)])
        for name in _places().get(tokens[at].plain, ())
    )


def _kind_at(tokens: Sequence[_Token], at: int) -> tuple[str, int]:
    """The kind that begins there, and where its name begins."""
    if at < len(tokens) and tokens[at].plain == "h":
        return "huyện", at + 1
    for size in (2, 1):
        kind, start = _kind_before(tokens, at + size) if at + size <= len(tokens) else ("", -1)
        if kind and start == at:
            return kind, at + size
    return "", at


def _is_elsewhere(tokens: Sequence[_Token], at: int, end: int, name: _Name, kind: str) -> bool:
    """Whether the words behind a name say that it is another one, or of another province."""
    if name.is_short and kind and not _is_closed(tokens, at, end):
        return True
    behind = end + _is(tokens, end, _OLD)
    if _is_outside(tokens, behind):
        return True
    district, start = _kind_at(tokens, behind)
    if district not in _DISTRICTS or start >= len(tokens):
        return False
    if any(_is_outside(tokens, start + skipped) for skipped in range(4)):
        return True
    is_named = district != "thành phố" and tokens[start].plain not in _NO_NAME
    return is_named and not _district_follows(tokens, end)


def _is_outside(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a province outside is named there, with or without "tỉnh"."""
    if at < len(tokens) and tokens[at].plain == "tinh":
        at += 1
    return at < len(tokens) and any(
        name.is_abroad(tokens[at : at + len(name.plain)])
        for name in _places().get(tokens[at].plain, ())
    )


def _is_closed(tokens: Sequence[_Token], at: int, end: int) -> bool:
    """Whether a name of one word, such as "Chờ", is not the beginning of something else."""
    if _stands_out(tokens[at:end]) or end >= len(tokens):
        return True
    return tokens[end].is_apart or tokens[end].plain in _ENDS


# --- the data -----------------------------------------------------------------------------------


@cache
def _kinds() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    return {
        unmarked(typed): (kind, tuple(toned(word) for word in typed.split()))
        for typed, kind in _KINDS.items()
    }


@cache
def _places() -> Mapping[str, Sequence[_Name]]:
    """The shipped places, read once."""
    text = (files("faq") / "data" / "places.yaml").read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(text)
    by_name: dict[tuple[str, ...], list[_Known]] = defaultdict(list)
    for known in _all_known(data):
        by_name[_plain(known.name)].append(known)
    outside = {_plain(name): _marked_words(name) for name in _listed(data["outside"])}
    kept = {key: _plain_all(_listed(data[key])) for key in ("persons", "words", "loose")}
    provinces = _plain_all(data["provinces"])
    by_first: dict[str, list[_Name]] = defaultdict(list)
    for plain in sorted({*by_name, *outside}, key=len, reverse=True):
        by_first[plain[0]].append(
            _Name(
                plain=plain,
                known=tuple(sorted(by_name[plain], key=lambda known: known.age)),
                outside=outside.get(plain, ()),
                is_person=plain in kept["persons"],
                is_word=plain in kept["words"],
                is_loose=plain in kept["loose"],
                is_province=plain in provinces,
                has_district=any(known.is_district for known in by_name[plain]),
            )
        )
    return by_first


def _all_known(data: Mapping[str, Any]) -> Iterator[_Known]:
    """Units of today, old ones and old districts, in the order in which they are told."""
    districts: dict[str, list[Unit]] = defaultdict(list)
    today: dict[str, Unit] = {}
    for fields in data["units"]:
        unit = Unit(fields["name"], fields["kind"], fields["code"])
        today[unit.name] = unit
        yield _known(unit.title("vi"), [unit], 0)
        if was := fields.get("was"):
            yield _known(f"{was} {unit.name}", [unit], 1, is_former_kind=True)
        for district, titles in fields["of"].items():
            districts[district].append(unit)
            yield from (_known(title, [unit], 1, district) for title in titles)
    for district, held in districts.items():
        yield _known(district, held, 1, is_whole=district in data["whole"])
    for fields in data["older"]:
        now = [today[fields["now"]]]
        yield from (_known(title, now, 2, fields["district"]) for title in fields["names"])
    for fields in data["older_districts"]:
        yield _known(fields["name"], [today[name] for name in fields["now"]], 2)


def _known(
    title: str,
    now: Sequence[Unit],
    age: int,
    district: str = "",
    is_whole: bool = False,
    is_former_kind: bool = False,
) -> _Known:
    """One place; the unit of today that has a district's name is the first of its units."""
    kind, name = _split(title)
    now = tuple(sorted(now, key=lambda unit: unit.name != name))
    return _Known(kind, name, now, age, _marked_words(name), district, is_whole, is_former_kind)


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",")]


def _plain_all(names: Iterable[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(_plain(name) for name in names)


def _plain(name: str) -> tuple[str, ...]:
    return tuple(_like(unmarked(word)) for word in name.lower().split())


def _marked_words(name: str) -> tuple[str, ...]:
    return tuple(_like(toned(word)) for word in name.lower().split())
