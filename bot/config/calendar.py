"""How office hours and days off are written; what is wrong is said without showing a long value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time, timedelta

Span = tuple[time, time]  # an end at 00:00 is the midnight after
Week = Mapping[int, tuple[Span, ...]]  # Monday is 0

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_LONGEST = 31  # days in one range: a longer one is a slip in a year
_PLAIN = 11  # characters of "07:30-11:30": what is longer may be a secret in the wrong place


def week(text: str) -> Week:
    """Opening times by weekday of "Mon-Fri 07:30-11:30 13:30-17:00; Sat 07:30-11:30"."""
    found: dict[int, tuple[Span, ...]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        days, *spans = part.split()
        for day in _weekdays(days):
            if day in found:
                raise ValueError(f"names {DAYS[day]} twice")
            found[day] = _spans(spans, DAYS[day])
    if not found:
        raise ValueError("is never open: write hours such as Mon-Fri 07:30-11:30 13:30-17:00")
    return found


def days(written: str | Sequence[date | str]) -> frozenset[date]:
    """The days of "2027-01-01, 2027-02-05..2027-02-11", of a list of such, or of "none"."""
    if written == "none":
        return frozenset()
    parts = written.split(",") if isinstance(written, str) else written
    return frozenset(day for part in parts for day in _range(part))


def _weekdays(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, dash, last = part.partition("-")
        begin = _weekday(first)
        length = (_weekday(last) - begin) % 7 if dash else 0
        yield from ((begin + n) % 7 for n in range(length + 1))


def _weekday(text: str) -> int:
    if text.title() not in DAYS:
        raise ValueError(f"{_shown(text)} is none of {', '.join(DAYS)}")
    return DAYS.index(text.title())


def _spans(texts: Sequence[str], day: str) -> tuple[Span, ...]:
    if not texts:
        raise ValueError(f"has no hours for {day}: write them such as 07:30-11:30")
    spans = tuple(_span(text) for text in texts)
    minutes = [minute for begin, end in spans for minute in (_minute(begin), _minute(end) or 1440)]
    if any(end <= begin for begin, end in zip(minutes[::2], minutes[1::2], strict=True)):
        raise ValueError(f"has hours on {day} that end before they begin")
    if minutes != sorted(minutes):
        raise ValueError(f"has hours on {day} that overlap or are not in order")
    return spans


def _span(text: str) -> Span:
    found = re.fullmatch(r"(\d{1,2}:\d\d)-(\d{1,2}:\d\d)", text, re.ASCII)
    if not found:
        raise ValueError(f"{_shown(text)} is not hours such as 07:30-11:30")
    return _time(found[1]), time() if found[2] == "24:00" else _time(found[2])


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise ValueError(f"{text!r} is not a time of the day") from None


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _range(written: date | str) -> Iterator[date]:
    if isinstance(written, date):
        yield written
    elif written.strip():
        first, dots, last = (part.strip() for part in written.partition(".."))
        begin, end = _date(first), _date(last if dots else first)
        if not timedelta(0) <= end - begin < timedelta(days=_LONGEST):
            raise ValueError(f"{begin}..{end} is not a range of 1 to {_LONGEST} days")
        yield from (begin + timedelta(days=n) for n in range((end - begin).days + 1))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{_shown(text)} is not a date such as 2027-01-01") from None


def _shown(text: str) -> str:
    return repr(text) if len(text) <= _PLAIN else "a part of it"
