"""A broadcast beside the citizens' questions: `python -m tests.bench.outbox`.

So many messages of a campaign wait when danhoi starts, in a process of its own; a fake Bot API with
Telegram's limits takes them, and once a second somebody new asks something.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.app import open_store
from bot.config import Settings
from bot.model import Address, Message, MessageStatus, Reply, Role
from bot.model.ids import new_id
from bot.store import messages
from bot.store.entries import Entries
from tests.bench.outbox_judge import (
    LEAST_SHARE,
    LIMIT,
    SLOWEST_REPLY,
    TOLERANCE,
    Verdict,
    Witness,
    judged,
)
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.fakes import ENTRIES
from tests.running import Running
from tests.servers import running

_FIRST, _FIRST_ASKER = 10_000_000, 50_000_000  # ids of chats
_AT_ONCE = 500  # messages of a transaction
_TEXT = (
    "Từ ngày 01/12/2026 bộ phận một cửa làm việc cả sáng thứ bảy, từ 7 giờ 30 đến 11 giờ 30."
    " Anh/chị không cần đến sớm: lấy số qua tin nhắn này cũng được."
)
_SECONDS_A_MESSAGE = 0.2  # after which a run is given up


async def wait_in(address: str, audience: range) -> None:
    """Put a message for each chat into the outbox of a new installation."""
    async with open_store(Settings(database=address)) as database:
        await Entries(database).load(ENTRIES, "bench", datetime.now(UTC))
        for first in range(0, len(audience), _AT_ONCE):
            chats = audience[first : first + _AT_ONCE]
            await database.run(*(messages.add(_campaign(chat)) for chat in chats))


def _campaign(chat: int) -> Message:
    return Message(
        id=new_id(),
        address=Address("telegram", str(chat)),
        at=datetime.now(UTC),
        author="bot",
        reply=Reply(_TEXT),
        status=MessageStatus.waiting,
        role=Role.campaign,
    )


class Broadcast:
    def __init__(self, fake: FakeTelegram, witness: Witness, audience: range) -> None:
        self._fake = fake
        self._witness = witness
        self._audience = frozenset(audience)
        self._asked: dict[int, float] = {}
        for chat in audience:
            fake.chats.open(chat, "private")

    async def watch(self, bar: Progress) -> Verdict:
        """Ask once a second until all is out, then wait for the last answers."""
        task = bar.add_task("messages", total=len(self._audience))
        async with asyncio.timeout(60 + _SECONDS_A_MESSAGE * len(self._audience)):
            await self._fake.until(lambda: self._witness.sent)
            while (out := self._out()) < len(self._audience):
                bar.update(task, completed=out)
                await self._ask()
                await asyncio.sleep(1)
            bar.update(task, completed=out)
        await self._fake.until(lambda: self._asked.keys() <= self._heard())
        return judged(self._witness.sent, self._witness.refused, self._audience, self._asked)

    def _out(self) -> int:
        return len(self._audience & self._heard())

    def _heard(self) -> set[int]:
        return {chat for _, chat in self._witness.sent}

    async def _ask(self) -> None:
        chat = _FIRST_ASKER + len(self._asked)
        self._asked[chat] = monotonic()
        await self._fake.say(chat, "làm lại căn cước bị mất")


async def broadcast(address: str, folder: Path, count: int, bar: Progress) -> Verdict:
    audience = range(_FIRST, _FIRST + count)
    await wait_in(address, audience)
    witness = Witness()
    async with (
        FakeTelegram(flood=witness) as fake,
        Running(
            folder,
            database=address,
            telegram_token=TOKEN,
            telegram_api=fake.address,
            embeddings="none",
        ) as danhoi,
    ):
        under_way = Broadcast(fake, witness, audience)
        await danhoi.ready()
        return await under_way.watch(bar)


def table(kind: str, count: int, verdict: Verdict) -> Table:
    shown = Table("", "seen", "target", title=f"{count} waiting messages, {kind}")
    shown.add_row("out after", f"{verdict.seconds:.0f} s", "")
    shown.add_row("messages a second, with replies", f"{verdict.rate:.2f}", "")
    shown.add_row(f"share of {LIMIT} a second", f"{verdict.share:.1%}", f"≥ {LEAST_SHARE:.0%}")
    shown.add_row("busiest second", str(verdict.busiest), f"≤ {LIMIT} + {TOLERANCE}")
    shown.add_row("429 answered", str(verdict.refused), "0")
    shown.add_row("not out, out twice", f"{verdict.missing}, {verdict.twice}", "0, 0")
    shown.add_row("questions, unanswered", f"{len(verdict.replies)}, {verdict.unanswered}", "0")
    median, most = sorted(verdict.replies)[len(verdict.replies) // 2], max(verdict.replies)
    shown.add_row("replies: median, slowest", f"{median:.2f} s, {most:.2f} s", "")
    shown.add_row("replies: 95 of 100 within", f"{verdict.p95:.2f} s", f"< {SLOWEST_REPLY:.0f} s")
    return shown


@contextmanager
def _address(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield str(folder / "danhoi.db")
        return
    with running() as server, server.fresh() as fresh:
        yield fresh


@click.command()
@click.option("--messages", "count", default=10_000, show_default=True)
@click.option("--database", "kind", type=click.Choice(("sqlite", "postgresql")), default="sqlite")
def main(count: int, kind: str) -> None:
    terminal = Console()
    with tempfile.TemporaryDirectory() as name, Progress(console=terminal) as bar:
        folder = Path(name)
        with _address(kind, folder) as address:
            verdict = asyncio.run(broadcast(address, folder, count, bar))
    terminal.print(table(kind, count, verdict))
    if not verdict.is_sound:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
