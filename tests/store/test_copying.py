"""A whole installation moves from one kind of database to the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import CopyError
from bot.model import Kind, Place
from bot.store.copying import TABLES, copy_installation
from bot.store.database import Database, Row, statement
from bot.store.house import House
from bot.store.leases import Leases
from bot.store.opening import connect
from bot.store.schema import migrate
from tests.fakes import START
from tests.servers import BOTH
from tests.store import crowd
from tests.town import Town

LATER = START + timedelta(hours=1)  # when nobody holds a lease any more

both_ways = pytest.mark.parametrize(
    ("address", "empty_address"), [BOTH, BOTH[::-1]], indirect=True, ids=["there", "back"]
)


def unseen(table: str, done: int, total: int) -> None:
    """Nobody watches."""


async def everything(database: Database) -> dict[str, list[Row]]:
    return {
        table: sorted(
            await database.rows(f"SELECT * FROM {table}"),
            key=lambda row: [str(row[name]) for name in key],
        )
        for table, key in TABLES.items()
    }


@both_ways
async def test_every_row_arrives_as_it_was(database, address, empty_address, clock):
    town = await Town.build(database, clock)
    await town.says("nhà tôi có con trâu bị ốm")
    await town.sends_photo("nó đây")
    await town.says(kind=Kind.place, place=Place(21.18612345678, 106.25))
    await crowd.fill(database, 1_300)
    kept = await everything(database)
    seen: list[tuple[str, int, int]] = []
    counts = await copy_installation(
        address, empty_address, LATER, lambda *progress: seen.append(progress)
    )
    copied = await connect(empty_address)
    assert await everything(copied) == kept
    await copied.close()
    assert counts == {table: len(rows) for table, rows in kept.items()}
    assert min(counts.values()) >= 1_300
    assert seen[-1][1:] == (sum(counts.values()), sum(counts.values()))


async def test_no_table_is_forgotten(database, address):
    catalogue = "sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    if "://" in address:
        catalogue = "pg_tables WHERE schemaname = 'public'"
    column = "tablename" if "://" in address else "name"
    rows = await database.rows(f"SELECT {column} AS name FROM {catalogue}")
    assert {row["name"] for row in rows} == {*TABLES, "lease", "schema_step"}


@both_ways
async def test_a_target_with_rows_is_left_as_it_is(database, address, empty_address):
    target = await connect(empty_address)
    await migrate(target, START)
    secret = await House(target).secret("cookies")
    with pytest.raises(CopyError, match=r"TO has rows already \(in secret"):
        await copy_installation(address, empty_address, LATER, unseen)
    assert await House(target).secret("cookies") == secret
    await target.close()


@both_ways
async def test_an_installation_that_works_is_not_copied(database, address, empty_address):
    await Leases(database).take("courier web", "a", START, START + timedelta(seconds=10))
    with pytest.raises(CopyError, match="stop it"):
        await copy_installation(address, empty_address, START, unseen)


async def test_what_is_no_installation_is_not_copied(empty_address, tmp_path):
    if "://" not in empty_address:
        (tmp_path / "empty.db").touch()
    with pytest.raises(CopyError, match="FROM is no database"):
        await copy_installation(empty_address, str(tmp_path / "new.db"), START, unseen)
    assert not (tmp_path / "new.db").exists()


async def test_a_file_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(CopyError, match=r"no file .*missing\.db"):
        await copy_installation(str(tmp_path / "missing.db"), "new.db", START, unseen)
    assert not (tmp_path / "missing.db").exists()


async def test_another_releases_installation_is_not_copied(database, address, tmp_path):
    await database.run(statement("INSERT INTO schema_step VALUES ('999 later', :at)", at=START))
    with pytest.raises(CopyError, match="another release"):
        await copy_installation(address, str(tmp_path / "new.db"), LATER, unseen)


@pytest.mark.parametrize(("address", "empty_address"), [BOTH], indirect=True)
async def test_a_row_that_cannot_be_copied_is_said_with_its_table(database, address, empty_address):
    await database.run(  # SQLite takes a word for a number
        statement(
            """INSERT INTO rating (id, channel, person, stars, at)
            VALUES ('r', 'web', 'mai', 'five', :at)""",
            at=START,
        )
    )
    with pytest.raises(CopyError, match=r"rating: .* TO is incomplete"):
        await copy_installation(address, empty_address, LATER, unseen)
