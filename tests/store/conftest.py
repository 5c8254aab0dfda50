"""Every test of the store runs on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import BOTH


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = metafunc.definition.iter_markers("parametrize")
    marked = {name for mark in marks for name in [mark.args[0], *mark.args[0]]}
    for name in ("address", "empty_address"):
        if name in metafunc.fixturenames and name not in marked:
            metafunc.parametrize(name, BOTH, indirect=True)


@pytest.fixture
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a database without tables is."""
    if request.param == "sqlite":
        yield str(tmp_path / "empty.db")
    else:
        with request.getfixturevalue("postgres").fresh("template1") as fresh:
            yield fresh
