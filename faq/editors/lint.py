"""What an editor should look at in entries that have no fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from faq.editors.twins import Line, Twins, twins
from faq.entry import Entry, Status

_FEWEST_VI, _FEWEST_EN = 12, 4
_SOON = timedelta(days=30)
_SHOWN = 60  # characters of a text that a remark quotes
# A scheme other than https, or an address without any, as a phone makes a link of it.
_UNSAFE = re.compile(r"\b(?!https://)[a-z][a-z0-9+.-]*://\S+|(?<![/.\w])www\.\S+", re.IGNORECASE)
# "https://dichvucong.gov.vn@elsewhere.example" leads elsewhere.
_DISGUISED = re.compile(r"https://[^\s/?#]*@\S*", re.IGNORECASE)


class Kind(StrEnum):
    """What a remark is about, in the order in which remarks are shown."""

    expired = "expired"
    expiring = "expires soon"
    ending = "a dated paragraph ends soon"
    review = "to be reviewed"
    doubtful = "low confidence"
    link = "unsafe link"
    related = "related entry is not served"
    twin = "nearly the same question in two entries"
    needless = "the same question twice in one entry"
    few = "too few variants"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing worth a look in one entry, with what to do about it."""

    entry: str
    kind: Kind
    message: str

    def __str__(self) -> str:
        return f"{self.entry}: {self.message}"


def lint(entries: Iterable[Entry], today: date, others: Iterable[Entry] = ()) -> list[Remark]:
    """Remarks on all entries that are not retired, in the order of their kinds.

    `others` are the rest of the bank: compared with, not remarked on. `today` is Vietnam's.
    """
    given, rest = list(entries), list(others)
    kept = [entry for entry in given if entry.status is not Status.retired]
    bank = {entry.id: entry for entry in (*rest, *given)}
    remarks = [
        *(remark for entry in kept for remark in _alone(entry, today)),
        *(remark for entry in kept for remark in _unrelated(entry, bank, today)),
        *_doubled(kept, [entry for entry in rest if entry.status is not Status.retired]),
    ]
    order = list(Kind)
    return sorted(remarks, key=lambda remark: order.index(remark.kind))


def _alone(entry: Entry, today: date) -> Iterator[Remark]:
    """What shows without looking at any other entry."""
    yield from _term(entry, today)
    yield from _ending(entry, today)
    yield from _review(entry, today)
    yield from _links(entry)
    yield from _few(entry)


def _term(entry: Entry, today: date) -> Iterator[Remark]:
    until = entry.valid_until
    if until is None:
        return
    if until < today:
        advice = "is no longer answered: renew valid_until, or set its status to retired"
        yield Remark(entry.id, Kind.expired, f"expired on {until} and {advice}")
    elif until <= today + _SOON:
        advice = "renew valid_until, or write what holds from then on"
        yield Remark(entry.id, Kind.expiring, f"expires on {_day(until, today)}: {advice}")


def _ending(entry: Entry, today: date) -> Iterator[Remark]:
    for part in entry.dated:
        if part.valid_until and today <= part.valid_until <= today + _SOON:
            end = _day(part.valid_until, today)
            advice = "renew its valid_until, or write what holds from then on"
            yield Remark(entry.id, Kind.ending, f"{_quoted(part.vi)} ends on {end}: {advice}")


def _review(entry: Entry, today: date) -> Iterator[Remark]:
    due = entry.review_due()
    advice = "have its office look at it, then set reviewed_on"
    if due and due < today:
        yield Remark(entry.id, Kind.review, f"its review is overdue since {due}: {advice}")
    elif due and due <= today + _SOON:
        yield Remark(entry.id, Kind.review, f"its review is due on {_day(due, today)}: {advice}")
    if entry.confidence == "low":
        advice = "have its office confirm the text, then raise it"
        yield Remark(entry.id, Kind.doubtful, f"its confidence is low: {advice}")


def _links(entry: Entry) -> Iterator[Remark]:
    for field, text in _texts(entry):
        for pattern in (_UNSAFE, _DISGUISED):
            for found in pattern.findall(text):
                link = found.rstrip(".,;:!?)»”\"'")
                advice = "write an https:// address that leads where it says, or leave it out"
                yield Remark(entry.id, Kind.link, f"{field} has {link}: {advice}")


def _texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text that a citizen is shown, with the name of its field."""
    said = [("question", entry.question), ("answer", entry.answer), ("owner", entry.owner)]
    said += [(f"parts.{name}", part) for name, part in entry.parts.items()]
    for field, text in said:
        if text:
            yield from ((f"{field}.vi", text.vi), (f"{field}.en", text.en))
    for part in entry.dated:
        yield from (("dated", part.vi), ("dated", part.en))
    yield from (("links", link) for link in entry.links)
    for source in entry.sources:
        yield from (("sources", text) for text in (source.name, source.url) if text)


def _few(entry: Entry) -> Iterator[Remark]:
    vi, en = len(entry.variants.vi), len(entry.variants.en)
    if not entry.canned and (vi < _FEWEST_VI or en < _FEWEST_EN):
        yield Remark(
            entry.id,
            Kind.few,
            f"has {vi} Vietnamese and {en} English variants: write more ways in which people ask, "
            f"at least {_FEWEST_VI} and {_FEWEST_EN}",
        )


def _unrelated(entry: Entry, bank: Mapping[str, Entry], today: date) -> Iterator[Remark]:
    for id in entry.related:
        other = bank.get(id)
        if other is None or not other.served_on(today):
            why = "does not exist" if other is None else f"is not served ({_why(other, today)})"
            advice = "name another entry, or leave it out"
            yield Remark(entry.id, Kind.related, f"its related entry {id} {why}: {advice}")


def _why(entry: Entry, today: date) -> str:
    if entry.status is not Status.approved:
        return entry.status.value
    begin = entry.valid_from
    return f"only from {begin}" if begin and today < begin else f"expired on {entry.valid_until}"


def _doubled(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[Remark]:
    ids = {entry.id for entry in entries}
    for pair in twins([*entries, *others]):
        if pair.one.entry.id == pair.other.entry.id:
            if pair.one.entry.id in ids:
                yield _needless(pair)
        elif pair.one.entry.id in ids:
            yield _twin(pair.one, pair.other, pair.alike)


def _needless(pair: Twins) -> Remark:
    first, second = _quoted(pair.one.text), _quoted(pair.other.text)
    message = f"{second} is read as {first}, which it has: leave one out"
    return Remark(pair.one.entry.id, Kind.needless, message)


def _twin(one: Line, other: Line, alike: int) -> Remark:
    there = f"{_quoted(other.text)} of {other.entry.id}"
    if alike == 100:
        message = f"is the same question as {there}: keep it only where the answer fits"
    else:
        message = f"is {alike}% the same as {there}: keep it where the answer fits, or tell apart"
    return Remark(one.entry.id, Kind.twin, f"{_quoted(one.text)} {message}")


def _day(day: date, today: date) -> str:
    left = (day - today).days
    return f"{day} ({'today' if not left else '1 day left' if left == 1 else f'{left} days left'})"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"}"'
