"""Bots in processes of their own, on one fake Bot API."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import click

from tests.fake_telegram import TOKEN, FakeTelegram
from tests.running import ROOT, Running, free_port
from tests.servers import Server

Pids = Sequence[int]

_LEARNED = "the search is complete"


@asynccontextmanager
async def echo(kind: str, python: str, fake: FakeTelegram) -> AsyncIterator[Pids]:
    """A bot of tests.bench.echo."""
    process = await asyncio.create_subprocess_exec(
        *(python, "-m", "tests.bench.echo", kind, fake.address),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        if b"Ctrl-C" not in await process.stdout.readline():
            raise click.ClickException(f"{kind} does not start; is it installed for {python}?")
        yield [process.pid]
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@asynccontextmanager
async def danhoi(
    fake: FakeTelegram, embeddings: str, processes: int = 1, server: Server | None = None
) -> AsyncIterator[Pids]:
    """danhoi as it is shipped, once all is learned: it polls, with a server it has a webhook.

    Of several processes each gets its share of the posts.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = {
            "telegram_token": TOKEN,
            "telegram_api": fake.address,
            "telegram_pace": "false",
            "embeddings": embeddings,
        }
        if server is not None:
            settings["database"] = stack.enter_context(server.fresh())
            settings["public_url"] = f"http://127.0.0.1:{free_port()}"
        started = []
        for _ in range(processes):
            one = await stack.enter_async_context(Running(folder, **settings))
            await one.ready()
            await one.said_that(_LEARNED)
            started.append(one)
        if server is not None:
            fake.updates.behind = [one.address for one in started]
            await fake.until(lambda: fake.updates.hook)
        yield [one.process.pid for one in started]
