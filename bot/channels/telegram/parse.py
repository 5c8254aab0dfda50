"""What a Telegram update is for us."""

from __future__ import annotations

import re
from datetime import datetime

from telegram import CallbackQuery, Chat, Message, Update
from telegram.constants import ChatType
from telegram.ext.filters import StatusUpdate

from bot.model import Address, GroupMoved, Incoming, Kind, Place, StaffPost

_COMMAND = re.compile(r"/(\w{1,64})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_CHOICES = {
    "start": "start",
    "batdau": "start",
    "help": "help",
    "trogiup": "help",
    "topics": "topics",
    "chude": "topics",
    "status": "status",
    "tracuu": "status",
    "person": "person",
    "canbo": "person",
    "language": "language",
    "ngonngu": "language",
}
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def parse(update: Update, now: datetime) -> Incoming | StaffPost | GroupMoved | None:
    """The update without its file, or None for what is not meant for us.

    A press bears no time, so it gets `now`.
    """
    if update.callback_query is not None:
        return _press(str(update.update_id), update.callback_query, now)
    message = update.message
    if message is None:
        return None
    if message.chat.type in _GROUPS:
        return _group_message(update, message)
    if message.chat.type != ChatType.PRIVATE or _tells_of_chat(update, message):
        return None
    return _private_message(str(update.update_id), message)


def _tells_of_chat(update: Update, message: Message) -> bool:
    """Whether it is a service message: somebody joined, the title changed. Such have no text."""
    return message.text is None and bool(StatusUpdate.ALL.check_update(update))


def _press(id: str, query: CallbackQuery, now: datetime) -> Incoming | StaffPost | None:
    message, user = query.message, query.from_user
    if query.data is None or message is None:
        return None
    if message.chat.type == ChatType.PRIVATE:
        return Incoming(id, _address(message.chat), now, choice=query.data)
    if message.chat.type not in _GROUPS or user.is_bot:
        return None
    return StaffPost(
        id,
        _address(message.chat),
        str(user.id),
        user.full_name,
        now,
        choice=query.data,
        thread=_thread(message) if isinstance(message, Message) else None,
    )


def _private_message(id: str, message: Message) -> Incoming:
    text = _text(message)
    command = _COMMAND.fullmatch(text) if message.text else None
    choice = None
    if command is not None:
        choice = _CHOICES.get(command[1].lower(), "help")
        text = (command[2] or "").strip()
    return Incoming(
        id,
        _address(message.chat),
        message.date,
        text=text,
        kind=_kind(message),
        choice=choice,
        place=_place(message),
    )


def _group_message(update: Update, message: Message) -> StaffPost | GroupMoved | None:
    if message.migrate_to_chat_id is not None:
        new = Address("telegram", str(message.migrate_to_chat_id))
        return GroupMoved(str(update.update_id), _address(message.chat), new)
    author = _author(message)
    if author is None or _tells_of_chat(update, message):
        return None
    place = _place(message)
    text = _text(message) or (f"{place.latitude}, {place.longitude}" if place else "")
    if _COMMAND.fullmatch(text):
        return None
    return StaffPost(
        str(update.update_id),
        _address(message.chat),
        *author,
        message.date,
        text=text,
        replied_to=_replied_to(message),
        thread=_thread(message),
        heading=_heading(message),
    )


def _author(message: Message) -> tuple[str, str] | None:
    """Id and name of the person; None for bots and linked channels."""
    sender, user = message.sender_chat, message.from_user
    if sender is not None and sender.id == message.chat.id:
        # An administrator who writes anonymously speaks as the group.
        return str(sender.id), message.author_signature or sender.effective_name or ""
    if sender is not None or user is None or user.is_bot:
        return None
    return str(user.id), user.full_name


def _address(chat: Chat) -> Address:
    return Address("telegram", str(chat.id))


def _thread(message: Message) -> str | None:
    return str(message.message_thread_id) if message.is_topic_message else None


def _replied_to(message: Message) -> str | None:
    """Whatever is written in a topic "replies" to its service message: that is no reply."""
    reply = message.reply_to_message
    if reply is None or reply.forum_topic_created is not None:
        return None
    return str(reply.message_id)


def _heading(message: Message) -> str:
    """The words of the bot under which this was written: its topic's name, or what it answers."""
    reply = message.reply_to_message
    if reply is None or reply.from_user is None or not reply.from_user.is_bot:
        return ""
    if reply.forum_topic_created is not None:
        return reply.forum_topic_created.name
    return reply.text or reply.caption or ""


def _text(message: Message) -> str:
    if message.sticker is not None:
        return message.sticker.emoji or ""
    if message.contact is not None:
        contact = message.contact
        names = (contact.first_name, contact.last_name, contact.phone_number)
        return " ".join(filter(None, names))
    if message.venue is not None:
        return ", ".join(filter(None, (message.venue.title, message.venue.address)))
    return message.text or message.caption or ""


def _kind(message: Message) -> Kind:
    if message.text is not None:
        return Kind.text
    # A moving picture comes with a document beside it; for us it is neither.
    if message.animation is not None:
        return Kind.other
    if message.document is not None:
        mime = message.document.mime_type or ""
        return Kind.photo if mime.startswith("image/") else Kind.document
    kinds = {
        Kind.photo: message.photo,
        Kind.voice: message.voice or message.audio,
        Kind.sticker: message.sticker,
        Kind.contact: message.contact,
        Kind.place: message.location or message.venue,
    }
    return next((kind for kind, content in kinds.items() if content), Kind.other)


def _place(message: Message) -> Place | None:
    location = message.venue.location if message.venue else message.location
    return Place(location.latitude, location.longitude) if location else None
