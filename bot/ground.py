"""What every wing of an installation stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.live.notices import Notices
from bot.store.database import Database
from bot.telemetry.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Ground:
    """The settings, the open database, the clock, the figures and who is told of changes."""

    settings: Settings
    database: Database
    clock: Callable[[], datetime]
    notices: Notices
    metrics: Metrics
