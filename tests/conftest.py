"""What the tests share: databases, a clock, a whole core with channels that reach nobody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.store.database import Database
from bot.store.opening import connect
from bot.store.schema import migrate
from tests.fakes import SetClock
from tests.servers import Server, running
from tests.town import Town

# A busy machine is no failure: nothing here is judged by how long it takes.
settings.register_profile("danhoi", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("danhoi")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the search learns is kept for the tests alone, also by programs that they start."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new database is: a file, unless a test asks for both kinds (`BOTH`)."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield str(tmp_path / "danhoi.db")
    else:
        with request.getfixturevalue("postgres").fresh() as fresh:
            yield fresh


@pytest.fixture
async def database(address: str, clock: SetClock) -> AsyncIterator[Database]:
    opened = await connect(address)
    await migrate(opened, clock())
    yield opened
    await opened.close()


@pytest.fixture
async def town(database: Database, clock: SetClock) -> Town:
    return await Town.build(database, clock)
