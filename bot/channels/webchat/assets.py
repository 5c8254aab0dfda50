"""The files of the page, rendered once with the installation's words."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.webchat.posted import LARGEST_PHOTO, LONGEST_TEXT
from bot.wording.page import PageTexts
from faq import Language

_FOLDER = Path(__file__).parent / "page"
_RENDERED = ("chat.html", "embed.js")


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Assets:
    """`static` are the plain files; with `version` in their address browsers may keep them."""

    page: File
    embed: File
    static: Mapping[str, File]
    version: str


def render(
    texts: Mapping[Language, PageTexts], language: Language, service: Mapping[Language, str]
) -> Assets:
    static = {
        path.name: File(path.read_bytes(), _type(path))
        for path in sorted(_FOLDER.iterdir())
        if path.name not in _RENDERED
    }
    version = hashlib.sha256(b"".join(file.content for file in static.values())).hexdigest()[:16]
    words = {name: {**asdict(said), "service": service[name]} for name, said in texts.items()}
    values = {
        "version": version,
        "language": language,
        "words": words,
        "config": {
            "language": language,
            "words": words,
            "longest_text": LONGEST_TEXT,
            "largest_photo": LARGEST_PHOTO,
        },
        "button": {
            name: {key: said[key] for key in ("service", "open_chat", "close", "frame_title")}
            for name, said in words.items()
        },
    }
    page, embed = (_rendered(name, values) for name in _RENDERED)
    return Assets(page, embed, static, version)


def _rendered(name: str, values: Mapping[str, object]) -> File:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined
    )
    text = environment.get_template(name).render(values)
    return File(text.encode(), _type(Path(name)))


def _type(path: Path) -> str:
    # Browsers refuse a module that comes as anything else, and machines differ in what they map.
    if path.suffix == ".js":
        return "text/javascript"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
