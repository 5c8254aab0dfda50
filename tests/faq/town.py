"""A few entries of a made-up knowledge base, for tests of the search."""

from __future__ import annotations

from typing import Any

from faq import Entry

_WHOLE: dict[str, Any] = {
    "category": "can-cuoc-cu-tru",
    "links": ["https://dichvucong.gov.vn"],
    "sources": [{"name": "Luật Căn cước 2023"}],
    "as_of": "2026-11",
    "reviewed_on": "2026-11-23",
    "reviewed_by": "Ban biên tập",
    "review_days": 90,
    "owner": {"vi": "Công an", "en": "Police"},
    "confidence": "high",
}


def fields(id: str = "id-lost", *vi: str, **changes: Any) -> dict[str, Any]:
    """An entry's fields, whole unless changed."""
    lines = vi or ("mất căn cước", "rơi thẻ căn cước làm lại ở đâu")
    return {
        "id": id,
        **_WHOLE,
        "question": {"vi": lines[0], "en": f"What about {id.replace('-', ' ')}?"},
        "answer": {"vi": "Đến Công an xã, phường.", "en": "Go to the police."},
        "variants": {"vi": list(lines), "en": []},
        **changes,
    }


def entry(id: str, *vi: str, **changes: Any) -> Entry:
    return Entry.from_dict(fields(id, *vi, **changes))


def canned(id: str, *vi: str) -> Entry:
    said = {"vi": vi[0], "en": id}
    return Entry.from_dict(
        {
            "id": id,
            "category": "tro-chuyen",
            "canned": True,
            "question": said,
            "answer": said,
            "variants": {"vi": list(vi)},
        }
    )


ENTRIES = [
    entry(
        "birth",
        "Đăng ký khai sinh cho con ở đâu?",
        "làm giấy khai sinh cho bé mới sinh",
        "khai sinh muộn có bị phạt không",
        "đẻ con xong bao lâu phải làm khai sinh",
    ),
    entry(
        "death",
        "Đăng ký khai tử cho người thân ở đâu?",
        "làm giấy khai tử cho ông bà mất",
        "khai tử muộn có sao không",
        "người nhà mất thì báo ai",
    ),
    entry(
        "id-lost",
        "Mất thẻ căn cước thì làm lại ở đâu?",
        "rơi mất căn cước công dân",
        "làm lại thẻ căn cước bị mất",
        "lost my id card",
    ),
    entry(
        "licence-lost",
        "Mất giấy phép lái xe thì xin cấp lại thế nào?",
        "rơi mất bằng lái",
        "làm lại bằng lái xe máy bị mất",
        "lost my driving licence",
    ),
    entry(
        "stay",
        "Đăng ký tạm trú cho người thuê trọ thế nào?",
        "làm tạm trú cho công nhân",
        "chủ trọ khai tạm trú ở đâu",
        "register temporary residence",
    ),
    canned("greeting", "chào em", "xin chào", "hello", "chào buổi sáng"),
    canned("thanks", "cảm ơn em", "cảm ơn nhiều", "em cảm ơn", "thank you"),
    canned("talk-to-person", "cho tôi gặp cán bộ", "gặp người thật", "talk to a person"),
]
