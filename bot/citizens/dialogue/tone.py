"""The mood of a message, and the sentence that heeds it."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.model import Mood, Reply, Said, Talk, Turn
from bot.wording import TALKING
from faq import plain

# Somebody near has died: as people say it, on words without marks. "mất" is "lost", too: of a
# person it says so by what follows.
_KIN = (
    "(bo|me|ba|ma|ong|cha|tia|u|bu|thay|vo|chong|con|anh|chi|em|co|chu|bac|di|cau|mo|thim|bo de|cu|"
    "me de|bo chong|me chong|bo vo|me vo|chau|hang xom|ban)( (toi|em|minh|nha|chau|cua|trai|gai|"
    "ruot|noi|ngoai|vua|moi|da|ho|dau|re|lon|ut|hai|ba|tu|cu|ong|e|a|c|m|tui))*"
)
_THINGS = (
    "the|can|cccd|cmnd|cmt|giay|so|bang|ho chieu|vi|xe|dien|sim|tien|mat khau|bao|may|phi|thoi|nuoc"
    "|mang|lien lac|ngu|cavet|bien|dang ky|quyen|tich|tai khoan|hoa don|ma|chung"
)
_GRIEF = re.compile(
    rf"\b{_KIN} mat\b(?! ({_THINGS})\b)|\b(qua doi|tu tran|khuat nui)\b|\b{_KIN} chet\b"
    r"|\b(pas+ed away|(father|mother|dad|mum|mom|husband|wife|son|daughter|brother|sister|"
    r"grand\w+|uncle|aunt|friend) (has |just |has just |recently )*died)\b"
)
_ANGER = re.compile(
    r"\b(buc minh|buc xuc|buc qua|tuc qua|tuc minh|dien tiet|dien het|chan qua|lam an kieu gi|"
    r"lam an (the|nhu)|vo trach nhiem|hanh dan|hanh nguoi|hach sach|coi thuong|qua dang|"
    r"cho (ca|mai|qua lau|dai co|may (tieng|ngay|tuan|thang))|mai (khong|chua) (thay|co|ai)|"
    r"cho den bao gio|den bao gio nua|goi (mai|\d+ lan|may lan)|khong ai (them|nghe|tra loi|lam)|"
    r"di di lai lai|day qua day lai|chay di chay lai|het lan nay den lan khac|"
    r"angry|furious|fed up|ridiculous|unacceptable|disgrace|"
    r"waiting (for )?(\w+ )?(weeks|days|months|hours)|nobody (answers|answered|cares|picks))\b"
)
_SAID_TO = (
    *("answered", "offered", "forwarded", "followed-up", "asked-back", "report", "status"),
    *("to-ticket", "canned", "dossier", "refused"),
)


def mood_of(text: str) -> Mood:
    """Grief where somebody has died, anger where somebody has waited or suffered too long."""
    said = plain(text)
    if _GRIEF.search(said):
        return Mood.grief
    return Mood.anger if _ANGER.search(said) else Mood.calm


def in_mood(turn: Turn, before: Talk) -> Turn:
    """The turn with one sentence of condolence or regret before it, when the mood begins."""
    mood = turn.talk.mood
    known = Mood.calm if before.held else before.mood  # what was held back was not said
    if mood is known or turn.outcome not in _SAID_TO or not turn.said:
        return turn
    talking = TALKING[turn.talk.language]
    words = {Mood.grief: talking.condolence, Mood.anger: talking.regret}.get(mood)
    if words is None:
        return turn
    return replace(turn, said=(Said(Reply(words)), *turn.said))
