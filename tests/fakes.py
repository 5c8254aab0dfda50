"""Small stand-ins for the far ends: a channel without a platform, a clock that is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import cast

from aiohttp import web

from bot.channels.port import May
from bot.errors import ChannelError
from bot.model import Delivery, Receipt
from faq import Entry, Faq, Match, fold

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


class SetClock:
    """Every look at it is a millisecond later."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def pass_(self, time: timedelta) -> None:
        self.at += time


@dataclass
class FakeChannel:
    """Takes what is sent; raises what it is told to, once each."""

    name: str
    sent: list[Delivery] = field(default_factory=list)
    errors: list[ChannelError] = field(default_factory=list)
    topics: bool = False
    alone: bool = False
    unnoted: int = 0

    def routes(self) -> list[web.AbstractRouteDef]:
        return []

    async def run(self) -> None:
        return None

    async def send(self, delivery: Delivery, may: May) -> Receipt:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(delivery)
        self.unnoted += 1
        opened = f"topic-{len(self.sent)}" if self.topics and delivery.topic else None
        return Receipt(delivery.edit or f"m{len(self.sent)}", delivery.thread or opened)

    def noted(self) -> None:
        self.unnoted -= 1

    async def close(self) -> None:
        return None


class WordFaq:
    """Finds entries by shared words: the tests of the dialogue are not tests of the matching."""

    sure = 0.8
    likely = 0.3
    meaning = None

    def __init__(self, entries: Sequence[Entry], whole: bool = True) -> None:
        self._entries = entries
        self.whole = whole

    def standing(self, entries: Sequence[Entry]) -> WordFaq:
        return WordFaq(entries, whole=False)

    def search(self, text: str, limit: int = 3) -> list[Match]:
        words = set(fold(text).split())
        found = [Match(entry, self._score(words, entry)) for entry in self._entries]
        return sorted(found, key=lambda match: -match.score)[:limit]

    def search_all(self, texts: Sequence[str], limit: int = 3) -> list[list[Match]]:
        return [self.search(text, limit) for text in texts]

    def _score(self, words: set[str], entry: Entry) -> float:
        asked = [set(fold(question).split()) for question in entry.questions()]
        return max(len(words & these) / max(1, len(words | these)) for these in asked)


def word_search(entries: Sequence[Entry], before: Faq | None = None) -> Faq:
    """A WordFaq in the place of a search that has to be learned."""
    return cast(Faq, WordFaq(entries))


def entry(id: str, question: str, answer: str, *variants: str, **fields: object) -> Entry:
    """A whole entry, with made-up sources."""
    return Entry.from_dict(
        {
            "id": id,
            "category": "can-cuoc-cu-tru",
            "question": {"vi": question, "en": f"About {id}?"},
            "answer": {"vi": answer, "en": f"The answer on {id}."},
            "variants": {"vi": list(variants) or [question], "en": [f"tell me of {id}"]},
            "links": ["https://dichvucong.gov.vn"],
            "sources": [{"name": "Luật mẫu 1/2026"}],
            "as_of": "2026-08-14",
            "reviewed_on": date(2026, 11, 1),
            "reviewed_by": "Ban biên tập",
            "review_days": 90,
            "owner": {"vi": "Công an", "en": "Police"},
            "confidence": "high",
            **fields,
        }
    )


ENTRIES = [
    entry(
        "idcard-lost",
        "Mất căn cước thì làm lại thế nào?",
        "Anh/chị làm lại căn cước ở Công an xã, phường.",
        "làm lại căn cước bị mất",
        "rơi mất thẻ căn cước phải làm sao",
        "căn cước mất",
        parts={"fee": {"vi": "Lệ phí cấp lại là 70.000 đồng.", "en": "The fee is 70,000 dong."}},
        related=["idcard-renew"],
    ),
    entry(
        "idcard-renew",
        "Đổi căn cước hết hạn thế nào?",
        "Anh/chị đổi căn cước trước khi thẻ hết hạn.",
        "đổi căn cước hết hạn",
        "căn cước sắp hết hạn đổi ở đâu",
        related=["idcard-lost"],
    ),
    entry(
        "passport-online",
        "Làm hộ chiếu qua mạng thế nào?",
        "Anh/chị nộp hồ sơ hộ chiếu trên Cổng dịch vụ công.",
        "làm hộ chiếu online",
        "xin cấp hộ chiếu qua mạng",
    ),
    entry(
        "old-rule",
        "Hỗ trợ học phí học kỳ trước ra sao?",
        "Quy định cũ về hỗ trợ học phí.",
        "hỗ trợ học phí học kỳ trước",
        valid_until=date(2026, 6, 30),
    ),
    Entry.from_dict(
        {
            "id": "greeting",
            "category": "tro-chuyen",
            "canned": True,
            "question": {"vi": "xin chào", "en": "hello"},
            "answer": {
                "vi": "Chào anh/chị, em của {place} nghe đây ạ.",
                "en": "Hello from {place}.",
            },
            "variants": {"vi": ["chào em", "chào bạn"], "en": ["hi", "good morning"]},
        }
    ),
    Entry.from_dict(
        {
            "id": "talk-to-person",
            "category": "tro-chuyen",
            "canned": True,
            "question": {"vi": "cho tôi gặp cán bộ", "en": "talk to a person"},
            "answer": {"vi": "Vâng ạ.", "en": "Certainly."},
            "variants": {"vi": ["gặp người thật", "gặp nhân viên"], "en": ["human please"]},
        }
    ),
]
