"""What is kept of each person: the talk, which messages were done, who blocked us."""

from __future__ import annotations

import json
from datetime import datetime

from bot.errors import AlreadyDone, TalkMoved
from bot.model import Address, Button, Mood, Talk
from bot.store.database import Database, Statement, statement

# What has no column of its own.
_WRITTEN = tuple(name for name in Talk.__slots__ if name not in ("address", "version"))


def done(channel: str, id: str, now: datetime) -> Statement:
    """Mark a message as done; AlreadyDone if it was."""
    return statement(
        "INSERT INTO done (channel, id, at) VALUES (:channel, :id, :now) ON CONFLICT DO NOTHING",
        otherwise=AlreadyDone(f"{channel} {id}"),
        channel=channel,
        id=id,
        now=now,
    )


def save(talk: Talk, now: datetime) -> Statement:
    """Keep the talk as its next version; TalkMoved if somebody else did meanwhile."""
    return statement(
        """INSERT INTO person (channel, person, version, talk, first_at, changed_at)
        VALUES (:channel, :person, :version + 1, :talk, :now, :now)
        ON CONFLICT (channel, person) DO UPDATE
        SET version = :version + 1, talk = :talk, changed_at = :now, blocked_at = NULL
        WHERE person.version = :version""",
        otherwise=TalkMoved(),
        channel=talk.address.channel,
        person=talk.address.person,
        version=talk.version,
        talk=_written(talk),
        now=now,
    )


def blocked(address: Address, now: datetime) -> Statement:
    """Remember that this person wants nothing from us, until they write again."""
    return statement(
        """UPDATE person SET blocked_at = :now WHERE channel = :channel AND person = :person""",
        channel=address.channel,
        person=address.person,
        now=now,
    )


def moved(old: Address, new: Address) -> list[Statement]:
    """A group goes on under another id, with its cards and its waiting messages."""
    return [
        statement(sql, channel=old.channel, old=old.person, new=new.person)
        for sql in (
            """INSERT INTO moved (channel, old, new) VALUES (:channel, :old, :new)
            ON CONFLICT (channel, old) DO UPDATE SET new = :new""",
            "UPDATE card SET person = :new WHERE channel = :channel AND person = :old",
            """UPDATE message SET person = :new
            WHERE channel = :channel AND person = :old AND status IN ('waiting', 'sending')""",
        )
    ]


class People:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_done(self, channel: str, id: str) -> bool:
        sql = "SELECT 1 FROM done WHERE channel = :channel AND id = :id"
        return bool(await self._database.rows(sql, channel=channel, id=id))

    async def is_blocked(self, address: Address) -> bool:
        """Whether this person wants nothing from us."""
        rows = await self._database.rows(
            "SELECT blocked_at FROM person WHERE channel = :channel AND person = :person",
            channel=address.channel,
            person=address.person,
        )
        return bool(rows) and rows[0]["blocked_at"] is not None

    async def talk(self, address: Address) -> Talk:
        """Where the talk with this person stands; a new one if there is none."""
        rows = await self._database.rows(
            "SELECT version, talk FROM person WHERE channel = :channel AND person = :person",
            channel=address.channel,
            person=address.person,
        )
        if not rows:
            return Talk(address)
        return _read(address, rows[0]["version"], rows[0]["talk"])

    async def current(self, address: Address) -> Address:
        """The address under which a group goes on, following every move."""
        seen = {address.person}
        while rows := await self._database.rows(
            "SELECT new FROM moved WHERE channel = :channel AND old = :old",
            channel=address.channel,
            old=address.person,
        ):
            address = Address(address.channel, rows[0]["new"])
            if address.person in seen:
                break
            seen.add(address.person)
        return address


def _written(talk: Talk) -> str:
    fields = {name: getattr(talk, name) for name in _WRITTEN}
    standing = [[button.label, button.value] for button in talk.standing]
    return json.dumps({**fields, "standing": standing}, ensure_ascii=False)


def _read(address: Address, version: int, written: str) -> Talk:
    fields = json.loads(written)
    # A field that a later release dropped is no reason to lose the talk.
    known = {name: value for name, value in fields.items() if name in Talk.__slots__}
    tuples = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    standing = tuple(Button(*pair) for pair in known.get("standing", ()))
    mood = Mood(known.get("mood", Mood.calm))
    return Talk(address, version, **{**known, **tuples, "standing": standing, "mood": mood})
