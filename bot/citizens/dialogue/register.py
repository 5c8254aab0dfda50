"""How a person is addressed: "anh/chị", unless they call themselves older or younger."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.model import Said, Talk
from faq import plain

# Who speaks of "bác" or "ông" speaks as an elder: they are addressed so, by a younger voice.
_ELDERS = {"bac": "bác", "ong": "ông", "ba": "bà", "co": "cô", "chu": "chú"}
_SAYS = (
    r"(?:^|\b(?:cho|giup|nho|de|hoi|bao|la)\s)({})\s"
    r"(?:hoi|muon|can|dang|bi|co|o|nho|lam|chua|khong|xin|bam|goi|da|gia|ten|nam nay|duoc|moi|vua"
    r"|thay|voi)\b"
)
_ELDER = re.compile(_SAYS.format("|".join(_ELDERS)))
_YOUNG = re.compile(
    r"(?:^|\b(?:da|a|co|chu|bac|ong|ba|oi|cho|giup|nho|de|hoi|anh|chi)\s)(?:chau|con)\s"
    r"(?:muon|hoi|can|xin|chao|cam on|dang|bi|la hoc sinh|moi|chua|khong biet)\b"
)
_US = re.compile(r"(?<!trẻ )(?<!chị )\b([Ee])m\b")


def called(text: str) -> str:
    """What somebody calls themself: "bác", "ông", "cháu" …; "" where they do not."""
    said = plain(text)
    if found := _ELDER.search(said):
        # "bà" and "cô" unmarked may be "ba" and "có": only as they are written.
        word = _ELDERS[found[1]]
        return word if word in text.lower() or found[1] in ("bac", "ong") else ""
    return "cháu" if _YOUNG.search(said) else ""


def addressed(said: Said, talk: Talk, is_ours: bool) -> Said:
    """Our own words in the right register; an approved text stays word for word."""
    if talk.language != "vi" or not talk.called:
        return said
    reply = said.reply
    text = _to(reply.text, talk.called) if is_ours or not said.entry else reply.text
    footer = _to(reply.footer, talk.called)
    return replace(said, reply=replace(reply, text=text, footer=footer))


def _to(text: str, who: str) -> str:
    if who == "cháu":
        return text.replace("Anh/chị", "Bạn").replace("anh/chị", "bạn")
    text = text.replace("Anh/chị", who.capitalize()).replace("anh/chị", who)
    return _US.sub(lambda found: "Cháu" if found[1] == "E" else "cháu", text)
