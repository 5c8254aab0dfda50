"""The exam of wishes: its figures, and how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from faq.engine import Faq
from faq.meant.danger import DANGERS
from faq.measuring.wishing import (
    Examined,
    asked_in_exams,
    by_wish,
    confusions,
    doubtful,
    examined,
    false_alarms,
    is_met_as_danger,
    known,
)
from faq.vietnamese.text import plain
from faq.wishes import Wishes

_PAIRS = 25  # shown of the confusions


@dataclass(frozen=True, slots=True)
class Sitting:
    """What the exam brought to light.

    `made` are the lines that nothing was learned from, `repeated` those that stand among the
    examples too, as short ones do by chance: they are told apart, since they prove nothing.
    `alarms` are among the questions of the entries' exams, `counting` those of them that would be
    acted on, since no sure entry outranks them.
    """

    made: Sequence[Examined]
    repeated: Sequence[Examined]
    asked: int
    alarms: Sequence[Examined]
    counting: Sequence[Examined]

    @property
    def missed(self) -> list[Examined]:
        """Danger that would not be met as such."""
        return [one for one in self._of_danger(True) if not is_met_as_danger(one)]

    @property
    def needless(self) -> list[Examined]:
        """Met as danger, and none."""
        return [one for one in self._of_danger(False) if is_met_as_danger(one)]

    def _of_danger(self, wanted: bool) -> list[Examined]:
        return [one for one in self.made if (one.wish in DANGERS) is wanted]

    def to_dict(self) -> dict[str, Any]:
        danger = len(self._of_danger(True))
        return {
            "messages": len(self.made),
            "repeated": len(self.repeated),
            "right_share": _right(self.made),
            "same_share": _good(self.made),
            "same_share_with_repeated": _good([*self.made, *self.repeated]),
            "wishes": {
                wish: {"messages": len(group), "right": _right(group), "same": _good(group)}
                for wish, group in by_wish(self.made).items()
            },
            "confusions": [[*pair, times] for pair, times in confusions(self.made)],
            "asked_in_exams": self.asked,
            "false_alarms_share": len(self.alarms) / self.asked,
            "acted_on_share": len(self.counting) / self.asked,
            "acted_on": [[one.text, one.found.id, one.found.score] for one in self.counting],
            "danger_met_share": 1 - len(self.missed) / danger,
            "danger_missed": [one.text for one in self.missed],
            "danger_needless": [one.text for one in self.needless],
        }


def sit(wishes: Wishes, faq: Faq) -> Sitting:
    """Let the recogniser sit the exam, beside the search whose entries may outrank it."""
    alarms = false_alarms(wishes)
    sat = examined(wishes)
    made = [one for one in sat if plain(one.text) not in known()]
    repeated = [one for one in sat if plain(one.text) in known()]
    return Sitting(made, repeated, asked_in_exams(), alarms, doubtful(alarms, faq))


def show(sitting: Sitting, console: Console) -> None:
    console.print(_by_wish(sitting.made))
    console.print(_confusions(sitting.made))
    told = sitting.to_dict()
    alarms, counting = len(sitting.alarms), len(sitting.counting)
    console.print(
        Text(
            f"Right {told['right_share']:.1%}, led to the same {told['same_share']:.1%}. "
            f"Not counted: {len(sitting.repeated)} lines that stand among the examples too "
            f"(with them {told['same_share_with_repeated']:.1%}).\n"
            f"Questions of the entries' exams surely taken for a wish: {alarms} of {sitting.asked} "
            f"({alarms / sitting.asked:.1%}); acted on, since no sure entry outranks it: "
            f"{counting} ({counting / sitting.asked:.1%}).\n"
            f"Danger met as such {told['danger_met_share']:.1%}, by a phrase or as learned; "
            f"missed {len(sitting.missed)}, needless {len(sitting.needless)}."
        )
    )
    lines = [
        *_lines("acted on", sitting.counting),
        *_lines("danger missed", sitting.missed),
        *_lines("danger needless", sitting.needless),
    ]
    console.print(Text("\n".join(lines)), soft_wrap=True)


def _by_wish(made: Sequence[Examined]) -> Table:
    table = Table("wish", title=f"{len(made)} messages")
    for head in ("messages", "right", "led to the same"):
        table.add_column(head, justify="right")
    for wish, group in by_wish(made).items():
        table.add_row(wish, *_cells(group))
    table.add_section()
    table.add_row("together", *_cells(made))
    return table


def _confusions(made: Sequence[Examined]) -> Table:
    found = confusions(made)
    left = len(found) - _PAIRS
    rest = f"… and {left} more pairs: --json has all" if left > 0 else None
    table = Table("wish → taken for", title="Wrong pairs", caption=rest)
    table.add_column("times", justify="right")
    for (wish, taken), times in found[:_PAIRS]:
        table.add_row(f"{wish} → {taken}", str(times))
    return table


def _cells(made: Sequence[Examined]) -> tuple[str, str, str]:
    return str(len(made)), f"{_right(made):.1%}", f"{_good(made):.1%}"


def _lines(what: str, made: Sequence[Examined]) -> list[str]:
    return [f"{what}: {one.text} → {one.found.id} {one.found.score:.2f}" for one in made]


def _right(made: Sequence[Examined]) -> float:
    return sum(one.right for one in made) / len(made)


def _good(made: Sequence[Examined]) -> float:
    return sum(one.good for one in made) / len(made)
