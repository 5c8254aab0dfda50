"""The exam's picture: coverage against precision beside the reliability of the scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import vl_convert

from faq.measuring.measures import Bin, Point, calibration_error

SUFFIXES = (".svg", ".png")
_BLUE, _PALE, _ORANGE, _DARK, _GREY = "#2b6cb0", "#90b8e0", "#c05621", "#1a202c", "#5f6b7a"
_SIZE = 360  # of each chart, in pixels
_SCALE = 2  # of a PNG, to be sharp on the screens of phones
_HEADROOM = 0.08  # above 100 %, where one chart has its counts
_FEW = 0.05  # of the answerable: a share of fewer jumps too much to choose an axis by

_LOOK: dict[str, Any] = {
    "font": "Liberation Sans, Arial, sans-serif",  # the first comes with vl-convert
    "view": {"stroke": "#cbd2d9"},
    "axis": {
        "format": ".0%",
        "labelFlush": False,
        "tickCount": 6,
        "labelFontSize": 13,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "titlePadding": 10,
        "labelColor": _DARK,
        "titleColor": _DARK,
        "gridColor": "#e8ecf0",
        "domainColor": "#cbd2d9",
        "tickColor": "#cbd2d9",
    },
    "title": {
        "fontSize": 16,
        "color": _DARK,
        "subtitleFontSize": 13,
        "subtitleColor": _GREY,
        "subtitlePadding": 6,
        "offset": 14,
    },
    "text": {"fontSize": 13},
}


def spec(title: str, curve: Sequence[Point], chosen: Point, bins: Sequence[Bin]) -> dict[str, Any]:
    """Both charts side by side in Vega-Lite; `chosen` is the point of the threshold in use."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "middle", "fontSize": 20, "offset": 24},
        "background": "white",
        "padding": 24,
        "spacing": 56,
        "hconcat": [_coverage(curve, chosen), _reliability(bins)],
        "config": _LOOK,
    }


def draw(picture: dict[str, Any], path: Path) -> None:
    """Write it in the form that the path's suffix names, one of SUFFIXES; raise OSError."""
    if path.suffix.lower() == ".svg":
        path.write_text(vl_convert.vegalite_to_svg(picture), encoding="utf-8")
    else:
        path.write_bytes(vl_convert.vegalite_to_png(picture, scale=_SCALE))


def _coverage(curve: Sequence[Point], chosen: Point) -> dict[str, Any]:
    # Thresholds that only part unanswerable questions share one place on the curve.
    places = dict.fromkeys((one.coverage, one.precision) for one in curve)
    rows = [{"coverage": x, "precision": y} for x, y in places if x is not None and y is not None]
    lowest = _lowest([*curve, chosen], min(_FEW, chosen.coverage or 1))
    return {
        "width": _SIZE,
        "height": _SIZE,
        "title": {"text": "Coverage against precision", "subtitle": _told(chosen)},
        "encoding": {
            "x": _axis("coverage", "answered surely, of the answerable", [0, 1]),
            "y": _axis("precision", "right, of these", [lowest, 1 + _HEADROOM * (1 - lowest)]),
        },
        "layer": [_layer(rows, {"type": "line", "color": _BLUE, "clip": True}), *_mark(chosen)],
    }


def _lowest(points: Sequence[Point], few: float) -> float:
    """Where the axis of precision may begin for points that cover no fewer."""
    seen = [one.precision for one in points if (one.coverage or 0) >= few]
    lowest = min((one for one in seen if one is not None), default=0.0)
    return min(math.floor(lowest * 20) / 20, 0.95)


def _mark(chosen: Point) -> list[dict[str, Any]]:
    if chosen.coverage is None or chosen.precision is None:
        return []
    rows = [{"coverage": chosen.coverage, "precision": chosen.precision}]
    # The curve falls to the right: beside it there is room below left, or else above right.
    left = chosen.coverage > 0.35
    place = {"align": "right", "dx": -9, "dy": 14} if left else {"align": "left", "dx": 9, "dy": -9}
    label = {
        "type": "text",
        "text": f"sure from {chosen.threshold:.3g}",
        "color": _ORANGE,
        "fontWeight": "bold",
        **place,
    }
    dot = {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": _ORANGE}
    rule = {"type": "rule", "strokeDash": [4, 4], "color": _ORANGE}
    fall = {"mark": rule, "data": {"values": rows}, "encoding": {"y": None}}
    return [fall, _layer(rows, dot), _layer(rows, label)]


def _reliability(bins: Sequence[Bin]) -> dict[str, Any]:
    filled = [one for one in bins if one.questions]
    ends = [{"score": end, "right": end} for end in (0, 1)]
    means = [{"score": one.confidence, "right": one.right} for one in filled]
    return {
        "width": _SIZE,
        "height": _SIZE,
        "title": {"text": "Reliability of the scores", "subtitle": _apart(bins)},
        "encoding": {
            "x": _axis("score", "score", [0, 1]),
            "y": _axis("right", "right, of those so scored", [0, 1 + _HEADROOM]),
        },
        "layer": [
            _bars(filled),
            _layer(ends, {"type": "line", "strokeDash": [6, 4], "color": _GREY}),
            _layer(means, {"type": "point", "filled": True, "opacity": 1, "color": _BLUE}),
            _counts(filled),
        ],
    }


def _bars(bins: Sequence[Bin]) -> dict[str, Any]:
    rows = [{"score": one.low, "high": one.high, "right": one.right} for one in bins]
    bar = {"type": "bar", "color": _PALE, "stroke": "white", "orient": "vertical"}
    return _layer(rows, bar) | {"encoding": {"x2": {"field": "high"}}}


def _counts(bins: Sequence[Bin]) -> dict[str, Any]:
    height = 1 + _HEADROOM / 2
    rows = [
        {"score": (one.low + one.high) / 2, "right": height, "questions": one.questions}
        for one in bins
    ]
    text = {"type": "text", "color": _GREY, "baseline": "middle"}
    return _layer(rows, text) | {"encoding": {"text": {"field": "questions"}}}


def _layer(rows: Sequence[dict[str, Any]], mark: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"values": rows}, "mark": mark}


def _axis(field: str, title: str, domain: list[float]) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": {"domain": domain, "nice": False, "zero": False, "padding": 0},
    }


def _told(point: Point) -> list[str]:
    shares = (point.coverage, point.precision, point.wrongly_answered)
    covered, right, wrong = ("–" if one is None else f"{one:.1%}" for one in shares)
    return [
        f"{covered} of the answerable answered surely, {right} of these right",
        f"{wrong} of the unanswerable answered",
    ]


def _apart(bins: Sequence[Bin]) -> list[str]:
    error = calibration_error(bins)
    told = "–" if error is None else f"{error:.3f}"
    return [f"expected calibration error {told}", "on top: questions; dots: their mean score"]
