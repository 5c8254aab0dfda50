"""How long it takes, in words that come true."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.citizens.dialogue.situation import Situation
from bot.staff.waiting import Expected
from bot.wording import TALKING, WORDING
from faq import Language

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def waiting(situation: Situation, language: Language) -> str:
    """Who is before one, how long most wait, when the desk opens."""
    expected, talking = situation.expected, TALKING[language]
    if expected is None:
        return talking.no_estimate
    said = []
    if expected.opens is not None:
        said.append(talking.desk_opens.format(when=moment(expected.opens, situation.now, language)))
    elif expected.ahead:
        said.append(WORDING[language].ahead.format(count=expected.ahead))
    if expected.within is not None:
        said.append(talking.within.format(time=_duration(expected, language)))
    return " ".join(said) or talking.no_estimate


def moment(at: datetime, now: datetime, language: Language) -> str:
    """An hour of a day, as people say it: "7:30 thứ Hai"."""
    there, here = at.astimezone(_VIETNAM), now.astimezone(_VIETNAM)
    hour = f"{there.hour}:{there.minute:02}"
    days = (there.date() - here.date()).days
    talking = TALKING[language]
    if days <= 1:
        return f"{hour} {talking.tomorrow if days else talking.today}"
    day = talking.days_of_week[there.weekday()]
    return f"{hour} {day}" if days < 7 else f"{hour} {day} {there:%d/%m}"


def day(at: datetime) -> str:
    """A day as it is written in Vietnam."""
    return f"{at.astimezone(_VIETNAM):%d/%m/%Y}"


def _duration(expected: Expected, language: Language) -> str:
    talking, time = TALKING[language], expected.within or timedelta(0)
    if expected.workdays is not None:
        return talking.days.format(count=expected.workdays)
    if time < timedelta(hours=1):
        return talking.minutes.format(count=round(time / timedelta(minutes=1)))
    return talking.hours.format(count=round(time / timedelta(hours=1)))
