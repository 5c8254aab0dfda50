"""What the tests share: databases, a clock, a whole core with channels that reach nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.store.database import Database
from bot.store.schema import migrate
from bot.store.sqlite import SQLite
from tests.fakes import SetClock
from tests.town import Town

# A busy machine is no failure: nothing here is judged by how long it takes.
settings.register_profile("danhoi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("danhoi")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def database(tmp_path: Path, clock: SetClock) -> AsyncIterator[Database]:
    opened = SQLite(tmp_path / "danhoi.db")
    await migrate(opened, clock())
    yield opened
    await opened.close()


@pytest.fixture
async def town(database: Database, clock: SetClock) -> Town:
    return await Town.build(database, clock)
