"""Follow-up questions that only make sense after an answer: "bao nhiêu tiền?", "how long?"."""

from __future__ import annotations

import re

from faq.entry import Part
from faq.vietnamese.text import fold

# On folded text. A follow-up names no matter of its own, so nothing else may be left of it.
_ASKS: dict[Part, tuple[str, ...]] = {
    "fee": (
        "(mat |het |ton |dong |nop )*(bao nhieu|may) (tien|dong|xu)",
        "(mat |het |ton |dong |nop )+bao nhieu",
        "(co )?(mat |ton |muc |mien )*(le )?phi( la)?( bao nhieu| the nao| khong)?",
        "(co |khong )?(mat|ton) (tien|phi|kem)( khong)?",
        "gia( ca)?( bao nhieu| the nao)?",
        "chi phi( bao nhieu| the nao)?",
        "how much( money)?( is it| does (it|that) cost)?",
        "(what is |whats )?(the )?(fee|cost|price)s?",
        "is (it free|there a fee)",
        "do i (have|need) to pay( anything)?",
        "does it cost( anything)?",
    ),
    "time": (
        "(mat |trong |cho )?bao lau( thi)?( (xong|co|duoc))?",
        "(co |mat )?lau khong",
        "(mat |trong )?(may|bao nhieu) (ngay|hom|tuan|thang|tieng|gio)( thi)?( (xong|co|duoc))?",
        "(khi nao|bao gio) (thi )?(xong|co|nhan|lay)( duoc)?( ket qua)?",
        "thoi (gian|han)( giai quyet| bao lau| the nao)?",
        "how (long|many days)( does it take| will it take)?",
        "when (will|can|do) .{0,20}(ready|done|get it)",
        "time limit",
    ),
    "documents": (
        "(can |mang |nop |chuan bi |phai co )*(nhung )?(giay to|ho so)( gi| nao| nhung gi)?",
        "(can |phai )?(mang |nop |chuan bi )(theo )?(nhung )?gi",
        "can (nhung )?gi",
        "(giay to|ho so|thu tuc) (gom|bao gom|can) (nhung )?gi",
        "(what|which) (documents?|papers?).{0,20}",
        "what (do i need( to bring)?|should i bring)",
        "do i need to bring anything",
    ),
    "where": (
        "(den |ra |toi )?(nop |lam |lay |nhan )?(ket qua )?(o dau|cho nao|noi nao|co quan nao)",
        "(nop |lam |lien he |den )(tai |o )?dau",
        # The place of an answer tells the ways online, too.
        "(co )?(lam |nop )?(duoc )?(online|truc tuyen|(tren|qua) (mang|vneid))( duoc)? khong",
        "can i (do|apply for|get) (it|this|that) online",
        "where( (do|can|should) i.{0,20})?",
        "which office",
    ),
}
_LEAD = "(em |vay thi |the thi |vay |the |con |va |roi |no |cai nay |viec nay |thu tuc nay |lam )*"
_LEAD_EN = "(thanks |thank you |and |so |then |ok )*"
_TAIL = "( vay| the| nhi| a| nha| ha| hi| day| do| roi| nua| khong| em| ban| oi)*"
_PATTERNS: dict[Part, re.Pattern[str]] = {
    part: re.compile(f"{_LEAD}{_LEAD_EN}({'|'.join(asks)}){_TAIL}") for part, asks in _ASKS.items()
}


def followup(text: str) -> Part | None:
    """Which part of the answer just given a short question asks for, if it is such a question."""
    folded = fold(text)
    found = [part for part, pattern in _PATTERNS.items() if pattern.fullmatch(folded)]
    return found[0] if found else None
