"""Looks at the database: reachable, writable, migrated."""

from __future__ import annotations

from bot.config import Settings
from bot.errors import StoreError
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.sentences import Sentences
from bot.store.database import statement
from bot.store.opening import connect, is_there
from bot.store.schema import STEPS


async def database(settings: Settings, sentences: Sentences) -> Finding:
    if not is_there(settings.database):
        return sentences.database_new.well("database", where=settings.database)
    try:
        steps = await _steps(settings.database)
    except StoreError as error:
        why = " ".join(str(error).split())
        return sentences.database_fails.ill("database", why=why)
    if newer := sorted(steps - set(STEPS)):
        return sentences.database_newer.ill("database", step=newer[-1])
    if lacking := set(STEPS) - steps:
        return sentences.database_old.ill("database", count=len(lacking))
    return sentences.database_fine.well("database")


async def _steps(address: str) -> set[str]:
    """The steps that were applied, found out while writing something that changes nothing."""
    opened = await connect(address)
    try:
        rows = await opened.rows("SELECT name FROM schema_step")
        await opened.run(statement("UPDATE schema_step SET at = at"))
        return {row["name"] for row in rows}
    finally:
        await opened.close()
