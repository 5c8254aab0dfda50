"""Finds what was lost, heard twice or heard out of order, from two lists of what happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Due:
    """What a person must hear, `number` giving its place; without one it may come at any time."""

    person: int
    what: str
    number: int | None = None


@dataclass(frozen=True)
class Heard:
    """`uncertain`: whoever sent it could not know that it had arrived."""

    person: int
    what: str
    at: float
    uncertain: bool = False


@dataclass
class Verdict:
    """`twice` are second and further copies; `unexplained` those that nothing excuses."""

    due: int = 0
    lost: list[Due] = field(default_factory=list)
    unexpected: list[Heard] = field(default_factory=list)
    disorder: list[tuple[Heard, Heard]] = field(default_factory=list)
    twice: list[Heard] = field(default_factory=list)
    unexplained: list[Heard] = field(default_factory=list)

    @property
    def is_broken(self) -> bool:
        return bool(self.lost or self.unexpected or self.disorder or self.unexplained)

    @property
    def most(self) -> int:
        """How many copies too many one message had."""
        return max(Counter((heard.person, heard.what) for heard in self.twice).values(), default=0)


def judge(due: Iterable[Due], heard: Iterable[Heard], kills: Sequence[float] = ()) -> Verdict:
    """Compare what each person should hear with what they heard, in the order they heard it.

    A second copy is explained where the one before it was of uncertain outcome, and by a kill
    between the two.
    """
    verdict = Verdict()
    expected: dict[int, dict[str, Due]] = defaultdict(dict)
    for one in due:
        assert one.what not in expected[one.person], f"{one} could not be told from the other"
        expected[one.person][one.what] = one
        verdict.due += 1
    got: dict[int, list[Heard]] = defaultdict(list)
    for each in heard:
        got[each.person].append(each)
    for person in expected.keys() | got.keys():
        _judge_one(verdict, expected[person], got[person], kills)
    return verdict


def _judge_one(
    verdict: Verdict,
    expected: dict[str, Due],
    got: Sequence[Heard],
    kills: Sequence[float],
) -> None:
    last: dict[str, Heard] = {}
    newest: tuple[int, Heard] | None = None  # the one of the highest number until now
    for each in got:
        due = expected.get(each.what)
        if due is None:
            verdict.unexpected.append(each)
            continue
        if each.what in last:
            verdict.twice.append(each)
            before = last[each.what]
            if not (before.uncertain or any(before.at <= kill <= each.at for kill in kills)):
                verdict.unexplained.append(each)
        last[each.what] = each
        if due.number is None:
            continue
        # A second copy behind a later message is out of order as well.
        if newest is not None and due.number < newest[0]:
            verdict.disorder.append((newest[1], each))
        else:
            newest = (due.number, each)
    verdict.lost += [due for what, due in expected.items() if what not in last]
