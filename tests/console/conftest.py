"""A console for every test, with nobody logged in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database
from tests.console.site import Site, a_site
from tests.fakes import SetClock


@pytest.fixture
async def site(database: Database, clock: SetClock) -> AsyncIterator[Site]:
    async with a_site(database, clock) as opened:
        yield opened
