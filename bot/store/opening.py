"""Which database an address names."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.postgres import PostgreSQL
from bot.store.postgres_wire import PostgresWire
from bot.store.sqlite import SQLite

_WRONG = (
    "the database's address is none such as postgresql://user:password@host:5432/danhoi"
    " (in a password write %40 for @, %2F for /, %25 for %)"
)


def on_server(address: str) -> bool:
    """Whether this names a database of a server; else it is the path of a file."""
    return "://" in address


def is_there(address: str) -> bool:
    """Whether opening it would not make a new file."""
    return on_server(address) or Path(address).is_file()


async def connect(address: str) -> Database:
    """Open a database; of a file that is not there a new one is made."""
    return await PostgreSQL.open(_checked(address)) if on_server(address) else SQLite(address)


def wire(address: str, database: Database) -> PostgresWire | None:
    """What carries notices between the processes on a database; nothing does between those that
    share a file, which are one that serves and others that stand by.
    """
    return PostgresWire(address, database) if on_server(address) else None


def _checked(address: str) -> str:
    """Refuse what is misread: libpq's own complaints quote half a password as host or port."""
    try:
        parts = {name: str(part) for name, part in conninfo_to_dict(address).items()}
    except psycopg.ProgrammingError:
        raise StoreError(_WRONG) from None
    port = parts.get("port", "").replace(",", "")
    if (port and not port.isdecimal()) or "@" in parts.get("host", "") + parts.get("dbname", ""):
        raise StoreError(_WRONG)
    return address
