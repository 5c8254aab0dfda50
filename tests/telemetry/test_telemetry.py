"""The log says nothing about people."""

import asyncio
import logging
from io import StringIO

import pytest
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.telemetry.logs import Lines, configure_logs


async def test_a_malformed_request_leaves_nothing_of_itself_in_the_log(caplog):
    configure_logs(json=False)
    async with TestServer(web.Application()) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET / HTTP/1.1\r\nCookie: secret-visitor\r\nBad\x00Header: 1\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
    assert b" 400 " in answer
    assert "secret-visitor" not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_a_fault_of_ours_is_logged_without_the_client(caplog):
    configure_logs(json=False)

    async def broken(_: web.Request) -> web.Response:
        raise RuntimeError("a bug")

    app = web.Application(logger=logging.getLogger("aiohttp.server"))
    app.router.add_get("/", broken)
    async with TestServer(app) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
    assert b" 500 " in answer
    assert "a bug" in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_log_lines_of_one_moment_are_written_together_and_none_is_lost():
    written = Written()
    lines = Lines(written)
    for number in range(3):
        lines().info(f"line {number}")
    assert written.calls == []
    await asyncio.sleep(0)
    assert written.calls == ["line 0\nline 1\nline 2\n"]
    await asyncio.to_thread(lines().warning, "of a thread")
    assert written.calls[1:] == ["of a thread\n"]


@pytest.mark.parametrize("terminal", [False, True])
def test_only_a_terminal_gets_colours(monkeypatch, terminal):
    written = Written()
    monkeypatch.setattr(written, "isatty", lambda: terminal)
    with monkeypatch.context() as patch:
        patch.setattr("sys.stdout", written)
        configure_logs(json=False)
    structlog.get_logger().info("ready", address="https://hoi.example.vn")
    [line] = written.calls
    assert "ready" in line
    assert ("\x1b[" in line) == terminal
    configure_logs(json=False)


class Written(StringIO):
    """Remembers each write."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[str] = []

    def write(self, text: str) -> int:
        self.calls.append(text)
        return len(text)


def test_the_pool_of_connections_does_not_talk_beside_the_store():
    configure_logs(json=False)
    assert not logging.getLogger("psycopg.pool").isEnabledFor(logging.WARNING)
