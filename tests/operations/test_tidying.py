"""What nobody needs any more is forgotten, and nothing else is."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.errors import StoreError
from bot.operations.tidying import Keeping, Tidying
from bot.store.cards import Cards
from bot.store.compacting import rewrite
from bot.store.database import statement
from bot.store.people import done
from tests.fakes import START
from tests.servers import BOTH
from tests.town import LAN, Town

DAY = timedelta(days=1)
KEEPING = Keeping(30 * DAY, 30 * DAY)

both = pytest.mark.parametrize("address", BOTH, indirect=True)


async def at_once(_: float) -> None:
    await asyncio.sleep(0)


@pytest.fixture
def tidying(database, address, clock) -> Tidying:
    return Tidying(database, address, KEEPING, clock, at_once)


async def count(database, table: str, where: str = "1 = 1") -> int:
    [row] = await database.rows(f"SELECT count(*) AS n FROM {table} WHERE {where}")
    return int(row["n"])


@both
async def test_marks_are_kept_for_thirty_days(database, tidying, clock):
    marks = [done("web", str(number), START) for number in range(1200)]
    await database.run(*marks, done("web", "later", START + DAY))
    clock.pass_(29 * DAY)
    assert (await tidying.once()).done == 0
    clock.pass_(DAY + timedelta(seconds=1))
    assert (await tidying.once()).done == 1200
    assert [row["id"] for row in await database.rows("SELECT id FROM done")] == ["later"]


async def handled(town: Town) -> str:
    """A ticket that went through staff's hands; its card was sent several times."""
    await town.says("nhà tôi có con trâu bị ốm")
    await town.deliver()
    ticket = await town.ticket()
    for step in (town.desk.claim(ticket.id, LAN), town.desk.answer(ticket, LAN, "Gọi thú y.")):
        await step
        await town.deliver()
    await town.desk.close(await town.ticket(), LAN)
    await town.deliver()
    return ticket.id


@both
async def test_of_a_tickets_sent_cards_the_newest_stays(database, clock, tidying):
    town = await Town.build(database, clock)
    ticket = await handled(town)
    cards = await count(database, "message", "role = 'card'")
    rest = await database.rows("SELECT * FROM message WHERE role <> 'card' ORDER BY id")
    tables = ("ticket", "card", "person", "entry", "attachment", "rating")
    sizes = {table: await count(database, table) for table in tables}
    assert cards == 4
    assert (await tidying.once()).cards == 0
    clock.pass_(31 * DAY)
    assert (await tidying.once()).cards == 3
    assert await count(database, "message", "role = 'card'") == 1
    assert await database.rows("SELECT * FROM message WHERE role <> 'card' ORDER BY id") == rest
    assert {table: await count(database, table) for table in tables} == sizes
    card = await Cards(database).of(ticket)
    assert card is not None
    assert await Cards(database).ticket_at(card.group, None, card.message) == ticket


@both
async def test_a_waiting_card_stays(database, clock, tidying):
    town = await Town.build(database, clock)
    await town.says("nhà tôi có con trâu bị ốm")
    await town.desk.claim((await town.ticket()).id, LAN)
    clock.pass_(31 * DAY)
    await tidying.once()
    assert await count(database, "message", "role = 'card' AND status = 'waiting'") == 1


async def test_ended_sessions_and_invitations_go(database, clock, tidying):
    await database.run(
        statement("INSERT INTO staff (id, name, role, created_at) VALUES ('a', 'a', 'agent', :at)",
                  at=START),
        *(
            statement("INSERT INTO invitation VALUES (:name, 'a', :at)", name=str(days),
                      at=START + days * DAY)
            for days in (1, 3)
        ),
    )  # fmt: skip
    clock.pass_(2 * DAY)
    assert (await tidying.once()).ended == 1
    assert await count(database, "invitation") == 1


async def test_the_file_stops_growing(database, clock, tidying, tmp_path):
    """A hundred days of the same traffic: what comes and what goes are in balance."""
    sizes = []
    for day in range(100):
        marks = (done("web", f"{day}-{number}", clock()) for number in range(400))
        await database.run(*marks)
        clock.pass_(DAY)
        await tidying.once()
        await database.run(statement("PRAGMA user_version = 1"))
        with closing(sqlite3.connect(tmp_path / "danhoi.db")) as reader:
            sizes.append(reader.execute("PRAGMA page_count").fetchone()[0])
    assert sizes[99] <= sizes[40] * 1.05
    clock.pass_(60 * DAY)
    tidied = await tidying.once()
    assert tidied.given_back > 500_000


async def test_it_tidies_once_an_hour_and_a_failure_does_not_end_it(
    database, address, clock, caplog
):
    naps: list[float] = []

    class Failing:
        async def rows(self, sql, **args):
            return await database.rows(sql, **args)

        async def run(self, *statements):
            raise StoreError("locked")

    async def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await Tidying(Failing(), address, KEEPING, clock, sleep).run()
    assert naps == [3600.0] * 3


def test_by_hand_an_old_file_is_made_anew(monkeypatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DANHOI_DATABASE", "danhoi.db")
    with closing(sqlite3.connect("danhoi.db")) as old:  # as releases before made it
        old.execute("CREATE TABLE ballast (content)")
        old.execute("INSERT INTO ballast VALUES (zeroblob(3000000))")
        old.commit()
        old.execute("DROP TABLE ballast")
        old.commit()
    result = CliRunner().invoke(main, ["tidy"])
    assert result.exit_code == 0, result.output
    assert "danhoi tidy --rewrite" in result.output
    result = CliRunner().invoke(main, ["tidy", "--rewrite"])
    assert re.search(r"given back to the disk: [23]\.\d MB", result.output)
    assert (tmp_path / "danhoi.db").stat().st_size < 500_000
    assert "given back to the disk: 0.0 MB" in CliRunner().invoke(main, ["tidy"]).output


async def test_a_file_in_use_is_not_made_anew(database, tmp_path: Path):
    file = tmp_path / "danhoi.db"
    await database.rows("SELECT 1")
    with pytest.raises(StoreError, match="stop danhoi first"):
        await asyncio.to_thread(rewrite, file)
    await database.run(done("web", "a", START))
    await database.close()
    rewrite(file)
    with closing(sqlite3.connect(file)) as anew:
        assert anew.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert anew.execute("SELECT id FROM done").fetchall() == [("a",)]
