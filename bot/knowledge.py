"""The knowledge base as it is served: entries of the store behind a search engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.store.entries import Entries
from faq import Category, Entry, Faq, categories, urgent


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Built whole, replaced whole: a turn sees one state of it."""

    faq: Faq
    entries: Mapping[str, Entry]
    versions: Mapping[str, int]
    categories: Sequence[Category]


class Library:
    """Holds the knowledge that is in service."""

    def __init__(
        self,
        entries: Entries,
        clock: Callable[[], datetime],
        engine: Callable[[Sequence[Entry]], Faq] = Faq,
    ) -> None:
        self._entries = entries
        self._clock = clock
        self._engine = engine
        self._knowledge: Knowledge | None = None

    @property
    def knowledge(self) -> Knowledge:
        """What is in service; only after `refresh`."""
        assert self._knowledge is not None
        return self._knowledge

    async def seed(self, seeds: Sequence[Entry]) -> int:
        """Load the shipped entries into an empty store; how many."""
        if await self._entries.current():
            return 0
        return await self._entries.load(seeds, "danhoi", self._clock())

    async def refresh(self) -> None:
        """Build the engine from the store's newest versions, beside the one in service."""
        current = await self._entries.current()
        self._knowledge = await asyncio.to_thread(self._built, current)

    def _built(self, current: Sequence[tuple[Entry, int]]) -> Knowledge:
        urgent("")  # its phrases take a while to be made ready: here, not in somebody's turn
        entries = {entry.id: entry for entry, _ in current}
        versions = {entry.id: version for entry, version in current}
        return Knowledge(self._engine(list(entries.values())), entries, versions, categories())
