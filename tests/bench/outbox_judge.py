"""What the far end saw of a broadcast, and whether that was well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from time import monotonic

from tests.bench.figures import busiest, percentile, steady_rate
from tests.fake_telegram import Flood
from tests.fake_telegram.refusal import Refusal

LIMIT = 30  # messages a second, as Telegram publishes it
# Two more, for messages that left in time and caught up with each other on their way: the fake
# answers 429 to the 33rd within any second.
TOLERANCE = 2
LEAST_SHARE = 0.95
SLOWEST_REPLY = 2.0  # seconds, for 95 of 100


@dataclass
class Witness(Flood):
    """Telegram's limits, which write down when which chat was sent something."""

    overall: int = LIMIT + TOLERANCE
    sent: list[tuple[float, int]] = field(default_factory=list)
    refused: int = 0

    def check(self, chat: int) -> None:
        try:
            super().check(chat)
        except Refusal:
            self.refused += 1
            raise
        self.sent.append((monotonic(), chat))


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing` are the waiting messages that did not come, `twice` those that came again."""

    seconds: float
    rate: float
    busiest: int
    refused: int
    missing: int
    twice: int
    unanswered: int
    replies: tuple[float, ...]

    @property
    def share(self) -> float:
        return self.rate / LIMIT

    @property
    def p95(self) -> float:
        return percentile(self.replies, 0.95)

    @property
    def is_sound(self) -> bool:
        """Nothing lost, nothing twice, no limit broken: how fast it was is another question."""
        wrong = self.refused + self.missing + self.twice + self.unanswered
        return wrong == 0 and self.busiest <= LIMIT + TOLERANCE


def judged(
    sent: Sequence[tuple[float, int]],
    refused: int,
    audience: Set[int],
    asked: Mapping[int, float],
) -> Verdict:
    """`audience` are the chats that a message waited for; `asked` when which other chat wrote.

    The rate is that of all messages from the first to the last one of the broadcast.
    """
    broadcast = [(at, chat) for at, chat in sent if chat in audience]
    first, last = broadcast[0][0], broadcast[-1][0]
    answers: dict[int, float] = {}
    for at, chat in sent:
        answers.setdefault(chat, at)
    return Verdict(
        seconds=last - first,
        rate=steady_rate([at for at, _ in sent if first <= at <= last]),
        busiest=busiest([at for at, _ in sent]),
        refused=refused,
        missing=len(audience - answers.keys()),
        twice=len(broadcast) - len({chat for _, chat in broadcast}),
        unanswered=len(asked.keys() - answers.keys()),
        replies=tuple(answers[chat] - at for chat, at in asked.items() if chat in answers),
    )
