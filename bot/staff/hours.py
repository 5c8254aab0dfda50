"""When the office works, in the clock of Vietnam: what is open, what opens next, working time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from zoneinfo import ZoneInfo

from bot.config import calendar
from bot.config.calendar import Span, Week

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_HORIZON = 60  # days closed in a row after which nothing more is expected
_CLOSED = f"the office is closed for {_HORIZON} days"
_DAY = timedelta(days=1)
_STAND_IN = {5: 4, 6: 0}  # a make-up Saturday is worked like a Friday, a Sunday like a Monday


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening times by weekday (Monday is 0); a day in `workdays` is worked, holiday or not."""

    week: Week
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    @classmethod
    def parse(
        cls,
        hours: str,
        holidays: str | Sequence[date | str] = (),
        workdays: str | Sequence[date | str] = (),
    ) -> Hours:
        """Read them as the settings have them; ValueError says what is wrong."""
        return cls(calendar.week(hours), calendar.days(holidays), calendar.days(workdays))

    @property
    def day(self) -> timedelta:
        """Working time of the week's longest day."""
        days = self.week.values()
        return max(sum((_length(span) for span in spans), timedelta()) for spans in days)

    def is_open(self, at: datetime) -> bool:
        return any(begin <= at < end for begin, end in self._on(_date(at)))

    def opens(self, after: datetime) -> datetime | None:
        """The next opening from then on, that of the afternoon too; None: not within 60 days."""
        return next((begin for begin, _ in self._from(after) if begin >= after), None)

    def worked(self, begin: datetime, end: datetime) -> timedelta:
        """Working time between the two; none where the end comes first."""
        days = range((_date(end) - _date(begin)).days + 1)
        spans = (span for n in days for span in self._on(_date(begin) + n * _DAY))
        parts = (min(end, closes) - max(begin, opens) for opens, closes in spans)
        return sum((part for part in parts if part > timedelta()), timedelta())

    def after_working(self, begin: datetime, time: timedelta) -> datetime:
        """The first moment at which so much was worked; ValueError if closed for 60 days."""
        left, moment = time, begin.astimezone(VIETNAM)
        if left <= timedelta():
            return moment
        for opens, closes in self._from(moment):
            here = max(opens, moment)
            if left <= closes - here:
                return here + left
            left -= max(closes - here, timedelta())
        raise ValueError(_CLOSED)

    def after_workdays(self, begin: datetime, days: int) -> datetime:
        """Closing time of the n-th worked day (n ≥ 1), the first of which is after that of `begin`.

        ValueError if closed for 60 days.
        """
        following = self._workdays(_date(begin) + _DAY)
        for spans in islice(following, days - 1, None):
            return spans[-1][1]
        raise ValueError(_CLOSED)

    def _from(self, begin: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing, beginning on that day."""
        return chain.from_iterable(self._workdays(_date(begin)))

    def _workdays(self, day: date) -> Iterator[list[tuple[datetime, datetime]]]:
        """Those of each day that is worked from that day on, until 60 days are closed in a row."""
        closed = 0
        while closed < _HORIZON:
            spans = self._on(day)
            closed = 0 if spans else closed + 1
            if spans:
                yield spans
            day += _DAY

    def _on(self, day: date) -> list[tuple[datetime, datetime]]:
        """Opening and closing on that day, in order."""
        return [(_at(day, span[0]), _at(day, span[0]) + _length(span)) for span in self._times(day)]

    def _times(self, day: date) -> tuple[Span, ...]:
        weekday = day.weekday()
        if day in self.workdays:
            return self.week.get(_STAND_IN.get(weekday, weekday)) or self.week.get(weekday, ())
        return () if day in self.holidays else self.week.get(weekday, ())


def _date(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, VIETNAM)


def _length(span: Span) -> timedelta:
    begin, end = (timedelta(hours=at.hour, minutes=at.minute) for at in span)
    return (end or _DAY) - begin
