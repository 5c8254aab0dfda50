"""Makes every check of an installation, those that wait for others side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

import aiohttp

from bot.config import Settings
from bot.doctor import machine
from bot.doctor.address import address
from bot.doctor.database import database
from bot.doctor.finding import Finding
from bot.doctor.network import Network
from bot.doctor.sentences import SENTENCES
from bot.doctor.telegram import Telegram
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
