"""The files that come with messages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import PurePosixPath

import structlog
from telegram import Bot, Message
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.failures import words
from bot.channels.telegram.pauses import Sleep, growing
from bot.model import Attachment
from bot.model.ids import new_id
from bot.privacy.photo import BadPhoto, clean

log = structlog.get_logger()

_LARGEST = 5 * 1024 * 1024
_TRIES = 5
# How files of the kinds we take begin: at which byte, with what.
_SIGNS: dict[str, tuple[int, tuple[bytes, ...]]] = {
    "application/pdf": (0, (b"%PDF-",)),
    "audio/ogg": (0, (b"OggS",)),
    "audio/mpeg": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    "audio/mp4": (4, (b"ftyp",)),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file on Telegram's server, as the sender describes it."""

    id: str
    mime: str
    name: str
    size: int


def offered(message: Message | None) -> Offered | None:
    """The file of a message, whether we take it or not."""
    if message is None or message.animation is not None:
        return None
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        return Offered(photo.file_id, "image/jpeg", "photo.jpg", photo.file_size or 0)
    if message.voice is not None:
        voice = message.voice
        return Offered(voice.file_id, "audio/ogg", "voice.ogg", voice.file_size or 0)
    named = message.document or message.audio or message.video
    if named is not None:
        name = PurePosixPath(named.file_name or "file").name[:100]
        return Offered(named.file_id, named.mime_type or "", name, named.file_size or 0)
    if message.video_note is not None:
        note = message.video_note
        return Offered(note.file_id, "video/mp4", "video.mp4", note.file_size or 0)
    return None


async def fetch(bot: Bot, file: Offered, sleep: Sleep) -> Attachment | None:
    """The file itself; None when we do not take it or cannot get it."""
    if file.size > _LARGEST or not (file.mime.startswith("image/") or file.mime in _SIGNS):
        return None
    content = await _downloaded(bot, file, sleep)
    return None if content is None else await _checked(file, content)


async def _downloaded(bot: Bot, file: Offered, sleep: Sleep) -> bytes | None:
    pauses = growing()
    for _ in range(_TRIES):
        try:
            there = await bot.get_file(file.id)
            if (there.file_size or 0) > _LARGEST:
                return None
            return bytes(await there.download_as_bytearray())
        except (BadRequest, Forbidden, InvalidToken) as error:
            log.warning("telegram: file refused", why=words(error))
            return None
        except TelegramError as error:
            log.warning("telegram: file not fetched", why=words(error))
            await sleep(next(pauses))
    return None


async def _checked(file: Offered, content: bytes) -> Attachment | None:
    if len(content) > _LARGEST:
        return None
    if file.mime.startswith("image/"):
        try:
            picture = await asyncio.to_thread(clean, content)
        except BadPhoto:
            return None
        name = str(PurePosixPath(file.name).with_suffix(".jpg"))
        return Attachment(new_id(), "image/jpeg", name, picture)
    start, signs = _SIGNS[file.mime]
    if not content.startswith(signs, start):
        return None
    return Attachment(new_id(), file.mime, file.name, content)
