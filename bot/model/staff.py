"""Who answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff. Without a `password_hash` nobody can log in under this name."""

    id: str
    name: str
    role: Literal["agent", "admin"]
    created_at: datetime
    password_hash: str | None = field(default=None, repr=False)
    disabled_at: datetime | None = None
