"""Vectors come from a model wherever it runs, and failures tell nothing of what people wrote."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import numpy as np
import pytest

from faq.learning.embedder import Embedder, EmbedderFailed, Remote

SECRET = "số căn cước của tôi là 024190001234"

Asked = dict[str, Any]
Answering = Callable[[list[str]], tuple[int, bytes]]


class Server:
    """An embeddings server on loopback that answers as it is told, and remembers its requests."""

    def __init__(self, answer: Answering) -> None:
        self.requests: list[tuple[str, Asked, dict[str, str]]] = []
        remember = self.requests.append

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                remember((self.path, asked, dict(self.headers)))
                status, body = answer(asked["input"])
                if not status:  # something that does not speak HTTP
                    self.wfile.write(body)
                    return
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._http = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._http.server_port}/v1"

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            thread.join()
            self._http.server_close()


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback is reached without a proxy, whatever the machine's settings are."""
    monkeypatch.setenv("no_proxy", "*")


def vector(text: str) -> list[float]:
    return [float(len(text)), 1.0, -2.0]


def rows(vectors: list[Any]) -> bytes:
    """A response like OpenAI's, out of order."""
    told = [{"index": at, "embedding": one} for at, one in enumerate(vectors)]
    return json.dumps({"data": told[::-1]}).encode()


def well(texts: list[str]) -> tuple[int, bytes]:
    return 200, rows([vector(text) for text in texts])


def test_each_text_gets_its_own_vector_of_length_1():
    texts = ["một", "hai ba", "bốn năm sáu"]
    with Server(well).running() as server:
        vectors = Remote(server.address, "e5").embed(texts)
    expected = np.array([vector(text) for text in texts])
    np.testing.assert_allclose(
        vectors, expected / np.linalg.norm(expected, axis=1, keepdims=True), atol=1e-6
    )
    assert vectors.dtype == np.float32


def test_the_server_is_asked_for_the_model_with_the_key():
    with Server(well).running() as server:
        Remote(server.address, "e5", "key-1").embed(["một"])
        Remote(server.address, "e5").embed(["một"])
    (path, asked, headers), (_, _, unkeyed) = server.requests
    assert path == "/v1/embeddings"
    assert asked == {"model": "e5", "input": ["một"]}
    assert headers["Authorization"] == "Bearer key-1"
    assert "Authorization" not in unkeyed


def test_many_texts_are_asked_in_batches_of_64():
    texts = [f"câu {number}" for number in range(150)]
    with Server(well).running() as server:
        vectors = Remote(server.address, "e5").embed(texts)
    assert [len(asked["input"]) for _, asked, _ in server.requests] == [64, 64, 22]
    assert [text for _, asked, _ in server.requests for text in asked["input"]] == texts
    assert vectors.shape == (150, 3)


FAILURES: dict[str, Answering] = {
    "too few": lambda texts: (200, rows([vector(text) for text in texts[1:]])),
    "too many": lambda texts: (200, rows([vector(text) for text in [*texts, "x"]])),
    "not JSON": lambda texts: (200, f"<html>{texts}".encode()),
    "empty": lambda _: (200, b""),
    "other JSON": lambda texts: (200, json.dumps(texts).encode()),
    "no rows": lambda texts: (200, json.dumps({"error": texts}).encode()),
    "rows that are none": lambda texts: (200, json.dumps({"data": texts}).encode()),
    "no vectors": lambda texts: (200, rows(list(texts))),
    "vectors of other lengths": lambda texts: (200, rows([[1.0] * n for n in (1, 2)])),
    "no numbers": lambda texts: (200, rows([[float("nan")] for _ in texts])),
    "a vector of nothing": lambda texts: (200, rows([[0.0, 0.0] for _ in texts])),
    "500": lambda texts: (500, f"cannot read {texts}".encode()),
    "401": lambda texts: (401, f"no key for {texts}".encode()),
    "no HTTP": lambda texts: (0, f"{texts}\r\n\r\n".encode()),
    "hanging up": lambda _: (0, b""),
}


@pytest.mark.parametrize("failing", FAILURES)
def test_a_server_that_fails_is_named_without_the_texts(failing: str):
    with Server(FAILURES[failing]).running() as server, pytest.raises(EmbedderFailed) as failed:
        Remote(server.address, "e5", "key-1").embed([SECRET, "một"])
    told = f"{failed.value!r} {failed.value.__cause__!r}"
    assert server.address in told
    assert not any(word in told for word in (*SECRET.split(), "key-1"))


def test_a_batch_of_vectors_of_another_size_is_a_failure():
    def growing(texts: list[str]) -> tuple[int, bytes]:
        return 200, rows([[1.0] * (2 if len(texts) == 64 else 3)] * len(texts))

    with Server(growing).running() as server, pytest.raises(EmbedderFailed):
        Remote(server.address, "e5").embed(["một"] * 65)


def test_nobody_at_home_is_a_failure_too():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(EmbedderFailed) as failed:
        Remote(address, "e5").embed([SECRET])
    assert not any(word in str(failed.value) for word in SECRET.split())


def test_models_and_addresses_are_told_apart_by_name_but_not_by_key():
    names = {
        Remote("http://a", "e5", "key-1").name,
        Remote("http://a", "e5", "key-2").name,
        Remote("http://b", "e5").name,
        Remote("http://a", "bge").name,
    }
    assert len(names) == 3
    assert not any("key" in name for name in names)


def test_the_model_in_this_process_reads_even_broken_text(model: Embedder):
    vectors = model.embed(["lost \ud800 card", "", "\x00", "đ" * 400])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_the_model_in_this_process_knows_what_means_the_same(model: Embedder):
    lost, mislaid, weather = vectors = model.embed(
        ["tôi bị mất thẻ căn cước", "làm rơi căn cước công dân", "thời tiết ngày mai thế nào"]
    )
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert lost @ mislaid > max(lost @ weather, mislaid @ weather)
