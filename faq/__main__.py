"""The command line of the knowledge base: python -m faq check, exam or ask."""

from __future__ import annotations

import click

from faq.commands.later import Table, later

_COMMANDS: Table = {
    "ask": ("faq.commands.ask:ask", "Search for a QUESTION as a citizen would ask it."),
    "bench": (
        "faq.commands.bench:benchmark",
        "Measure load, memory and speed of the search at several sizes of the bank.",
    ),
    "check": (
        "faq.commands.check:check",
        "Check entry FILES, or the shipped ones: faults, and remarks on what to look at.",
    ),
    "convert": (
        "faq.commands.convert:convert",
        "Write the entries of the file FROM into the file TO: each .yaml, .csv or .xlsx.",
    ),
    "exam": (
        "faq.commands.exam:examine",
        "Measure the search on the labelled questions of a JSONL FILE (default: the shipped exam).",
    ),
    "explain": (
        "faq.commands.explain:explaining",
        "Tell why the search finds what it finds for a QUESTION as a citizen would ask it.",
    ),
    "vectors": (
        "faq.commands.vectors:vectors",
        "Embed the shipped questions, after they were edited: writes faq/data/vectors.npz.",
    ),
    "wishes": (
        "faq.commands.wishes:wishes",
        "Learn the wishes anew, after their examples were edited: writes faq/data/wishes.npz.",
    ),
}


@click.group(commands=later(_COMMANDS))
def main() -> None:
    """Look after the knowledge base of Dân Hỏi."""


if __name__ == "__main__":
    main(prog_name="python -m faq")
