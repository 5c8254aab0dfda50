"""Follow-ups that only make sense after an answer: "bao nhiêu tiền?", "còn con tôi thì sao?"."""

from __future__ import annotations

import re
from typing import Literal

from faq.entry import Part
from faq.vietnamese.text import fold, plain

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


Followup = Literal["person", "place", "online"]

_WHO = (
    "(con|vo|chong|bo|me|ba|ma|ong|chau|anh|chi|em|ban|nguoi|bac|co|chu|di|cau|tre|be|gia dinh)"
    "( (gai|trai|nho|ruot|ho|chong|vo|dau|re|noi|ngoai|nha|cua|toi|minh|em|chung toi|ta|nguoi|"
    "nuoc ngoai|em be|gia|lon|khuyet tat|lao dong|than|quen|con|khac|duoi|tuoi|1[0-9]|[0-9])){0,5}"
)
_WHERE_ELSE = (
    "(o |tai |ve |ra |vao )?(tinh|thanh pho|noi|cho|que|dia phuong|xa|phuong|tp)( khac| minh| toi)?"
    "|(o |tai |ve |ra |vao )(ha noi|sai gon|tp hcm|ho chi minh|da nang|hai phong|hai duong|"
    "bac giang|thai nguyen|lang son|quang ninh|hung yen|nghe an|thanh hoa|can tho|hue|nuoc ngoai|"
    "que|mien nam|mien trung|mien bac|tinh khac|noi khac|cho khac)"
)
_HOW = (
    "( thi)?( (sao|the nao|nhu the nao|co duoc khong|duoc khong|ra sao|co khac khong|o dau|"
    "khac gi|gi))+"
)
_CASES: dict[Followup, re.Pattern[str]] = {
    "online": re.compile(
        f"{_LEAD}{_LEAD_EN}((co )?(lam|nop|dang ky|khai|gui)?( ho so)?( duoc)?( o nha)? ?"
        "(online|onl|truc tuyen|(tren|qua) (mang|dien thoai|vneid|may|app|zalo))( duoc| co duoc)?"
        "( khong)?|(can|could) i (do|apply|submit)( for)?( it| this| that)? online"
        f"|is (it|this|that) (possible )?online){_TAIL}"
    ),
    "person": re.compile(
        f"{_LEAD}((con|the con|the|neu|voi|doi voi|truong hop|cho) )+(la )?{_WHO}({_HOW})?{_TAIL}"
        "|(and |what about |how about |what if it is )+(for )?(my|a|the) [a-z ]{2,30}"
    ),
    "place": re.compile(
        f"{_LEAD}((con|the con|the|neu|vay) )*({_WHERE_ELSE}){_HOW}{_TAIL}"
        f"|{_LEAD}((con|the con|neu) )+({_WHERE_ELSE}){_TAIL}"
        "|(and |what about |how about |what if i (live|am) )+(in |if )?"
        "(other|another|a different) (province|city|place)s?"
    ),
}


# A province that is not ours, named in a short question that asks how it is there.
_ELSEWHERE = re.compile(
    r"\b(ha noi|sai gon|tp hcm|hcm|ho chi minh|da nang|hai phong|hai duong|thai nguyen"
    r"|lang son|quang ninh|hung yen|nghe an|thanh hoa|can tho|nuoc ngoai"
    r"|tinh khac|noi khac|another province)\b.*"
    r"\b(thi sao|thi the nao|co duoc khong|duoc khong|sao)$"
    r"|\b(dif+erent|same|also|what) .*\b(in|lived? in|from) (hanoi|ha noi|saigon|"
    r"ho chi minh|da nang|another|other|a different)\b"
)
_SHORT = 10  # words


def in_other_case(text: str) -> Followup | None:
    """In which other case the answer just given is wanted, if the message asks only that."""
    folded = plain(text)
    found = next((case for case, said in _CASES.items() if said.fullmatch(folded)), None)
    elsewhere = _ELSEWHERE.search(folded) is not None and len(folded.split()) <= _SHORT
    return found or ("place" if elsewhere else None)
