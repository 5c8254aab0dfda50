"""One id for all that one message leads to, on every line of the log and every row it makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from structlog.contextvars import bind_contextvars, bound_contextvars, get_contextvars

from bot.model.ids import new_id

_NAME = "turn"


@contextmanager
def one_turn() -> Iterator[None]:
    """Mark what happens within; a turn within a turn is a part of it."""
    if current_turn() is not None:
        yield
        return
    with bound_contextvars(**{_NAME: new_id()}):
        yield


def current_turn() -> str | None:
    """The id of the turn under way, if there is one."""
    found = get_contextvars().get(_NAME)
    return None if found is None else str(found)


def go_on_with(turn: str | None) -> None:
    """Mark the rest of this task as a part of a turn that began elsewhere."""
    if turn is not None:
        bind_contextvars(**{_NAME: turn})
