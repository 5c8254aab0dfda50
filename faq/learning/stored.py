"""What was learned as plain arrays and JSON, so that a file of it can be read from anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from faq.learning.calibration import Calibration
from faq.learning.features import Features
from faq.learning.learned import Learned
from faq.learning.views import Views, letter_grams, word_pairs
from faq.vietnamese.marks import Marks

Arrays = Mapping[str, Any]


def stored(learned: Learned) -> dict[str, Any]:
    """Everything in arrays; texts as JSON in UTF-8 bytes. Nothing in it can be executed."""
    views, calibration = learned.views, learned.calibration
    meaning = {} if views.vectors is None else {"vectors": views.vectors, "centre": views.centre}
    return {
        "texts": _bytes(_texts(learned)),
        "letters.idf": views.letters.idf,
        "words.idf": views.words.idf,
        **_matrix("letters", views.known[0]),
        **_matrix("words", views.known[1]),
        **meaning,
        "starts": learned.starts,
        "weights": learned.weights,
        "calibration": np.stack([calibration.mean, calibration.scale, calibration.weights]),
        "base": np.array([calibration.base, calibration.sure or 0]),
    }


def restored(arrays: Arrays) -> Learned:
    """What was stored; raise KeyError or ValueError where that is not what the arrays are."""
    texts = json.loads(bytes(arrays["texts"]))
    views = Views(
        Features.named(letter_grams, texts["letters"], arrays["letters.idf"]),
        Features.named(word_pairs, texts["words"], arrays["words.idf"]),
        (_unmatrix("letters", arrays), _unmatrix("words", arrays)),
        arrays.get("centre"),
        arrays.get("vectors"),
    )
    marks = Marks(
        texts["single"],
        {tuple(pair.split(" ")): count for pair, count in texts["pairs"].items()},
        texts["typed"],
        texts["readings"],
    )
    mean, scale, weights = arrays["calibration"]
    base, sure = arrays["base"]
    return Learned(
        marks,
        tuple(texts["entries"]),
        tuple(texts["lines"]),
        tuple((plain, marked) for plain, marked in texts["forms"]),
        arrays["starts"],
        views,
        arrays["weights"],
        frozenset(texts["common"]),
        Calibration(mean, scale, weights, float(base), float(sure) or None),
    )


def _texts(learned: Learned) -> dict[str, Any]:
    marks, views = learned.marks, learned.views
    return {
        "entries": learned.entries,
        "lines": learned.lines,
        "forms": learned.forms,
        "common": sorted(learned.common),
        "letters": views.letters.names,
        "words": views.words.names,
        "single": marks.single,
        "pairs": {" ".join(pair): count for pair, count in marks.pairs.items()},
        "typed": marks.typed,
        "readings": marks.readings,
    }


def _bytes(texts: Any) -> Any:
    return np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), np.uint8)


def _matrix(name: str, matrix: csr_matrix) -> dict[str, Any]:
    parts = {"data": matrix.data, "indices": matrix.indices, "indptr": matrix.indptr}
    shape = {f"{name}.shape": np.array(matrix.shape)}
    return {f"{name}.{part}": array for part, array in parts.items()} | shape


def _unmatrix(name: str, arrays: Arrays) -> csr_matrix:
    parts = tuple(arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
    return csr_matrix(parts, shape=tuple(arrays[f"{name}.shape"]))
