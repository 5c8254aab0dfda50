"""Office hours: what is open, what opens next, how much was worked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot import config
from bot.config import calendar
from bot.errors import SettingsError
from bot.staff.hours import VIETNAM, Hours

USUAL = "Mon-Fri 07:30-11:30 13:30-17:00"
TET = "2027-02-04..2027-02-11"

# 30 November 2026 is a Monday.
OFFICE = Hours.parse(USUAL)
FEAST = Hours.parse(f"{USUAL}; Sat 07:30-11:30", TET, ["2027-02-13", date(2027, 2, 14)])
ALWAYS = Hours.parse("Mon-Sun 00:00-24:00")
NIGHT = Hours.parse("Fri,Sun 18:00-24:00; Mon 00:00-02:00")


def at(text: str) -> datetime:
    """A moment in Vietnam, such as "11-30 07:30"; a year other than 2026 is written before it."""
    return datetime.fromisoformat(text if len(text) > 11 else f"2026-{text}").replace(
        tzinfo=VIETNAM
    )


def written(week: calendar.Week) -> str:
    """A week as the settings have it."""
    return "; ".join(f"{calendar.DAYS[day]} {_spans(spans)}" for day, spans in week.items())


def _spans(spans: tuple[calendar.Span, ...]) -> str:
    return " ".join(f"{begin:%H:%M}-{_end(end)}" for begin, end in spans)


def _end(end: time) -> str:
    return f"{end:%H:%M}" if end > time() else "24:00"


def _day(minutes: list[int]) -> tuple[calendar.Span, ...]:
    times = [time(minute // 60 % 24, minute % 60) for minute in sorted(minutes)]
    return tuple(zip(times[::2], times[1::2], strict=True))


_minutes = some.lists(some.integers(0, 1440), min_size=2, max_size=6, unique=True)
_days = _minutes.filter(lambda minutes: len(minutes) % 2 == 0).map(_day)
_weeks = some.dictionaries(some.integers(0, 6), _days, min_size=1)
_dates = some.frozensets(some.dates(date(2027, 1, 1), date(2027, 2, 20)), max_size=12)
_offices = some.builds(Hours, _weeks, _dates, _dates)
_moments = some.datetimes(  # whose limits must be without a zone
    datetime(2026, 12, 25),  # noqa: DTZ001
    datetime(2027, 2, 28),  # noqa: DTZ001
    timezones=some.sampled_from([VIETNAM, UTC]),
)
_lengths = some.integers(0, 40 * 60).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("hours", "moment", "is_open", "opens"),
    [
        (OFFICE, "11-30 07:29", False, "11-30 07:30"),
        (OFFICE, "11-30 07:30", True, "11-30 07:30"),
        (OFFICE, "11-30 09:00", True, "11-30 13:30"),
        (OFFICE, "11-30 11:30", False, "11-30 13:30"),  # lunch
        (OFFICE, "11-30 17:00", False, "12-01 07:30"),
        (OFFICE, "12-04 21:00", False, "12-07 07:30"),  # Friday evening
        (OFFICE, "12-06 12:00", False, "12-07 07:30"),  # Sunday
        (FEAST, "2027-02-03 17:00", False, "2027-02-12 07:30"),  # eight days off
        (FEAST, "2027-02-05 09:00", False, "2027-02-12 07:30"),
        (FEAST, "2027-02-13 14:00", True, "2027-02-14 07:30"),  # a Saturday like a Friday
        (FEAST, "2027-02-14 16:00", True, "2027-02-15 07:30"),  # a Sunday like a Monday
        (FEAST, "2027-02-20 14:00", False, "2027-02-22 07:30"),  # a usual Saturday
        (ALWAYS, "12-05 23:59", True, "12-06 00:00"),
        (NIGHT, "12-06 23:59", True, "12-07 00:00"),
        (NIGHT, "12-07 02:00", False, "12-11 18:00"),
    ],
)
def test_what_is_open_and_what_opens_next(hours, moment, is_open, opens):
    assert hours.is_open(at(moment)) is is_open
    assert hours.opens(at(moment)) == at(opens)
    assert hours.opens(at(moment).astimezone(UTC)) == at(opens)


def test_nothing_opens_where_all_is_off():
    year = [date(2027, 1, 1) + timedelta(days=n) for n in range(90)]
    closed = Hours.parse(USUAL, year)
    assert closed.opens(at("2027-01-01 00:00")) is None
    for never in (closed.after_working, lambda begin, _: closed.after_workdays(begin, 1)):
        with pytest.raises(ValueError, match="closed for 60 days"):
            never(at("2027-01-01 00:00"), timedelta(minutes=1))


def test_a_make_up_day_is_worked_though_it_is_in_a_holiday():
    hours = Hours.parse(USUAL, TET, "2027-02-06")
    assert hours.opens(at("2027-02-04 08:00")) == at("2027-02-06 07:30")


@pytest.mark.parametrize(
    ("hours", "begin", "end", "worked"),
    [
        (OFFICE, "11-30 08:00", "11-30 09:00", timedelta(hours=1)),
        (OFFICE, "11-30 11:00", "11-30 14:00", timedelta(hours=1)),
        (OFFICE, "11-30 00:00", "12-01 00:00", timedelta(hours=7.5)),
        (OFFICE, "12-04 16:00", "12-07 08:00", timedelta(hours=1.5)),
        (OFFICE, "12-05 08:00", "12-06 20:00", timedelta()),
        (OFFICE, "12-01 08:00", "11-30 08:00", timedelta()),
        (OFFICE, "11-30 09:00", "11-30 08:00", timedelta()),
        (FEAST, "2027-02-03 16:30", "2027-02-12 08:00", timedelta(hours=1)),
        (FEAST, "2027-02-13 00:00", "2027-02-15 00:00", timedelta(hours=15)),
        (ALWAYS, "11-30 01:00", "12-30 01:00", timedelta(days=30)),
    ],
)
def test_working_time_between_two_moments(hours, begin, end, worked):
    assert hours.worked(at(begin), at(end)) == worked
    assert hours.worked(at(begin).astimezone(UTC), at(end).astimezone(UTC)) == worked
    if worked and hours.is_open(at(end)):
        assert hours.after_working(at(begin), worked) == at(end)


def test_working_time_that_ends_with_the_day_ends_at_closing():
    assert OFFICE.after_working(at("12-04 16:00"), timedelta(hours=1)) == at("12-04 17:00")
    assert OFFICE.after_working(at("12-04 16:00"), timedelta(hours=1.5)) == at("12-07 08:00")
    assert OFFICE.after_working(at("12-06 16:00"), timedelta()) == at("12-06 16:00")


@pytest.mark.parametrize(
    ("hours", "begin", "days", "end"),
    [
        (OFFICE, "11-30 08:00", 1, "12-01 17:00"),
        (OFFICE, "12-03 23:00", 2, "12-07 17:00"),
        (OFFICE, "12-05 08:00", 1, "12-07 17:00"),
        (OFFICE, "11-30 08:00", 10, "12-14 17:00"),
        (FEAST, "2027-02-03 08:00", 1, "2027-02-12 17:00"),
        (FEAST, "2027-02-03 08:00", 3, "2027-02-14 17:00"),
    ],
)
def test_terms_count_worked_days_after_the_first(hours, begin, days, end):
    assert hours.after_workdays(at(begin), days) == at(end)


def test_the_day_of_the_beginning_is_that_of_vietnam():
    late = datetime(2026, 11, 30, 18, tzinfo=UTC)  # 1:00 on 1 December in Vietnam
    assert OFFICE.after_workdays(late, 1) == at("12-02 17:00")


def test_the_longest_day_is_a_working_day():
    assert OFFICE.day == FEAST.day == timedelta(hours=7.5)
    assert ALWAYS.day == timedelta(days=1)


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ("", "is never open"),
        (" ; ", "is never open"),
        ("Mo-Fr 07:30-11:30", "'Mo' is none of Mon, Tue"),
        ("Mon- 07:30-11:30", "'' is none of Mon"),
        ("Mon-Fri", "has no hours for Mon"),
        ("Mon-Fri 07:30", "'07:30' is not hours such as"),
        ("Mon-Fri 07:30 - 11:30", "'07:30' is not hours such as"),
        ("Mon-Fri 7h30-11h30", "'7h30-11h30' is not hours such as"),
        ("Mon-Fri 07:30-25:00", "'25:00' is not a time of the day"),
        ("Mon-Fri 11:30-07:30", "has hours on Mon that end before they begin"),
        ("Mon 07:30-07:30", "has hours on Mon that end before they begin"),
        ("Mon 07:30-11:30 11:00-17:00", "has hours on Mon that overlap"),
        ("Mon 13:30-17:00 07:30-11:30", "has hours on Mon that overlap or are not in order"),
        ("Mon-Fri 07:30-11:30; Fri 13:30-17:00", "names Fri twice"),
        ("Mon secret-thing-1234", "a part of it is not hours"),
    ],
)
def test_wrong_hours_are_refused_in_clear_words(hours, why):
    with pytest.raises(ValueError, match=why):
        Hours.parse(hours)


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("2027-02-30", "'2027-02-30' is not a date such as 2027-01-01"),
        ("1/1/2027", "'1/1/2027' is not a date"),
        ("2027-01-01 2027-01-02", "a part of it is not a date"),
        ("2027-02-11..2027-02-04", "is not a range of 1 to 31 days"),
        ("2027-02-04..2072-02-11", "is not a range of 1 to 31 days"),
        ("2027-02-04..", "'' is not a date"),
    ],
)
def test_wrong_days_are_refused_in_clear_words(days, why):
    with pytest.raises(ValueError, match=why):
        Hours.parse(USUAL, days)


def test_days_are_written_with_commas_or_as_a_list():
    three = {date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 5)}
    ways = ("2027-01-01, 2027-01-04..2027-01-05,", ["2027-01-04 .. 2027-01-05", date(2027, 1, 1)])
    assert all(calendar.days(way) == three for way in ways)
    assert calendar.days("none") == calendar.days("") == calendar.days([]) == set()


def test_weekdays_may_run_over_the_end_of_the_week_and_are_read_in_any_case():
    assert calendar.week("sat-MON 08:00-09:00").keys() == {5, 6, 0}


@given(_weeks)
def test_what_is_written_is_read_back(week):
    assert calendar.week(written(week)) == week


@given(_offices, _moments, _moments, _moments)
def test_working_time_adds_up(hours, a, b, c):
    a, b, c = sorted((a, b, c))
    assert hours.worked(a, b) + hours.worked(b, c) == hours.worked(a, c)
    assert timedelta() <= hours.worked(a, c) <= c - a


@given(_offices, _moments, _lengths)
def test_so_much_is_worked_until_then_and_no_moment_earlier(hours, begin, length):
    try:
        end = hours.after_working(begin, length)
    except ValueError:
        return  # everything is closed
    assert hours.worked(begin, end) == length
    if length:
        assert hours.worked(begin, end - timedelta(microseconds=1)) < length


@given(_offices, _moments)
def test_what_opens_is_open_and_nothing_between_is_if_it_was_closed(hours, moment):
    opens = hours.opens(moment)
    if opens is None:
        return
    assert opens >= moment
    assert hours.is_open(opens)
    if not hours.is_open(moment):
        assert hours.worked(moment, opens) == timedelta()


@given(_offices, _moments, some.integers(1, 20))
def test_each_day_of_a_term_is_later_and_ends_work(hours, begin, days):
    try:
        ends = [hours.after_workdays(begin, n) for n in (days, days + 1)]
    except ValueError:
        return  # everything is closed
    assert begin < ends[0] < ends[1]
    assert hours.is_open(ends[0] - timedelta(microseconds=1))
    assert hours.after_workdays(ends[0], 1) == ends[1] or ends[0].time() == time()


# The settings of the desk.


@pytest.fixture
def _nowhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in ("hours", "holidays", "workdays", "phone", "handover"):
        monkeypatch.delenv(f"DANHOI_DESK_{name.upper()}", raising=False)


def settled() -> Hours:
    """The office's hours as the settings have them."""
    settings = config.load({})
    return Hours.parse(settings.desk_hours, settings.desk_holidays, settings.desk_workdays)


