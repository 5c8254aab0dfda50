"""What the handlers of the console work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.console.throttle import LoginThrottle
from bot.live.streams import Streams
from bot.model import Staff
from bot.staff.accounts import Accounts
from bot.staff.desk import Agent, Desk
from bot.store.messages import Messages
from bot.store.outbox import Outbox
from bot.store.people import People
from bot.store.setaside import Asides
from bot.store.tickets import Tickets
from bot.wording.pages import ConsoleTexts
from faq import Language

PREFIX = "/console"

Replay = Callable[[str], Awaitable[bool]]
"""Give a message that was set aside its turn; False if it failed again, Refused if it had it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Handed to every handler under the key PARTS."""

    desk: Desk
    accounts: Accounts
    tickets: Tickets
    messages: Messages
    people: People
    asides: Asides
    outbox: Outbox
    replay: Replay
    throttle: LoginThrottle
    clock: Callable[[], datetime]
    service: Mapping[Language, str]
    language: Language
    public_url: str | None
    trusted_proxy: bool
    texts: Mapping[Language, ConsoleTexts]
    code_prefix: str
    streams: Streams


PARTS = web.AppKey("parts", Parts)


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member of staff who is logged in; `csrf` is in each of their forms."""

    staff: Staff
    csrf: str

    @property
    def agent(self) -> Agent:
        return Agent(f"staff:{self.staff.id}", self.staff.name)
