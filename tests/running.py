"""Starts danhoi as a process of its own, as an operator does."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
_START_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A started danhoi; `said` is what it has printed and logged until now.

    Its settings are given by their names in `danhoi.toml`.
    """

    def __init__(self, folder: Path, only: Sequence[str] = (), **settings: str) -> None:
        self._only = [word for role in only for word in ("--only", role)]
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._lines: list[str] = []
        ours = {name: value for name, value in os.environ.items() if "DANHOI" not in name}
        more = {f"DANHOI_{name.upper()}": value for name, value in settings.items()}
        self._folder = folder
        self._environment = {
            **ours,
            "PYTHONPATH": str(ROOT),
            "DANHOI_PORT": str(self.port),
            **more,
        }

    @property
    def said(self) -> str:
        return "".join(self._lines)

    async def __aenter__(self) -> Running:
        await self.start()
        return self

    async def start(self) -> None:
        """Start it, also once more after it ended."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            *self._only,
            cwd=self._folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._serves = asyncio.Event()
        self._news = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    async def ready(self) -> Running:
        """Wait until it says that it serves."""
        async with asyncio.timeout(_START_SECONDS):
            await self._serves.wait()
        assert self.process.returncode is None, self.said
        return self

    async def said_that(self, words: str) -> None:
        """Wait until these words are among what it says."""
        async with asyncio.timeout(_START_SECONDS):
            while words not in self.said:
                assert self.process.returncode is None, self.said
                self._news.clear()
                await self._news.wait()

    async def stopped(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return await self.ended()

    async def ended(self) -> int:
        async with asyncio.timeout(_START_SECONDS):
            await self._listening
            return await self.process.wait()

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self._listening

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def _listen(self) -> None:
        """Hear it out to its end, lest it wait for a reader."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self._lines.append(line.decode())
            self._news.set()
            if b"Ctrl-C" in line:
                self._serves.set()
        self._serves.set()  # it never will
        self._news.set()
