"""Entries whose fields hold all that files of some kind could lose."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from faq import PARTS, BadEntry, Entry, Status

# What spreadsheets, CSV, XML or the form of a cell take for something else.
_PIECES = (
    *("=1+1", "+84", "-5", "@name", "'x", "'=x", "''-1", "=cmd|' /C calc'!A0", "\uff1d1"),
    *("007", "2026-11", "23/11/2026", "1.2E5", "(5)", "TRUE", "mar-1", "5%", "1,5", "yes", "9"),
    *("#N/A", "#NAME?", "_x000D_", "_x0041", "x005F_", r"\n", r"\x0d", r"C:\new\|", "\\", "|"),
    *("a | https://b.vn", "a;b,c\td", '"', '""', "một\nhai", "một\n\n  hai", "a\r\nb", "a\rb"),
    *("\x00", "\x0b", "\x1f", "\x85", "\u2028", "\ufeff", "\ufffe", "\uffff", "😀", "e\u0302"),
)
_text = st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), min_size=1, max_size=3)
texts = _text.map("".join).filter(str.strip)
slugs = st.sampled_from(["1-2", "007", "true", "mar-1", "12e5", "no", "9", "id-lost"])
days = st.dates(date(2025, 1, 1), date(2027, 1, 1)) | st.dates()
months = st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda one: one[0].isoformat()[: one[1]])
addresses = st.sampled_from(["", "/a|b", "/a\\", "/\x00,;", "/'=+"]).map("https://a.vn{}".format)
parts = st.sampled_from(PARTS)

_said = {"vi": texts, "en": texts}
_term = {
    "valid_from": st.dates(max_value=date(2026, 11, 23)),
    "valid_until": st.dates(min_value=date(2026, 11, 23)),
}
_source = st.fixed_dictionaries({"name": texts}, optional={"url": addresses})
_needed: dict[str, st.SearchStrategy[Any]] = {
    "category": st.just("vneid"),
    "question": st.fixed_dictionaries(_said),
    "answer": st.fixed_dictionaries(_said),
    "variants": st.fixed_dictionaries({"vi": st.lists(texts, min_size=1), "en": st.lists(texts)}),
    "links": st.lists(addresses, min_size=1),
    "sources": st.lists(_source, min_size=1),
    "as_of": months,
    "reviewed_on": days,
    "reviewed_by": texts,
    "review_days": st.integers(1, 1100),
    "owner": st.fixed_dictionaries(_said),
    "confidence": st.sampled_from(["high", "medium", "low"]),
}
_more: dict[str, st.SearchStrategy[Any]] = {
    **_term,
    "status": st.sampled_from(Status),
    "canned": st.booleans(),
    "urgent": st.booleans(),
    "parts": st.dictionaries(parts, st.fixed_dictionaries(_said)),
    "dated": st.lists(st.fixed_dictionaries(_said, optional={**_term, "part": parts}), max_size=3),
    "related": st.lists(st.sampled_from(["other", "3-4", "jan-1", "yes"]), max_size=2),
}


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    made = []
    for id in draw(st.sets(slugs, min_size=1, max_size=2)):
        try:
            fields = draw(st.fixed_dictionaries(_needed, optional=_more))
            made.append(Entry.from_dict({"id": id, **fields}))
        except BadEntry:
            assume(False)
    return made
