"""Both languages say the same things."""

import re
from dataclasses import fields

import pytest

from bot.wording import WORDING
from bot.wording.form import Wording


def placeholders(value: object) -> set[str]:
    texts = value.values() if isinstance(value, dict) else [value]
    return {name for text in texts for name in re.findall(r"{(\w+)}", str(text))}


@pytest.mark.parametrize("name", [field.name for field in fields(Wording)])
def test_a_sentence_fills_in_the_same_names_in_both_languages(name):
    vi, en = (getattr(WORDING[language], name) for language in ("vi", "en"))
    assert placeholders(vi) == placeholders(en)
    if isinstance(vi, dict):
        assert vi.keys() == en.keys()


def test_buttons_fit_a_phone():
    for wording in WORDING.values():
        for name in ("yes", "no", "none_of_these", "person_button", "topics_button"):
            assert len(getattr(wording, name)) <= 30