@pytest.mark.usefixtures("_nowhere")
def test_the_defaults_are_the_usual_hours_and_the_holidays_of_2027():
    hours = settled()
    assert hours.week == OFFICE.week
    assert hours.workdays == frozenset()
    assert hours.opens(at("2026-12-31 18:00")) == at("2027-01-04 07:30")
    assert hours.opens(at("2027-02-03 18:00")) == at("2027-02-12 07:30")
    assert hours.opens(at("2027-04-29 18:00")) == at("2027-05-04 07:30")
    assert config.load({}).desk_phone is None
    assert config.load({}).desk_handover == "sure"


@pytest.mark.usefixtures("_nowhere")
def test_the_file_has_lists_of_dates_and_ranges():
    Path(config.FILE).write_text(
        """[desk]
        hours = "Mon-Sat 08:00-12:00"
        holidays = [2027-01-01, "2027-02-04..2027-02-11"]
        workdays = "none"
        phone = 1022
        handover = "all"
        """
    )
    hours = settled()
    assert hours == Hours.parse("Mon-Sat 08:00-12:00", f"2027-01-01,{TET}")
    assert config.load({}).desk_phone == "1022"


@pytest.mark.usefixtures("_nowhere")
def test_the_environment_has_commas(monkeypatch):
    monkeypatch.setenv("DANHOI_DESK_HOLIDAYS", "2027-01-01,2027-01-02")
    monkeypatch.setenv("DANHOI_DESK_WORKDAYS", "2027-01-09")
    monkeypatch.setenv("DANHOI_DESK_PHONE", "(0222) 3822 000")
    assert settled() == Hours.parse(USUAL, "2027-01-01..2027-01-02", "2027-01-09")


@pytest.mark.usefixtures("_nowhere")
@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("HOURS", "Mon-Fri", "has no hours for Mon"),
        ("HOURS", "", "is never open"),
        ("HOLIDAYS", "2027-13-01", "is not a date such as"),
        ("WORKDAYS", "tomorrow", "is not a date such as"),
        ("PHONE", "secret-thing", "is not a phone number"),
        ("HANDOVER", "some", "'sure', 'all' or 'none'"),
    ],
)
def test_a_wrong_setting_of_the_desk_stops_the_start(monkeypatch, name, value, why):
    monkeypatch.setenv(f"DANHOI_DESK_{name}", value)
    with pytest.raises(SettingsError, match=f"DANHOI_DESK_{name}: .*{why}"):
        config.load({})


@pytest.mark.usefixtures("_nowhere")
@pytest.mark.parametrize("value", ["2027-01-01T08:00:00", "5", "{ a = 1 }", "[5]", "true"])
def test_what_is_no_day_in_the_file_is_refused(value):
    Path(config.FILE).write_text(f"[desk]\nholidays = {value}\n")
    with pytest.raises(SettingsError, match=r"danhoi.toml: \[desk\] holidays: .*is not a date"):
        config.load({})
