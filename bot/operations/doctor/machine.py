"""Looks at this machine: disks, backups, the model of meaning, names of settings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot.config import Settings, unknown
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.sentences import Sentences
from bot.store.opening import on_server
from faq.learning.embedder import Embedder, EmbedderFailed, Remote
from faq.learning.shelf import Shelf

_GB = 1e9
_LEAST = 0.5  # GB
_DAY_AND_A_BIT = 26.0  # hours
_KINDS = ("*.db", "*.dump")


def disks(settings: Settings, sentences: Sentences) -> list[Finding]:
    """Room where the program writes; a database needs its own size again for a restore."""
    cache = Shelf.usual().folder
    places = {} if cache is None else {_nearest(cache): _LEAST}
    if not on_server(settings.database):
        file = Path(settings.database).absolute()
        size = file.stat().st_size / _GB if file.is_file() else 0.0
        places[file.parent] = max(_LEAST, size)
    return [_disk(folder, need, sentences) for folder, need in places.items()]


def backups(settings: Settings, now: datetime, sentences: Sentences) -> Finding:
    """How old the newest backup is."""
    folder = settings.backups
    if folder is None:
        return sentences.backup_off.well("backups")
    times = [file.stat().st_mtime for kind in _KINDS for file in folder.glob(kind)]
    if not times:
        return sentences.backup_none.ill("backups", where=folder)
    hours = (now.timestamp() - max(times)) / 3600
    if hours > _DAY_AND_A_BIT:
        return sentences.backup_old.ill("backups", hours=hours)
    return sentences.backup_fine.well("backups", hours=max(0.0, hours))


def meaning(
    settings: Settings, here: Callable[[], Embedder | None], sentences: Sentences
) -> Finding:
    """Whether questions are also found by what they mean."""
    embedder = _model(settings, here)
    if embedder is None:
        return sentences.meaning_off.well("embedding")
    try:
        embedder.embed(["xin chào"])
    except EmbedderFailed as error:
        return sentences.meaning_fails.ill("embedding", why=error)
    return sentences.meaning_fine.well("embedding", name=embedder.name)


def names(environment: Mapping[str, str], sentences: Sentences) -> Finding:
    """Variables that look like settings but are none."""
    if strange := unknown(environment):
        return sentences.settings_unknown.ill("settings", names=", ".join(strange))
    return sentences.settings_fine.well("settings")


def _model(settings: Settings, here: Callable[[], Embedder | None]) -> Embedder | None:
    if settings.embeddings == "none":
        return None
    if settings.embeddings == "in-process":
        return here()
    key = settings.embeddings_key
    return Remote(
        settings.embeddings, settings.embeddings_model, key.get_secret_value() if key else None
    )


def _disk(folder: Path, need: float, sentences: Sentences) -> Finding:
    try:
        free = shutil.disk_usage(folder).free / _GB
    except OSError as error:
        return sentences.disk_unknown.ill("disk", where=folder, why=error.strerror)
    if free < need:
        return sentences.disk_low.ill("disk", free=free, need=need, where=folder)
    return sentences.disk_fine.well("disk", free=free, where=folder)


def _nearest(folder: Path) -> Path:
    """The folder, or the one above it that is there already."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
