"""The doors of an installation, built from its settings: web chat, Telegram, console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.channels.port import Channel
from bot.channels.telegram import Telegram
from bot.channels.webchat import WebChat
from bot.citizens.patience import Patience
from bot.config import Settings
from bot.console import Console
from bot.live.notices import TALK, TICKET, Notices
from bot.staff.accounts import Accounts
from bot.staff.desk import Desk
from bot.store.database import Database
from bot.store.messages import Messages
from bot.wording import WORDING
from bot.wording.page import PAGE
from bot.wording.pages import CONSOLE


def web_chat(
    settings: Settings,
    database: Database,
    patience: Patience,
    notices: Notices,
    secret: bytes,
    clock: Callable[[], datetime],
) -> Channel:
    """The chat in the browser, whose pages hear what happens in whichever process."""
    messages = Messages(database)
    chat = WebChat(
        receive=patience.receive,
        history=messages.history,
        attachment=messages.attachment_for,
        told=partial(notices.tell, TALK),
        secret=secret,
        public_url=settings.public_url,
        texts=PAGE,
        language=settings.language,
        service=settings.titles(),
        clock=clock,
        trusted_proxy=settings.trusted_proxy,
    )
    notices.hear(TALK, chat.nudge)
    return chat


def telegram(settings: Settings, patience: Patience, secret: str) -> Channel:
    """Telegram; for settings that have a token."""
    assert settings.telegram_token is not None
    channel = Telegram(
        token=settings.telegram_token.get_secret_value(),
        api=settings.telegram_api,
        public_url=settings.public_url,
        secret=secret,
        paced=settings.telegram_pace,
        receive=patience.receive,
        receive_post=patience.receive_post,
        receive_unread=patience.receive_unread,
        commands={
            language: list(wording.commands.items()) for language, wording in WORDING.items()
        },
    )
    patience.readers[channel.name] = channel.read
    return channel


def console(
    settings: Settings,
    database: Database,
    desk: Desk,
    accounts: Accounts,
    clock: Callable[[], datetime],
    patience: Patience,
    notices: Notices,
) -> Console:
    """The staff's pages, which hear what happens in whichever process."""
    pages = Console(
        database=database,
        desk=desk,
        accounts=accounts,
        clock=clock,
        service=settings.titles(),
        language=settings.language,
        public_url=settings.public_url,
        trusted_proxy=settings.trusted_proxy,
        texts=CONSOLE,
        code_prefix=settings.code_prefix,
        replay=patience.replay,
    )
    notices.hear(TICKET, pages.nudge)
    return pages
