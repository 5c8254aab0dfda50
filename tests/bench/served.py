"""How long a changed text is not served yet while danhoi learns: `python -m tests.bench.served`.

A danhoi with the shipped entries and nothing learned before. Beside a crowd that asks, one entry is
changed again and again, in its words and its questions, and asked for until its new words come.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.citizens.served import serving
from bot.store.entries import Entries
from bot.store.opening import connect
from faq import Entry, seed
from tests.bench import questions
from tests.bench.crowd import Crowd
from tests.bench.process import cost, machine
from tests.fake_telegram import TOKEN, FakeTelegram, Sent
from tests.running import Running

_RATE = 20.0  # questions a second beside
_ASKER = 7
_CHANGED = "idcard-lost"


async def measured(loads: int, pause: float, embeddings: str, table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder  # nothing was learned before
        async with FakeTelegram() as fake:
            danhoi = Running(
                Path(folder),
                telegram_token=TOKEN,
                telegram_api=fake.address,
                telegram_pace="false",
                embeddings=embeddings,
            )
            async with danhoi:
                await danhoi.ready()
                crowd = asyncio.create_task(_crowd(fake))
                for number in range(loads):
                    table.add_row(*await _one(number, Path(folder), danhoi, fake))
                    await asyncio.sleep(pause)
                crowd.cancel()


async def _one(number: int, folder: Path, danhoi: Running, fake: FakeTelegram) -> list[str]:
    """One load; seconds until danhoi says that it serves it, and until a citizen hears it."""
    database = await connect(str(folder / "danhoi.db"))
    entries = Entries(database)
    await entries.load([_changed(number)], "bench", _now())
    begun = time.monotonic()
    learning = "the search is complete" not in danhoi.said.rpartition("changed entries")[2]
    heard = asyncio.create_task(_heard(number, fake))
    who = await serving(entries, _now, 600)
    told = time.monotonic() - begun
    seconds = await heard - begun
    await database.close()
    memory = cost([danhoi.process.pid]).resident
    words = "while learning" if learning else "in rest"
    assert not who.behind
    return [str(number + 1), words, f"{told:.2f}", f"{seconds:.2f}", f"{memory:.0f}"]


async def _heard(number: int, fake: FakeTelegram) -> float:
    """Ask the new question until its new answer comes; when that was."""
    before = len(fake.chats.sent)

    def answers() -> list[Sent]:
        return [sent for sent in fake.chats.sent[before:] if sent.chat_id == _ASKER]

    while True:
        for text in (_question(number), "/start"):  # lest a ticket be open
            known = len(answers())
            await fake.say(_ASKER, text)
            await fake.until(lambda known=known: len(answers()) > known, 60)
            for sent in answers():
                if f"Lần {number}." in sent.text:
                    return sent.at


async def _crowd(fake: FakeTelegram) -> None:
    while True:
        await Crowd(fake, 50).steadily(questions.different(1000), _RATE)


def _changed(number: int) -> Entry:
    [entry] = [entry for entry in seed() if entry.id == _CHANGED]
    fields = entry.to_dict()
    fields["answer"]["vi"] = f"Lần {number}."
    fields["variants"]["vi"].append(_question(number))
    return Entry.from_dict(fields)


def _question(number: int) -> str:
    return f"thẻ căn cước của bà tôi bay mất lần thứ {number} rồi"


def _now() -> datetime:
    return datetime.now(UTC)


@click.command(help=__doc__)
@click.option("--loads", default=10, show_default=True)
@click.option("--pause", default=5.0, show_default=True, help="Seconds between two loads.")
@click.option("--embeddings", default="in-process", show_default=True)
def main(loads: int, pause: float, embeddings: str) -> None:
    table = Table("load", "", "told, s", "heard, s", "memory, MB", title=machine())
    asyncio.run(measured(loads, pause, embeddings, table))
    Console().print(table)


if __name__ == "__main__":
    main()
