"""What part of an answer a question that names its matter asks for."""

from __future__ import annotations

import re

from faq.entry import Part
from faq.vietnamese.text import fold

# On folded text, anywhere in a question that names its matter, too.
_NAMED: dict[Part, re.Pattern[str]] = {
    "fee": re.compile(
        r"\b(bao nhieu tien|nhieu tien|may tien|nhieu vay|may dong|het nhieu|phi nhieu|mat nhieu"
        r"|ton nhieu|bao tien|het bao nhieu|mat bao nhieu|ton bao nhieu|dong bao nhieu"
        r"|nop bao nhieu|le phi|mat phi|ton phi|muc phi|chi phi|phi bao nhieu|phi la|phi the nao"
        r"|co mat tien|co ton kem|mat tien khong|mien phi khong|thu phi"
        r"|how much|fees?|costs?|price|free of charge)\b"
    ),
    "time": re.compile(
        r"\b(bao lau|may ngay|bao nhieu ngay|may hom|may tuan|may thang|mat may"
        r"|trong (may|bao)|may bua|lau lam khong|lau hong|may ngay (co|xong|thi)"
        r"|khi nao (co|xong|lay|nhan)"
        r"|bao gio (co|xong|lay|nhan|duoc lay)|thoi gian giai quyet|thoi han giai quyet|lau khong"
        r"|how long|how many days|when will)\b"
    ),
    "documents": re.compile(
        r"\b(giay to (gi|nao|nhung gi|thi sao|ra sao|sao)|can giay to|nhung giay to"
        r"|can nhung gi|can gi|can mang"
        r"|mang theo gi|mang gi"
        r"|ho so gom|ho so can|ho so nhung gi|thu tuc gom|can chuan bi|chuan bi (nhung )?gi"
        r"|what documents"
        r"|which documents|what papers|which papers|what do i need|what to bring)\b"
    ),
    "where": re.compile(
        r"\b(o dau|cho nao|noi nao|den dau|ra dau|len dau|toi dau|di dau|co quan nao"
        r"|cho mo|o mo|di mo|mo rua|cho nao ri"
        r"|nop dau|dia chi nao"
        r"|where|which office)\b"
    ),
}


def aspect(text: str) -> Part | None:
    """The one part of an answer that a whole question asks for; None of several or of none."""
    folded = fold(text)
    found = [part for part, named in _NAMED.items() if named.search(folded)]
    return found[0] if len(found) == 1 else None


# Words that only ask for a part, whatever the matter is.
_ASKING_WORDS = """
    tien phi le muc gia nop dong mat het ton nhieu bao lau ngay hom tuan thang thoi gian han
    xong co lay nhan ket qua tra giay to ho so can mang chuan bi theo gi kem lam o dau cho noi
    quan den ra len toi mo rua ri the con vay thi sao trong may bua viec nay do cai ay no duoc
    cam online much many fee cost long take days where place office documents papers bring need
    it that this for how what when get done ready luc a nhi nhe em ad ban oi nao khong la ma se
    nua roi i we you will is are does
"""
_ASKING = frozenset(_ASKING_WORDS.split())
_OTHER_MATTER = 1


_NOTHING_MORE = re.compile(r"\b(khong|khoi|thoi)\b.*\bcan\b")  # "không cần gì nữa"


def part_only(text: str, other: int = _OTHER_MATTER) -> Part | None:
    """The part that a short message asks for without naming a matter of its own.

    Up to `other` words may be a slip, or name the matter that is spoken of already.
    """
    part = None if _NOTHING_MORE.search(fold(text)) else aspect(text)
    matter = set(fold(text).split()) - _ASKING
    return part if part is not None and len(matter) <= other else None
