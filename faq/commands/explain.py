"""The command that tells an editor why the search finds what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from faq.commands.progress import usual_shelf
from faq.editors.explain import Account, Explanation, Near, Weighed, explain
from faq.engine import Faq
from faq.entry import Entry
from faq.exchange.files import seed
from faq.meant.parts import parts
from faq.meant.urgent import urgent
from faq.vietnamese.text import language

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_PULLS = 3  # told of those that raise a probability, and of those that lower it
_SLIGHT = 0.005  # of a probability, or of its log odds: not worth a word


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.pass_obj
def explaining(faq: Faq | None, question: Sequence[str]) -> None:
    """Tell why the search finds what it finds for a QUESTION as a citizen would ask it."""
    text = " ".join(question)
    faq = faq or Faq(seed(), shelf=usual_shelf())
    found = explain(faq, text, datetime.now(_VIETNAM).date())
    console = Console()
    for line in sentences(text, found, faq):
        console.print(Text(line))
    if found.unanswered:
        console.print(nearest(found))


def sentences(text: str, found: Explanation, faq: Faq) -> Iterator[str]:
    """The explanation in words, a line at a time."""
    yield f"Read as: {found.read or '(no words)'}"
    if found.words:
        yield f"Word for word it is {_whose(found.same)}."
        unknown = ": " + ", ".join(found.hardly_known) if found.hardly_known else ""
        share = len(found.hardly_known) / found.words
        yield f"Of its {found.words} words the bank hardly knows {share:.0%}{unknown}."
    if danger := urgent(text):
        yield f"It tells of danger ({danger.kind}): a bot names {', '.join(danger.numbers)} first."
    yield f"A bot would {found.deed}."
    yield f"(It answers from {faq.sure:.0%} on, and offers from {faq.likely:.0%} on.)"
    for place, account in enumerate(found.accounts):
        yield ""
        yield f"{place + 1}. {_named(account.match.entry, text)}"
        yield from _told(place, account, text, found)


def nearest(found: Explanation) -> Table:
    """The nearest known questions, by entry and view."""
    table = Table("entry", "view", title="Nearest known questions (1 is the same)")
    table.add_column("alike", justify="right")
    table.add_column("question", overflow="fold")
    for account in found.accounts:
        if account.weighed:
            _add(table, account.match.entry.id, account.weighed.near)
    _add(table, "(no entry)", found.unanswered)
    return table


def _add(table: Table, name: str, near: Sequence[Near]) -> None:
    for at, one in enumerate(near):
        table.add_row(Text("" if at else name), one.view, f"{one.alike:.2f}", Text(one.line))
    table.add_section()


def _whose(same: Sequence[str]) -> str:
    return f"a question of {' and of '.join(same)}" if same else "no question of the bank"


def _named(entry: Entry, text: str) -> str:
    return f"{entry.id}: {entry.question.in_(language(text) or 'vi')}"


def _told(place: int, account: Account, text: str, found: Explanation) -> Iterator[str]:
    match, weighed = account.match, account.weighed
    yield f"Probability {match.score:.1%}{_why(place, account, text, found)}."
    if weighed is None:
        return
    side = "ahead of the best other entry" if weighed.lead >= 0 else "behind the best entry"
    ahead = f"{abs(weighed.lead):.2f} {side}"
    yield f"The regression gives it {weighed.score:.2f} (1 is meant), {ahead}."
    up = [pull for pull in weighed.pulls if pull[1] > _SLIGHT][:_PULLS]
    down = [pull for pull in reversed(weighed.pulls) if pull[1] < -_SLIGHT][:_PULLS]
    start = f"From the usual {found.usual:.0%} it is pulled"
    yield f"{start} up by {_listed(up)}; down by {_listed(down)} (log odds)."


def _why(place: int, account: Account, text: str, found: Explanation) -> str:
    """What made the probability another than that which the calibration gives to the message."""
    match, weighed = account.match, account.weighed
    if weighed is None:
        return ": the whole message is small talk"
    if match.entry.id in found.same:
        shared = ", but two entries have it" if len(found.same) > 1 else ""
        return f": it is the entry's own question{shared}{_beside(weighed)}"
    if abs(match.score - weighed.probability) < _SLIGHT:
        return ""
    if parts(text):
        return f": its sentences were weighed alone too{_beside(weighed)}"
    if place and match.score >= found.accounts[place - 1].match.score - _SLIGHT:
        return f": never more than the entry before it{_beside(weighed)}"
    return f": the message says too little to be sure{_beside(weighed)}"


def _beside(weighed: Weighed) -> str:
    return f" (weighed, the whole message has {weighed.probability:.1%})"


def _listed(pulls: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {by:+.2f}" for name, by in pulls) or "nothing"
