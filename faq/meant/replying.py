"""Typed replies to a question of ours: yes or no, one of the labels shown, a number of stars."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, TypeVar

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from faq.meant.followup import followup
from faq.vietnamese.spelling import spelling
from faq.vietnamese.text import fold, words

Pick = int | Literal["none"]  # a place in the list from 0, or none of them
_Read = TypeVar("_Read")

# Whoever writes more says more than a reply, in characters and words, or than one label. Few words
# also keep the patterns quick, as many of them may be read in two ways.
_LONGEST, _MOST_WORDS, _LONGEST_LABEL = 80, 12, 400
# How alike, of 100, are a misspelt word and the right one, a beginning and that of the label, and
# most of a label and the whole: three quarters of it are 85.
_WORD, _BEGINNING, _MOST = 80, 90, 85

# The tables are patterns on words as the plain form spells them, but with their marks; a message
# may leave marks out. What asks at the end of a message ("à", "nhỉ", "hả", "sao") is not light.
_LIGHT = (
    "ạ|nhé|nhá|nha|nhe|ơi|em|e|anh|chị|bạn|chú|bác|ông|cháu|tôi|mình|ad|admin|bot|dạ|vâng|thưa|"
    "cảm ơn|cám ơn|xin|h[aei]h[aei]|thanks?|tks|thank you|please|pls|so much|very much|a lot"
)
# Not before a reply, where without marks they begin a question: "co khong", "con khong".
_BEHIND = "cô|bà|con|á|nghen|nghe|hen|nhiều|đấy|đó|ấy|ý|luôn|mà"
_LEAD = "à|ừ|ừm|ờ|uh|um|oh"
_OK = "ok|okê|oke ?la|ok la|okla|oki|okie|okay|okey"
_GOOD = "được|đúng|chuẩn|chính xác|ổn|tốt|hiểu|rõ|trúng|hữu ích|có ích|đồng ý|hài lòng|xong"
_DO = "(?:chuyển|gửi|làm|mần|thêm|lưu|ghi)"
_YES = (
    f"(?:đã |rất |quá |có |cũng )?(?:{_GOOD})(?: rồi| rùi| òi| chứ| vậy| thế| lắm| quá| thôi)*|"
    f"{_OK}|có|có chứ|có rồi|rồi|rùi|òi|phải|phải rồi|vâng|zâng|vg|dạ|ừ|ừa|ừm|ừ hử|uh|uhm|uk|ukm|"
    "(?:có|đã) giúp(?: được| ích)?|giúp (?:được|nhiều|ích)|tuyệt(?: vời)?|hay (?:quá|lắm)|ờ|ờm|"
    f"(?:cứ )?{_DO}(?: giúp| hộ| cho| vào| tiếp| tôi| em| mình)* đi|cứ {_DO}|{_DO} (?:giúp|hộ|vào)|"
    "tất nhiên|đương nhiên|chắc chắn|nhất trí|y|yes|yep|yeah|yea|yup|sure|it (?:did|does|is)|"
    "(?:it |that |this )?(?:really )?help(?:s|ed)(?: me)?|thats (?:it|right|correct|the one)|right|"
    "this is it|correct|exactly|of course|absolutely|definitely|solved|go ahead|i do|i agree|fine|"
    "agreed|(?:do|add|send|got) it|all ?right|great|perfect|(?:(?:it|that) was )?(?:very |really )?"
    "(?:helpful|useful)"
)
_NOT = "(?:vẫn |cũng )?(?:không|(?:còn )?chưa|hông|hổng|hong|hỏng|hem|khum|hơm|chẳng|nỏ)"
_THING = (
    f"(?: (?:{_GOOD}|{_OK}|{_DO}|có|phải|cần(?: gì)?|muốn|đủ|giúp(?: được| ích)?(?: gì)?|được gì|"
    "hiểu gì|liên quan(?: gì)?|đúng ý))"
)
_NO = (
    f"(?:{_NOT}{_THING}?|(?:vẫn |cũng )?(?:chả|đâu){_THING})(?: (?:đâu|lắm|hẳn|mấy|cả|hết|nữa|rồi|"
    "rõ|đủ))*|thôi|(?:thôi )?(?:khỏi|bỏ qua|bỏ)(?: cần| đi)*|mô có|có đâu|(?:còn|vẫn) thiếu|"
    f"đừng {_DO}|(?:sai|nhầm|trật)(?: rồi| hết| bét)*|khó hiểu(?: quá| lắm)?|n|no|nope|nah|no need|"
    "never mind|(?:(?:thats|its) )?(?:wrong|incorrect|not (?:really|yet|at all|quite|enough|all|"
    "fully|this|that|it|right|correct|helpful|useful|clear|good)(?: one)?)|(?:it |that |this )?"
    "(?:didnt|doesnt|did not|does not|isnt|is not)(?: really)?(?: help| work| it)?(?: me)?"
    "(?: at all| much)?|dont|do not"
)
_LACKING = f"(?:(?:{_YES}) )?(?:nhưng|nhưng mà|mà|but) (?:{_NO})"
_HEAD = "cái|câu|mục|phần|vụ|về|chọn|the|about"
_AMONG = "mấy|những|các|hai|ba|cái|câu|ý|mục|nào|này|kia|trong|ở|trên|đây|cả|hết|danh sách|đúng|đó"
_NONE = (
    f"(?:cả |hai |ba |tất cả |các |câu )*đều (?:{_NO})|{_NOT}(?: có| phải| đúng| thấy)*"
    f"(?: (?:{_AMONG}))+|(?:cái|câu|ý|việc|chuyện) khác|none|neither|something else|"
    "none of (?:these|those|them|the above)|neither (?:one|of them)|not "
    "(?:these|those|any of (?:these|them))"
)
_COUNTED = ("1|một|one", "2|hai|two", "3|ba|three", "4|bốn|four", "5|năm|five", "6", "7", "8", "9")
_NTH = ("nhất|đầu tiên|trên cùng|first", "nhì|second", "third", "tư|fourth", "fifth", *"6789")
_FINE, _POOR = "tốt|tuyệt|hay|hài lòng|hữu ích|good|nice|helpful", "tệ|kém|chán|dở|bad|poor"
_VERY = "rất|quá|cực|cực kỳ|vô cùng|siêu|very|so|really"
_RATINGS = (
    f"(?:{_VERY}) (?:{_POOR})|(?:{_POOR}) (?:quá|lắm|hại|ẹc)|terrible|awful|horrible",
    f"(?:hơi )?(?:{_POOR})|(?:không|chưa|not) (?:{_FINE})",
    f"{_OK}|(?:cũng )?(?:bình thường|bth|tạm|tạm được|tạm ổn)|cũng được|trung bình|so so|average",
    f"(?:khá |cũng |pretty )?(?:{_FINE})|khá|ổn",
    f"(?:{_VERY}) (?:{_FINE})|(?:{_FINE}) (?:quá|lắm)|tuyệt vời|xuất sắc|excellent|perfect|great",
)
_STAR = "⭐🌟★*"
_SIGNS_OF_STARS = re.compile(f"([0-9]?)[ \ufe0f\u20e3]*([{_STAR}][{_STAR}\ufe0f ]*)")
# "kkk" laughs, though "k" is "không"; "nd" is "nội dung", but not in "2nd".
_ASIDE = re.compile(r"\bk{3,}\b|(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_SIGNS = str.maketrans({"👍": " ok ", "👌": " ok ", "✅": " ok ", "👎": " không ", "❌": " không "})


@cache
def _loose(pattern: str) -> re.Pattern[str]:
    """The pattern for text that lacks marks, built when first needed."""
    # "good" is "god" in the plain form.
    once = re.sub(r"([a-z])\1", r"\1\1?", _apart(pattern))
    return re.compile(re.sub(r"([\u0300-\u036f])", r"\1?", once))


def _apart(text: str) -> str:
    """Every letter with its marks behind it."""
    return unicodedata.normalize("NFD", text.replace("đ", "d\u0335"))


def _whole(forms: str, lead: str = "well") -> str:
    """A message of such forms and light words alone."""
    around = f"(?:(?:{_LIGHT}|{_LEAD}|{lead}) )*"
    return f"{around}(?:{forms})(?: (?:{forms}|{_LIGHT}|{_BEHIND}))*"


_YES_OR_NO = {True: _whole(_YES), False: _whole(f"{_NO}|{_LACKING}")}
_BEFORE = f"{_HEAD}|số|ý|lấy|là|option|number|its|no"
_PICKS: Mapping[str | int, str] = {
    place: _whole(f"(?:thứ )?(?:{number}|{nth})(?: one)?", _BEFORE)
    for place, (number, nth) in enumerate(zip(_COUNTED, _NTH, strict=True))
} | {
    "first": _whole(f"(?:{_HEAD}) đầu"),  # unmarked it is "where", too, but not behind "cái"
    "last": _whole(f"(?:{_HEAD}) cuối|(?:sau|cuối|dưới) cùng|chót|last(?: one)?", _BEFORE),
    "middle": _whole(f"(?:{_HEAD}) (?:ở )?giữa|middle(?: one)?", _BEFORE),
    "none": _whole(f"{_NONE}|{_NO}|{_LACKING}"),
}
_STARS = {
    place + 1: _whole(
        f"(?:{number})s?(?: (?:ngôi )?sao| stars?| điểm| trên 5| out of 5)?|{_RATINGS[place]}",
        "cho|chấm|được|đánh giá|i|it|give|rate|is|its",
    )
    for place, number in enumerate(_COUNTED[:5])
}
# On the folded form. What is light with marks may be a matter without: "so do" is "sổ đỏ".
_TRIM = re.compile("^(?:em )+|(?: (?:a|nhe|nha|em))+$")
_HEADED = f"(?:(?:{_HEAD}) )+(.+?)(?: ấy| kia| này|(?<! so) do)?"


def yes_or_no(text: str) -> bool | None:
    """What is said to "did that help?", "is it this?", "shall I add it?"; None for all else."""
    return _read(_YES_OR_NO, text.translate(_SIGNS))


def pick(text: str, labels: Sequence[str]) -> Pick | None:
    """Which of the labels shown is meant by "did you mean …"; None for all else."""
    typed, lines = _core(text), [_core(label) for label in labels]
    if typed and typed in lines:
        return lines.index(typed)
    found = _read(_PICKS, text.translate(_SIGNS))
    if found is not None:
        return "none" if found == "none" else _place(found, len(labels))
    return 0 if len(labels) == 1 and yes_or_no(text) else _named(typed, lines)


def stars(text: str) -> int | None:
    """How many of five stars are given, in figures, signs or words of praise; None for all else."""
    line = re.sub(r"(?<![\d/.,])([1-5]) ?/ ?5(?![\d/])", r"\1 sao", text)
    return _read(_STARS, _SIGNS_OF_STARS.sub(_counted, line))


def _counted(run: re.Match[str]) -> str:
    """So many signs in words; behind a figure, which counts them, they are a word alone."""
    figure, signs = run.groups()
    return f"{figure or sum(sign in _STAR for sign in signs)} sao "


def _read(forms: Mapping[_Read, str], text: str) -> _Read | None:
    """The meaning whose forms make up the whole message, which asks for nothing."""
    if len(text) > _LONGEST or "?" in text:
        return None
    said = words(_ASIDE.sub(" ", text), polite=True)
    line = " ".join(_apart(word.typed) for word in said) if len(said) <= _MOST_WORDS else ""
    return next((meaning for meaning, form in forms.items() if _loose(form).fullmatch(line)), None)


def _place(said: str | int, count: int) -> int | None:
    """The place in a list of so many, of which one is in the middle only where they are odd."""
    middle = count // 2 if count % 2 and count > 1 else -1
    place = {"first": 0, "last": count - 1, "middle": middle}.get(str(said), said)
    return place if isinstance(place, int) and 0 <= place < count else None


def _core(text: str) -> str:
    """The plain form of a label, or of as much as one may have, without light words around it."""
    return _TRIM.sub("", fold(text[:_LONGEST_LABEL]))


def _named(typed: str, lines: Sequence[str]) -> int | None:
    """The one label that is meant by some of its words."""
    headed = _loose(_HEADED).fullmatch(typed)
    about = headed[1] if headed else typed
    fits = [at for at, line in enumerate(lines) if _fits(about, line, bool(headed))]
    return fits[0] if len(fits) == 1 else None


def _fits(typed: str, line: str, headed: bool) -> bool:
    """Whether the words are the label's: some behind "cái", else its beginning or most of it."""
    known, several = line.split(), " " in typed
    if not all(extractOne(one, known, scorer=ratio, score_cutoff=_WORD) for one in typed.split()):
        return False
    if headed:  # "cái bằng lái" is about one of them, though each word alone is light
        part = several and typed in line and not followup(typed)
        return part or bool(spelling().matters(typed.split()))
    begun = several or len(typed) >= 6
    return ratio(typed, line) >= _MOST or (begun and ratio(typed, line[: len(typed)]) >= _BEGINNING)
