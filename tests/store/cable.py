"""A connection to the test's server that can be cut and mended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit


class Cable:
    """Between us and the server; it can be cut."""

    def __init__(self, path: str, name: str) -> None:
        self._path, self._name = path, name
        self._writers: list[asyncio.StreamWriter] = []
        self._port = 0

    @property
    def address(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{self._name}"

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        self._server.close()
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    async def _joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_unix_connection(self._path)
        self._writers += [writer, far_writer]
        await asyncio.gather(_flow(reader, far_writer), _flow(far_reader, writer))


async def _flow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    except OSError:
        pass
    writer.close()


@asynccontextmanager
async def a_cable_to(address: str) -> AsyncIterator[Cable]:
    parts = urlsplit(address)
    folder = parse_qs(parts.query)["host"][0]
    cable = Cable(f"{folder}/.s.PGSQL.5432", parts.path.strip("/"))
    await cable.mend()
    yield cable
    await cable.cut()
