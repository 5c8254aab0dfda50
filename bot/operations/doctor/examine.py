"""Makes every check of an installation, those that wait for others side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import aiohttp

from bot.config import Settings
from bot.operations.doctor import machine
from bot.operations.doctor.address import address
from bot.operations.doctor.database import database
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.network import Network
from bot.operations.doctor.sentences import SENTENCES
from bot.operations.doctor.telegram import Telegram
from faq.learning.embedder import Embedder, in_process


async def examine(
    settings: Settings,
    environment: Mapping[str, str],
    now: datetime,
    model: Callable[[], Embedder | None] = in_process,
) -> list[Finding]:
    """All findings, in the language of the settings."""
    sentences = SENTENCES[settings.language]
    async with aiohttp.ClientSession() as session:
        network = Network(session)
        stored, telegram, public, meaning = await asyncio.gather(
            database(settings, sentences),
            Telegram(settings, network, now, sentences).findings(),
            address(settings, network, sentences),
            asyncio.to_thread(machine.meaning, settings, model, sentences),
        )
    return [
        stored,
        *machine.disks(settings, sentences),
        machine.backups(settings, now, sentences),
        *telegram,
        public,
        meaning,
        machine.names(environment, sentences),
    ]
