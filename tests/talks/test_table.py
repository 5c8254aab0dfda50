"""The tables of docs/talking.md are what the dialogue does."""

from __future__ import annotations

from typing import get_args

from bot.model import Outcome
from tests.talks.table import LED, PAGE, page


def test_the_page_says_what_every_message_leads_to():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.talks.table"


def test_every_outcome_has_words():
    """Save those that no turn decided from a message has."""
    assert set(get_args(Outcome)) - LED.keys() == {"failed", "held", "which"}
