"""The console as one application, to be mounted at /console."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.console import aside, events, login, queue, team, tickets, view
from bot.console.attachments import attachment
from bot.console.guard import action, fragment, in_words, page, protect
from bot.console.parts import PARTS, PREFIX, Parts, Replay
from bot.console.throttle import LoginThrottle
from bot.live.streams import Streams
from bot.staff.accounts import Accounts
from bot.staff.desk import Desk
from bot.store.database import Database
from bot.store.messages import Messages
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.setaside import Asides
from bot.store.tickets import Tickets
from bot.wording.pages import ConsoleTexts
from faq import Language

_MOST = 500  # pages of one kind that hear at once what changes; the others look every few seconds


class Console:
    """`service` is what pages call the service; `public_url` begins the links shown, if given."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        accounts: Accounts,
        clock: Callable[[], datetime],
        service: Mapping[Language, str],
        language: Language,
        public_url: str | None,
        trusted_proxy: bool,
        texts: Mapping[Language, ConsoleTexts],
        code_prefix: str,
        replay: Replay,
    ) -> None:
        self._parts = Parts(
            desk=desk,
            accounts=accounts,
            tickets=Tickets(database),
            messages=Messages(database),
            people=People(database),
            asides=Asides(database),
            outbox=Outbox(database),
            replay=replay,
            throttle=LoginThrottle(),
            clock=clock,
            service=service,
            language=language,
            public_url=public_url,
            trusted_proxy=trusted_proxy,
            texts=texts,
            code_prefix=code_prefix,
            streams=Streams(_MOST),
        )

    def nudge(self, ticket: str | None) -> None:
        """Let the open pages of a ticket and of the queue look again, with None all pages."""
        self._parts.streams.nudge(ticket)
        self._parts.streams.nudge(events.QUEUE)

    def app(self) -> web.Application:
        """For `server.add_subapp("/console", console.app())`."""
        app = web.Application(middlewares=[in_words])
        app[PARTS] = self._parts
        view.set_up(app)
        app.on_response_prepare.append(protect)
        app.on_shutdown.append(events.end)
        app.add_routes(_routes())
        app.router.add_static("/static", Path(__file__).parent / "static")
        return app


def _routes() -> list[web.AbstractRouteDef]:
    return [
        web.get("", _home),
        web.get("/", page(queue.queue_page)),
        web.get("/queue", fragment(queue.queue_fragment)),
        web.get("/events", fragment(events.events), allow_head=False),
        web.get("/login", login.login_page),
        web.post("/login", login.log_in),
        web.post("/logout", action(login.log_out)),
        web.get("/welcome/{token}", login.welcome_page),
        web.post("/welcome/{token}", login.welcome),
        web.get("/language/{language}", login.choose_language),
        web.get("/tickets/{id}", page(tickets.ticket_page)),
        web.get("/tickets/{id}/live", fragment(tickets.ticket_fragment)),
        web.post("/tickets/{id}/{action}", action(tickets.act)),
        web.get("/attachments/{id}", page(attachment)),
        web.get("/aside", page(aside.aside_page, admin=True)),
        web.post("/aside/replay", action(aside.replay, admin=True)),
        web.get("/staff", page(team.staff_page, admin=True)),
        web.post("/staff/hire", action(team.hire, admin=True)),
        web.post("/staff/invite", action(team.invite, admin=True)),
        web.post("/staff/disable", action(team.disable, admin=True)),
        web.post("/staff/enable", action(team.enable, admin=True)),
    ]


async def _home(request: web.Request) -> web.StreamResponse:
    return view.see_other(f"{PREFIX}/")
