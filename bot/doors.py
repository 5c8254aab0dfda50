"""The doors of an installation, built on its ground: web chat, Telegram, console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from bot.channels.port import Channel
from bot.channels.telegram import Telegram
from bot.channels.webchat import WebChat
from bot.citizens.patience import Patience
from bot.console import Console
from bot.ground import Ground
from bot.live.notices import TALK, TICKET
from bot.staff.accounts import Accounts
from bot.staff.desk import Desk
from bot.store.house import House
from bot.store.messages import Messages
from bot.wording import WORDING
from bot.wording.page import PAGE
from bot.wording.pages import CONSOLE


async def channels(ground: Ground, patience: Patience) -> list[Channel]:
    """Every channel that the settings open."""
    house = House(ground.database)
    opened = [_web_chat(ground, patience, await house.secret("web chat"))]
    if ground.settings.telegram_token is not None:
        opened.append(_telegram(ground, patience, await house.secret("telegram webhook")))
    return opened


def console(
    ground: Ground, desk: Desk, accounts: Accounts, replay: Callable[[str], Awaitable[bool]]
) -> Console:
    """The staff's pages, which hear what happens in whichever process."""
    settings = ground.settings
    pages = Console(
        database=ground.database,
        desk=desk,
        accounts=accounts,
        clock=ground.clock,
        service=settings.titles(),
        language=settings.language,
        public_url=settings.public_url,
        trusted_proxy=settings.trusted_proxy,
        texts=CONSOLE,
        code_prefix=settings.code_prefix,
        replay=replay,
    )
    ground.notices.hear(TICKET, pages.nudge)
    return pages


def _web_chat(ground: Ground, patience: Patience, secret: str) -> Channel:
    """The chat in the browser, whose pages hear what happens in whichever process."""
    settings, messages = ground.settings, Messages(ground.database)
    chat = WebChat(
        receive=patience.receive,
        history=messages.history,
        attachment=messages.attachment_for,
        told=partial(ground.notices.tell, TALK),
        secret=secret.encode(),
        public_url=settings.public_url,
        texts=PAGE,
        language=settings.language,
        service=settings.titles(),
        clock=ground.clock,
        trusted_proxy=settings.trusted_proxy,
    )
    ground.notices.hear(TALK, chat.nudge)
    return chat


def _telegram(ground: Ground, patience: Patience, secret: str) -> Channel:
    """Telegram; for settings that have a token."""
    settings = ground.settings
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
