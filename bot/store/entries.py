"""The entries of the knowledge base, every version with its author and time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.errors import Overtaken
from bot.store.database import Database, Statement, statement
from faq import Entry

_SERVES = "serves "  # before the name of a process, among the leases


def versioned(entry: Entry, version: int, author: str, now: datetime) -> Statement:
    """Keep an entry as that version of itself; Overtaken if there is another one of that number."""
    return statement(
        """INSERT INTO entry (id, version, fields, author, at)
        VALUES (:id, :version, :fields, :author, :now) ON CONFLICT DO NOTHING""",
        otherwise=Overtaken(f"{entry.id}: somebody changed this entry at the same time; try again"),
        id=entry.id,
        version=version,
        fields=_written(entry),
        author=author,
        now=now,
    )


class Served:
    """How many versions of entries (see `Entries.count`) each running process has in service.

    It is kept among the leases, since it runs out like one where a process ends without a word.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def tell(self, process: str, count: int, until: datetime) -> None:
        await self._database.run(
            statement(
                """INSERT INTO lease (name, holder, until) VALUES (:name, :count, :until)
                ON CONFLICT (name) DO UPDATE SET holder = :count, until = :until""",
                name=_SERVES + process,
                count=str(count),
                until=until,
            )
        )

    async def told(self, now: datetime) -> dict[str, int]:
        """The count of every process that has told of itself lately."""
        rows = await self._database.rows(
            "SELECT name, holder FROM lease WHERE name LIKE :names AND until >= :now",
            names=f"{_SERVES}%",
            now=now,
        )
        return {row["name"].removeprefix(_SERVES): int(row["holder"]) for row in rows}

    async def end(self, process: str, now: datetime) -> None:
        """This process serves no more, nor do those that have not told so and ran out."""
        await self._database.run(
            statement(
                """DELETE FROM lease
                WHERE name = :name OR (name LIKE :names AND until < :now)""",
                name=_SERVES + process,
                names=f"{_SERVES}%",
                now=now,
            )
        )


class Entries:
    """The entries; `served` tells of the processes that serve them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.served = Served(database)

    async def current(self) -> list[tuple[Entry, int]]:
        """The newest version of every entry, with its number."""
        rows = await self._database.rows(
            """SELECT entry.version, entry.fields FROM entry JOIN (
                SELECT id, max(version) AS version FROM entry GROUP BY id) AS newest
            ON entry.id = newest.id AND entry.version = newest.version"""
        )
        found = [
            (Entry.from_dict(json.loads(row["fields"]), "database"), row["version"]) for row in rows
        ]
        return sorted(found, key=lambda known: known[0].id)  # each database has its own alphabet

    async def count(self) -> int:
        """How many versions there are of all entries: it grows with every change."""
        (row,) = await self._database.rows("SELECT count(*) AS count FROM entry")
        return int(row["count"])

    async def load(self, entries: Iterable[Entry], author: str, now: datetime) -> int:
        """Keep those that differ from their newest version, all or none; how many were new."""
        versions = {entry.id: (version, entry) for entry, version in await self.current()}
        new = []
        for entry in entries:
            version, known = versions.get(entry.id, (0, None))
            if known is None or _written(known) != _written(entry):
                new.append(versioned(entry, version + 1, author, now))
        if new:
            await self._database.run(*new)
        return len(new)


def _written(entry: Entry) -> str:
    return json.dumps(entry.to_dict(), ensure_ascii=False, sort_keys=True)
