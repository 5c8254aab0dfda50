"""Codes that survive the phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import codes
from bot.model.codes import ALPHABET, Found

BODIES = st.text(ALPHABET, min_size=4, max_size=6).filter(lambda body: any(map(str.isdigit, body)))


def whole(body: str) -> str:
    return f"BN-{body}-{codes._check(body)}"


@given(BODIES)
def test_a_code_is_found_however_it_is_written(body):
    code = whole(body)
    for written in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert codes.find(f"mã {written} đâu ạ", "BN") == Found(code, True)


@given(BODIES, st.data())
def test_every_wrong_character_is_noticed(body, data):
    place = data.draw(st.integers(0, len(body) - 1))
    wrong = data.draw(st.sampled_from(sorted(set(ALPHABET) - {body[place]})))
    changed = body[:place] + wrong + body[place + 1 :]
    found = codes.find(f"BN-{changed}-{codes._check(body)}", "BN")
    assert found is None or not found.right


@given(BODIES, st.data())
def test_every_swap_of_neighbours_is_noticed(body, data):
    place = data.draw(st.integers(0, len(body) - 2))
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    found = codes.find(f"BN-{swapped}-{codes._check(body)}", "BN")
    assert found is not None
    assert found.right == (swapped == body)


@pytest.mark.parametrize("length", [4, 5, 6])
def test_a_new_code_is_right_and_of_its_length(length):
    code = codes.new("BN", length)
    assert codes.find(code, "BN") == Found(code, True)
    assert len(code) == length + 5


@pytest.mark.parametrize("code", ["BN-7K3F", "BN-0O1I-2", "BN-7K3FO-2"])
def test_what_is_no_code_but_meant_as_one_is_wrong(code):
    assert codes.find(f"mã {code.lower()} đâu ạ", "BN") == Found(code, False)


@pytest.mark.parametrize(
    "text",
    [
        "bn thang r",
        "bn tien lam lai cccd",
        "BN là tỉnh nào",
        "bn mat c",
        "BN-0000-1",
        "BN-2026",
        "QĐ-BN-HĐND1-5-x",
        "",
    ],
)
def test_other_words_are_no_codes(text):
    assert codes.find(text, "BN") is None


def test_no_two_characters_look_or_sound_alike():
    assert not set(ALPHABET) & set("0O1IL8B5SZUVWY") - {"5"}
    assert len(set(ALPHABET)) == 23
