"""Looks whether the public address leads to danhoi."""

from __future__ import annotations

from bot.config import Settings
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.network import Network, NoAnswer
from bot.operations.doctor.sentences import Sentences

_ALIVE = b"ok\n"  # what /healthz says


async def address(settings: Settings, network: Network, sentences: Sentences) -> Finding:
    url = settings.public_url
    if url is None:
        return sentences.address_off.well("address")
    try:
        answer = await network.ask(f"{url}/healthz")
    except NoAnswer as error:
        return sentences.address_unreached.ill("address", url=url, why=error)
    if (answer.status, answer.body) != (200, _ALIVE):
        return sentences.address_other.ill("address", url=url, status=answer.status)
    return sentences.address_fine.well("address", url=url)
