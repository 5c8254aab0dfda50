"""A reply as Telegram shows it."""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from typing import Any

from bot.model import Attachment, Button, Reply

TEXT = 4096  # characters of a message, markup not counted
CAPTION = 1024
_LABEL = 60
_DATA = 64  # bytes
_SHORT = 3  # characters of a label that shares its row
_IN_ROW = 8
_ROOM = 256  # characters below which the next part is begun rather than a text cut


@dataclass(frozen=True, slots=True)
class Piece:
    """One message to send: its HTML, the file it carries, the buttons under it.

    `keyboard` is an InlineKeyboardMarkup as the Bot API writes it.
    """

    html: str = ""
    attachment: Attachment | None = None
    keyboard: dict[str, Any] | None = None


def pieces(reply: Reply, attachment: Attachment | None = None) -> list[Piece]:
    """The messages that a reply makes, in order; the buttons are under the last."""
    buttons = keyboard(reply.buttons)
    if attachment is None:
        parts = [Piece(part) for part in pages(reply)]
    else:
        captions = pages(reply, CAPTION)
        if len(captions) <= 1:
            return [Piece("".join(captions), attachment, buttons)]
        parts = [Piece(attachment=attachment), *map(Piece, pages(reply))]
    if parts:
        parts[-1] = Piece(parts[-1].html, parts[-1].attachment, buttons)
    return parts


def pages(reply: Reply, limit: int = TEXT) -> list[str]:
    """Title, text and footer as HTML, cut into parts of at most `limit` visible characters."""
    done: list[str] = []
    page, used = "", 0
    for tag, text in (("b", reply.title), ("", reply.text), ("i", reply.footer)):
        rest = text.strip()
        while rest:
            gap = 2 if page else 0
            room = limit - used - gap
            if page and len(rest) > room and (room < _ROOM or (len(rest) <= limit and tag)):
                done.append(page)
                page, used = "", 0
                continue
            head, rest = cut(rest, room)
            page = f"{page}\n\n{_marked(head, tag)}" if page else _marked(head, tag)
            used += gap + len(head)
    return [*done, page] if page else done


def cut(text: str, room: int) -> tuple[str, str]:
    """The longest beginning that fits, to the end of a paragraph, else a line, else a word."""
    if len(text) <= room:
        return text, ""
    for separator in ("\n\n", "\n", " "):
        place = text.rfind(separator, 1, room + len(separator))
        if place > 0 and (head := text[:place].rstrip()):
            return head, text[place:].lstrip()
    place = room
    while place > 1 and unicodedata.combining(text[place]):
        place -= 1  # a mark stays with its letter
    return text[:place], text[place:]


def keyboard(buttons: tuple[Button, ...]) -> dict[str, Any] | None:
    """One button a row, but short ones, such as 1 to 5, side by side."""
    rows: list[list[dict[str, str]]] = []
    before_short = False
    for button in buttons:
        assert len(button.value.encode()) <= _DATA, f"callback data too long: {button.value}"
        shown = {"text": _label(button.label), "callback_data": button.value}
        short = len(button.label) <= _SHORT
        if short and before_short and len(rows[-1]) < _IN_ROW:
            rows[-1].append(shown)
        else:
            rows.append([shown])
        before_short = short
    return {"inline_keyboard": rows} if rows else None


def _label(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"


def _marked(text: str, tag: str) -> str:
    escaped = html.escape(text, quote=False)
    return f"<{tag}>{escaped}</{tag}>" if tag else escaped
