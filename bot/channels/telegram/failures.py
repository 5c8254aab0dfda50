"""What an error of the Bot API means for us."""

from __future__ import annotations

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
)

from bot.channels.telegram.transport import Flooded, NotConnected
from bot.errors import (
    Blocked,
    ChannelError,
    Later,
    PersonMoved,
    Uncertain,
    Undeliverable,
    Unreached,
)

_NOBODY = ("chat not found", "peer_id_invalid", "user not found")
_THREAD_GONE = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_NOT_MODIFIED = ("message is not modified", "message_not_modified")
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
)


def channel_error(error: TelegramError) -> ChannelError:
    """The error of a sent message, in the words of the port."""
    match error:
        case Flooded():
            return Later(error.seconds, error.everyone)
        case ChatMigrated():
            return PersonMoved(str(error.new_chat_id))
        case Forbidden():
            return Blocked(words(error))
        case BadRequest():
            return (Blocked if _says(error, *_NOBODY) else Undeliverable)(words(error))
        case NotConnected() | InvalidToken() | Conflict():
            return Unreached(words(error))
    return Uncertain(words(error))


def thread_gone(error: BadRequest) -> bool:
    """Staff deleted or closed the forum topic."""
    return _says(error, *_THREAD_GONE)


def not_modified(error: BadRequest) -> bool:
    """The message says already what the edit would make it say."""
    return _says(error, *_NOT_MODIFIED)


def not_editable(error: BadRequest) -> bool:
    """The message to edit is gone or too old."""
    return _says(error, *_NOT_EDITABLE)


def advice(error: TelegramError) -> str:
    """What the operator can do about it."""
    match error:
        case InvalidToken():
            return "the token is refused: set DANHOI_TELEGRAM_TOKEN to the one @BotFather shows"
        case Conflict():
            return "another program uses this bot: stop it, or remove the webhook it has set"
        case NotConnected():
            return "the Bot API is out of reach: look at network, firewall, DANHOI_TELEGRAM_API"
        case Flooded():
            return "nothing: Telegram asks to wait"
        case BadRequest():
            return "Telegram refuses the set-up: look at DANHOI_PUBLIC_URL (https, 443 or 8443)"
    return "nothing, unless it goes on: Telegram or the way there has trouble"


def words(error: TelegramError) -> str:
    """The error in words that are safe to log."""
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        # The library may quote whole answers of a broken server here.
        return f"{type(error).__name__}: {error.message.partition('. ')[0][:100]}"
    if isinstance(error, InvalidToken):
        return "the token is refused"
    return f"{type(error).__name__}: {error.message[:200]}"


def _says(error: TelegramError, *texts: str) -> bool:
    message = error.message.lower()
    return any(text in message for text in texts)
