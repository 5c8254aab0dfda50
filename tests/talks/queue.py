"""What becomes of first messages that no entry answers: `python -m tests.talks.queue [--show]`.

Of `faq/data/exam-queue.jsonl`: questions for an office, junk, and what is between, 300 of each.
"""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click
import structlog

from bot.model import Address, Incoming
from faq import Faq, plain
from faq.measuring.wishing import known
from tests.talks.stage import search, stage
from tests.town import Town

KINDS = ("office", "junk", "between")
# Whatever else a message leads to, it was taken for a wish about the talk itself.
_LED = {
    "forwarded": "handed over",
    "answered": "answered",
    "followed-up": "answered",
    "offered": "offered",
    "asked-back": "asked back",
    "which": "asked back",
    "unreadable": "asked back",
    "refused": "refused",
}
_WISH = "as a wish"
LED = ("handed over", "answered", "offered", "asked back", "refused", _WISH)


@dataclass(frozen=True, slots=True)
class Met:
    """A message by its kind, with the outcome of its turn; `ticket` where one was opened."""

    text: str
    kind: str
    outcome: str
    ticket: bool

    @property
    def led(self) -> str:
        return _LED.get(self.outcome, _WISH)


def rows() -> list[Mapping[str, str]]:
    """The messages with what they are."""
    return _lines("exam-queue")


def is_apart(row: Mapping[str, str]) -> bool:
    """Whether the recogniser of wishes learned nothing from it; signs alone teach nothing."""
    said = plain(row["q"])
    return not said or said not in known()


async def met(town: Town, asked: Sequence[Mapping[str, str]]) -> list[Met]:
    """Each said by somebody who never wrote before."""
    found = []
    for number, row in enumerate(asked):
        before = _counted(town)
        sender = Address("web", f"visitor-{number}")
        message = Incoming(f"queue-{number}", sender, town.clock(), text=row["q"])
        await town.reception.receive(message)
        after = _counted(town)
        [outcome] = [name for name in after if after[name] > before.get(name, 0) and name != "*"]
        opened = after["*"] > before["*"]
        found.append(Met(row["q"], row["kind"], outcome, opened))
    return found


def table(found: Sequence[Met]) -> Iterator[str]:
    """Shares by kind, a line each."""
    yield f"{'':9}{'':>6}{'ticket':>9}" + "".join(f"{led:>13}" for led in LED)
    for kind in KINDS:
        group = [one for one in found if one.kind == kind]
        counts = Counter(one.led for one in group)
        tickets = sum(one.ticket for one in group)
        shares = "".join(f"{counts[led] / len(group):>13.1%}" for led in LED)
        yield f"{kind:9}{len(group):>6}{tickets / len(group):>9.1%}{shares}"


def floor(faq: Faq, at: float = 0.4) -> Iterator[str]:
    """What an offer from this score on wins and costs, where no entry is sure."""
    exams = [row for name in ("exam", "exam-apart") for row in _lines(name) if row["id"]]
    office = [row for row in rows() if row["kind"] == "office"]
    for name, asked in (("of the entries' exams", exams), ("for an office", office)):
        found = faq.search_all([row["q"] for row in asked], limit=1)
        best = [matches[0].score if matches else 0.0 for matches in found]
        doubtful = [score for score in best if score < faq.sure]
        above = sum(score >= at for score in doubtful)
        yield (
            f"{len(asked)} questions {name}: {len(doubtful)} not surely answered, "
            f"of these {above} score {at} or more, {len(doubtful) - above} less"
        )


def _lines(name: str) -> list[Mapping[str, str]]:
    text = (files("faq") / "data" / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _counted(town: Town) -> dict[str, float]:
    [outcomes] = town.figures.outcomes.collect()
    [forwarded] = town.figures.forwarded.collect()
    counts = {one.labels["outcome"]: one.value for one in outcomes.samples if _is_total(one.name)}
    return counts | {"*": sum(one.value for one in forwarded.samples if _is_total(one.name))}


def _is_total(name: str) -> bool:
    return name.endswith("_total")


async def _all(asked: Sequence[Mapping[str, str]]) -> list[Met]:
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder) / "queue.db") as town:
            return await met(town, asked)


def _costly(one: Met) -> bool:
    """Junk that costs an officer a minute, and a real question that nobody gets."""
    if one.kind == "junk":
        return one.ticket
    return one.kind == "office" and one.led in ("asked back", "refused", "offered", _WISH)


@click.command(help=__doc__)
@click.option("--show", is_flag=True, help="Print junk handed over, and questions that were not.")
@click.option("--floor", "only_floor", is_flag=True, help="Print what the floor of offers costs.")
def exam(show: bool, only_floor: bool) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if only_floor:
        click.echo("\n".join(floor(search())))
        return
    asked = [row for row in rows() if is_apart(row)]
    found = asyncio.run(_all(asked))
    click.echo("\n".join(table(found)))
    click.echo(
        f"Left out: {len(rows()) - len(asked)} lines that stand among the examples of wishes."
    )
    for one in found if show else ():
        if _costly(one):
            click.echo(f"{one.kind}: {one.outcome}: {one.text}")


if __name__ == "__main__":
    exam()
