"""The exam's picture shows the measures it is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from faq.measuring import chart
from faq.measuring.measures import Bin, Point

CURVE = [
    Point(0.9, 0.25, 1.0, 0.0),
    Point(0.8, 0.5, 0.9, 0.0),
    Point(0.7, 0.5, 0.9, 0.5),
    Point(0.4, 1.0, 0.8, 1.0),
]
EMPTY = [Bin(place / 10, (place + 1) / 10, 0, None, None) for place in range(10)]
BINS = [*EMPTY[:8], Bin(0.8, 0.9, 4, 0.85, 0.75), Bin(0.9, 1.0, 6, 0.95, 1.0)]


def rows(picture: dict[str, Any], side: int, mark: str) -> list[list[dict[str, Any]]]:
    """The values of a side's layers that are drawn with a mark."""
    layers = picture["hconcat"][side]["layer"]
    return [one["data"]["values"] for one in layers if one["mark"]["type"] == mark]


def test_the_curve_has_each_place_once():
    (line,) = rows(chart.spec("t", CURVE, CURVE[1], BINS), 0, "line")
    assert line == [
        {"coverage": 0.25, "precision": 1.0},
        {"coverage": 0.5, "precision": 0.9},
        {"coverage": 1.0, "precision": 0.8},
    ]


def test_the_threshold_in_use_is_marked():
    picture = chart.spec("t", CURVE, CURVE[1], BINS)
    assert rows(picture, 0, "point") == [[{"coverage": 0.5, "precision": 0.9}]]
    (label,) = [one for one in picture["hconcat"][0]["layer"] if one["mark"]["type"] == "text"]
    assert label["mark"]["text"] == "sure from 0.8"


def test_a_threshold_that_nothing_reaches_has_no_mark():
    picture = chart.spec("t", CURVE, Point(0.99, 0.0, None, 0.0), BINS)
    assert rows(picture, 0, "point") == []


def test_the_axis_of_precision_begins_just_below_the_curve():
    picture = chart.spec("t", CURVE, CURVE[1], BINS)
    low, high = picture["hconcat"][0]["encoding"]["y"]["scale"]["domain"]
    assert low == 0.8
    assert 1 < high < 1.1


def test_bars_counts_and_means_stand_for_the_filled_bins():
    picture = chart.spec("t", CURVE, CURVE[1], BINS)
    assert rows(picture, 1, "bar") == [
        [
            {"score": 0.8, "high": 0.9, "right": 0.75},
            {"score": 0.9, "high": 1.0, "right": 1.0},
        ]
    ]
    assert rows(picture, 1, "point") == [
        [{"score": 0.85, "right": 0.75}, {"score": 0.95, "right": 1.0}]
    ]
    assert [row["questions"] for row in rows(picture, 1, "text")[0]] == [4, 6]
    (diagonal,) = rows(picture, 1, "line")
    assert diagonal == [{"score": 0, "right": 0}, {"score": 1, "right": 1}]


@pytest.mark.parametrize(
    ("curve", "chosen", "bins"),
    [(CURVE, CURVE[1], BINS), ([], Point(0.8, None, None, None), EMPTY)],
    ids=["questions", "none"],
)
def test_a_drawing_is_what_its_suffix_says(
    tmp_path: Path, curve: list[Point], chosen: Point, bins: list[Bin]
):
    picture = chart.spec("Bao nhiêu câu đúng?", curve, chosen, bins)
    chart.draw(picture, tmp_path / "a.svg")
    chart.draw(picture, tmp_path / "a.PNG")
    svg = ElementTree.fromstring((tmp_path / "a.svg").read_text(encoding="utf-8"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Bao nhiêu câu đúng?" in "".join(svg.itertext())
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
