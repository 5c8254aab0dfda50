"""Hands messages to Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from telegram import InlineKeyboardMarkup, Message, ReplyParameters, TelegramObject
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.calls import Calls
from bot.channels.telegram.failures import (
    channel_error,
    not_editable,
    not_modified,
    thread_gone,
)
from bot.channels.telegram.gate import Permit
from bot.channels.telegram.render import Piece, pieces
from bot.channels.telegram.topics import Topics
from bot.errors import Later, Uncertain, Undeliverable, Unreached
from bot.model import Attachment, Delivery, Receipt

_GENERAL = "1"  # the topic that must not be named
_AS_HTML = {"parse_mode": ParseMode.HTML, "link_preview_options": {"is_disabled": True}}
# What the library wants as objects.
_OBJECTS: dict[str, type[TelegramObject]] = {
    "reply_markup": InlineKeyboardMarkup,
    "reply_parameters": ReplyParameters,
}


@dataclass(slots=True)
class _Progress:
    """What of a delivery is out, so that trying again goes on from there."""

    permit: Permit
    thread: str | None = None
    sent: list[int] = field(default_factory=list)


class Sender:
    def __init__(self, bot: ExtBot[Permit], calls: Calls) -> None:
        self._bot = bot
        self._call = calls
        self._topics = Topics(bot)
        self._unfinished: dict[str, _Progress] = {}

    async def send(self, delivery: Delivery, permit: Permit) -> Receipt:
        """Send all parts of a message; raises a ChannelError."""
        progress = self._unfinished.pop(delivery.id, None) or _Progress(permit)
        progress.permit = permit
        try:
            return await self._send(delivery, progress)
        except TelegramError as error:
            failure = channel_error(error)
            again = isinstance(failure, Later | Unreached | Uncertain)
            if again and (progress.sent or progress.thread):
                self._unfinished[delivery.id] = progress
            raise failure from error

    async def _send(self, delivery: Delivery, progress: _Progress) -> Receipt:
        parts = pieces(delivery.reply, delivery.attachment)
        if not parts:
            raise Undeliverable("the message is empty")
        edit = None if progress.sent else delivery.edit
        if edit is not None and await self._edited(delivery, edit, parts, progress.permit):
            return Receipt(edit, delivery.thread)
        progress.thread = progress.thread or await self._thread(delivery, progress.permit)
        for part in parts[len(progress.sent) :]:
            progress.sent.append(await self._post(delivery, part, progress))
        # A card is known by its beginning: there is what gets edited.
        message = progress.sent[0 if delivery.topic is not None else -1]
        return Receipt(str(message), progress.thread)

    async def _edited(
        self, delivery: Delivery, edit: str, parts: list[Piece], permit: Permit
    ) -> bool:
        """Whether the message says now what it should; what is too long loses its end."""
        arguments: dict[str, Any] = {
            "text": parts[0].html,
            "chat_id": int(delivery.address.person),
            "message_id": int(edit),
            **_AS_HTML,
            **_keyboard(parts[-1]),
        }
        try:
            await self._call("editMessageText", arguments, permit)
        except BadRequest as error:
            if not_editable(error):
                return False
            if not not_modified(error):
                raise
        return True

    async def _thread(self, delivery: Delivery, permit: Permit) -> str | None:
        if delivery.thread is not None or delivery.topic is None:
            return delivery.thread
        return await self._topics.open(int(delivery.address.person), delivery.topic, permit)

    async def _post(self, delivery: Delivery, part: Piece, progress: _Progress) -> int:
        try:
            return await self._post_in(delivery, part, progress)
        except BadRequest as error:
            if progress.thread is None or not thread_gone(error):
                raise
        # Staff deleted the topic: a card gets a new one, anything else goes without.
        progress.thread = None
        if delivery.topic is not None:
            chat = int(delivery.address.person)
            progress.thread = await self._topics.open(chat, delivery.topic, progress.permit)
        return await self._post_in(delivery, part, progress)

    async def _post_in(self, delivery: Delivery, part: Piece, progress: _Progress) -> int:
        arguments: dict[str, Any] = {"chat_id": int(delivery.address.person), **_keyboard(part)}
        if progress.thread not in (None, _GENERAL):
            arguments["message_thread_id"] = int(progress.thread)
        if delivery.replied_to is not None and not progress.sent:
            arguments["reply_parameters"] = {
                "message_id": int(delivery.replied_to),
                "allow_sending_without_reply": True,
            }
        if part.attachment is not None:
            sent = await self._file(part.attachment, part.html, arguments, progress.permit)
            return sent.message_id
        arguments |= {"text": part.html, **_AS_HTML}
        try:
            message = await self._call("sendMessage", arguments, progress.permit)
            return int(message["message_id"])
        except (KeyError, TypeError, ValueError) as error:  # it may have taken the message
            raise NetworkError("the answer is none of the Bot API") from error

    async def _file(
        self, file: Attachment, caption: str, arguments: dict[str, Any], permit: Permit
    ) -> Message:
        """What Telegram does not take as a photo or a voice message goes as a document."""
        where: dict[str, Any] = {
            **{name: self._as_object(name, value) for name, value in arguments.items()},
            "caption": caption or None,
            "parse_mode": ParseMode.HTML,
            "filename": file.name,
            "rate_limit_args": permit,
        }
        try:
            if file.mime.startswith("image/"):
                return await self._bot.send_photo(photo=file.content, **where)
            if file.mime == "audio/ogg":
                return await self._bot.send_voice(voice=file.content, **where)
        except BadRequest as error:
            if not _is_about_file(error):
                raise
        return await self._bot.send_document(document=file.content, **where)

    def _as_object(self, name: str, value: Any) -> Any:
        kind = _OBJECTS.get(name)
        return value if kind is None else kind.de_json(value, self._bot)


def _keyboard(part: Piece) -> dict[str, Any]:
    return {} if part.keyboard is None else {"reply_markup": part.keyboard}


def _is_about_file(error: BadRequest) -> bool:
    message = error.message.lower()
    return any(word in message for word in ("photo", "image", "voice", "file"))
