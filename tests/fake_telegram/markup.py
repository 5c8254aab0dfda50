"""Telegram's HTML, parsed as its server does."""

from __future__ import annotations

import html
import re

from tests.fake_telegram.refusal import bad

_TAGS = {
    "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "span",
    "tg-spoiler", "tg-emoji", "blockquote",
}  # fmt: skip
_TOKEN = re.compile(
    r"<(/?)([^<>\s/]*)([^<>]*)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|[^<&]+|&"
)


def visible(text: str) -> str:
    """What a reader sees; Refusal for what the server cannot parse."""
    seen: list[str] = []
    open_tags: list[str] = []
    for token in _TOKEN.finditer(text):
        if token[0][0] == "<":
            _tag(token, open_tags)
        else:
            seen.append(html.unescape(token[0]) if len(token[0]) > 1 else token[0])
    if open_tags:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    return "".join(seen).strip()


def _tag(token: re.Match[str], open_tags: list[str]) -> None:
    closes, name = token[1], (token[2] or "").lower()
    if closes:
        if not open_tags or open_tags[-1] != name:
            raise _unparsable(f'Unmatched end tag "{name}"')
        open_tags.pop()
    elif name in _TAGS:
        open_tags.append(name)
    else:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {token.start()}')


def _unparsable(why: str) -> Exception:
    return bad(f"can't parse entities: {why}")
