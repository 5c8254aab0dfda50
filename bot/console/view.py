"""How a page is made: templates, the reader's language, local time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.console import cookies
from bot.console.origin import own_path
from bot.console.parts import PARTS, PREFIX, Visitor
from bot.wording.pages import ConsoleTexts

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def set_up(app: web.Application) -> None:
    """Give the application its templates; whatever they show is escaped."""
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.PackageLoader("bot.console"),
        filters=(("local", local), ("day", day), ("age", age)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        default_helpers=False,
    )


def render(
    request: web.Request,
    template: str,
    visitor: Visitor | None = None,
    status: int = 200,
    **shown: object,
) -> web.Response:
    """A page in the reader's language."""
    parts = request.app[PARTS]
    language = cookies.language(request)
    context = {
        "t": parts.texts[language],
        "language": language,
        "other": "en" if language == "vi" else "vi",
        "service": parts.service[language],
        "visitor": visitor,
        "prefix": PREFIX,
        "here": own_path(request.path_qs if request.method == "GET" else request.path),
        "now": parts.clock(),
        **shown,
    }
    return aiohttp_jinja2.render_template(template, request, context, status=status)


def texts(request: web.Request) -> ConsoleTexts:
    """The sentences in the reader's language."""
    return request.app[PARTS].texts[cookies.language(request)]


def problem(request: web.Request, status: int) -> web.Response:
    """A page that says in words what went wrong."""
    said = texts(request).problems.get(str(status), texts(request).problems["400"])
    response = render(request, "problem.html", status=status, said=said)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def see_other(path: str) -> web.Response:
    """Go on with another page, by GET."""
    return web.Response(status=303, headers={"Location": path})


def local(at: datetime) -> str:
    """The time on Vietnam's clocks."""
    return at.astimezone(_VIETNAM).strftime("%H:%M %d/%m/%Y")


def day(at: datetime) -> str:
    """The date in Vietnam."""
    return at.astimezone(_VIETNAM).strftime("%d/%m/%Y")


def age(at: datetime, now: datetime, t: ConsoleTexts) -> str:
    """How long ago that was, in the largest unit of which there is one."""
    passed = now - at
    for unit, words in (
        (timedelta(days=1), t.days_ago),
        (timedelta(hours=1), t.hours_ago),
        (timedelta(minutes=1), t.minutes_ago),
    ):
        if passed >= unit:
            return words.format(count=passed // unit)
    return t.just_now
