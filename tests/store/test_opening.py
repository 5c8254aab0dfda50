"""The address in the settings decides which database is opened."""

import pytest

from bot.app import open_store
from bot.config import Settings
from bot.errors import StoreError
from bot.store.opening import connect
from bot.store.postgres import PostgreSQL
from bot.store.schema import STEPS


async def test_the_settings_name_the_database(empty_address, monkeypatch):
    monkeypatch.setenv("DANHOI_DATABASE", empty_address)
    async with open_store(Settings()) as database:
        assert isinstance(database, PostgreSQL) is empty_address.startswith("postgresql://")
        rows = await database.rows("SELECT name FROM schema_step ORDER BY name")
    assert [row["name"] for row in rows] == sorted(STEPS)


async def test_a_server_that_is_not_there_is_said_at_once_without_the_password():
    with pytest.raises(StoreError, match="Is the server running") as refused:
        await connect("postgresql://danhoi:made-up-password@127.0.0.1:9/danhoi")
    assert "made-up" not in str(refused.value)


@pytest.mark.parametrize(
    "wrong",
    [
        "postgresql://u:made-up/pass@host/db",
        "postgresql://u:1234/made-up@host/db",
        "postgresql://u:made@made-up@host/db",
        "postgresql://u:made-up%zz@host/db",
        "mysql://u:made-up@host/db",
    ],
)
async def test_a_wrong_address_is_refused_without_quoting_it(wrong):
    with pytest.raises(StoreError, match="such as postgresql://") as refused:
        await connect(wrong)
    assert "made-up" not in str(refused.value)
