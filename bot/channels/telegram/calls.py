"""Calls methods of the Bot API past the library's objects.

Making a keyboard, its parameters and the sent message out of objects took half of the processor
time of a send (tests.bench.throughput); of that message only the id is wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from telegram.request import RequestData

from bot.channels.telegram.gate import Gate, Permit
from bot.channels.telegram.transport import Transport


@dataclass(frozen=True, slots=True)
class _Arguments:
    """Stands where the library's RequestData does."""

    parameters: Mapping[str, Any]
    contains_files: bool = False


class Calls:
    """Each call goes through the same gate and raises the same errors as the library's."""

    def __init__(self, transport: Transport, gate: Gate, base_url: str) -> None:
        self._transport = transport
        self._gate = gate
        self._base_url = base_url

    async def __call__(self, method: str, arguments: dict[str, Any], permit: Permit) -> Any:
        """The method's result, as the Bot API writes it."""
        request = (f"{self._base_url}/{method}", cast(RequestData, _Arguments(arguments)))
        return await self._gate.process_request(
            self._transport.post, request, {}, method, arguments, permit
        )
