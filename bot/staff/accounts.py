"""Who may log in at the console."""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import Overtaken, Refused
from bot.model import Staff
from bot.model.ids import new_id
from bot.store import staff as rows
from bot.store.database import Database
from bot.store.staff import StaffList

ADMIN = "admin"
SESSION = timedelta(hours=12)
INVITATION = timedelta(days=7)
SHORTEST_PASSWORD = 10
LONGEST_NAME = 60

_AT_ONCE = 2  # hashes at a time: each takes 64 MiB
_WORST = frozenset(
    (
        "1234567890", "0123456789", "12345678910", "123456789a", "password12",
        "password123", "qwertyuiop", "matkhau123", "matkhau1234", "admin12345",
        "administrator", "bacninh123", "danhoi1234", "iloveyou123", "abcd123456",
    )
)  # fmt: skip


class Accounts:
    """Names, invitations and sessions of the staff. Rules that say no raise Refused."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        hasher: PasswordHasher | None = None,
    ) -> None:
        self._database = database
        self._list = StaffList(database)
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        # An unknown name takes as long as a wrong password, or the time would tell who exists.
        self._dummy = self._hasher.hash(secrets.token_hex())
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def first_admin(self, password: str | None) -> str | None:
        """Make `admin` if there is no staff; an invitation's token while nobody can log in as them.

        A given password is theirs from now on (the settings check it); their sessions go on if it
        was theirs before.
        """
        if password is not None:
            await self._set_admin(password)
            return None
        if not await self._list.all():
            await self._make_admin()
        admin = await self._list.named(ADMIN)
        if admin is None or admin.password_hash is not None or admin.disabled_at is not None:
            return None
        return await self._invite(admin)

    async def all(self) -> list[Staff]:
        """Every member of staff, by name."""
        return await self._list.all()

    async def hire(self, name: str, role: Literal["agent", "admin"]) -> str:
        """Add a member of staff; the token of the invitation with which they set a password."""
        name = _written(name)
        if not name:
            raise Refused("empty_name")
        if len(name) > LONGEST_NAME or not name.isprintable():
            raise Refused("wrong_name")
        staff = Staff(new_id(), name, role, self._clock())
        await self._database.run(replace(rows.hired(staff), otherwise=Refused("name_taken")))
        return await self._invite(staff)

    async def invite(self, name: str) -> str:
        """A new invitation for a member of staff; earlier ones stop working."""
        staff = await self._list.named(_written(name))
        if staff is None:
            raise Refused("no_staff")
        if staff.disabled_at is not None:
            raise Refused("is_disabled")
        return await self._invite(staff)

    async def invited(self, token: str) -> Staff | None:
        """Whom this invitation is for, as long as it works."""
        return await self._list.invited(token, self._clock())

    async def set_password(self, token: str, password: str) -> Staff:
        """Use up an invitation; every session of its owner ends."""
        staff = await self.invited(token)
        if staff is None:
            raise Refused("link_dead")
        _check(password, staff.name)
        hash = await self._hash(password)
        await self._database.run(
            rows.invitation_used(token, self._clock()), *rows.password_set(staff.id, hash)
        )
        return replace(staff, password_hash=hash)

    async def disable(self, id: str) -> None:
        """Lock a member of staff out at once; the last administrator stays."""
        if await self._list.get(id) is None:
            raise Refused("no_staff")
        await self._database.run(*rows.not_last_admin(id), *rows.disabled(id, self._clock()))

    async def enable(self, id: str) -> None:
        """Let a member of staff in again, with the password they had."""
        await self._database.run(*rows.disabled(id, None))

    async def log_in(self, name: str, password: str) -> str | None:
        """Begin a session; its token, None for a wrong name or password."""
        staff = await self._list.named(_written(name))
        known = staff.password_hash if staff is not None else None
        right = await self._verify(known or self._dummy, password)
        if staff is None or known is None or not right or staff.disabled_at is not None:
            return None
        return await self._begin(staff, known, password)

    async def log_out(self, token: str) -> None:
        """End a session now, wherever its cookie still lies."""
        await self._database.run(rows.session_ended(token))

    async def who(self, token: str) -> tuple[Staff, str] | None:
        """Whose session this is, with its CSRF token."""
        return await self._list.logged_in(token, self._clock())

    async def _set_admin(self, password: str) -> None:
        admin = await self._list.named(ADMIN) or await self._make_admin()
        if admin.password_hash and await self._verify(admin.password_hash, password):
            return
        await self._database.run(*rows.password_set(admin.id, await self._hash(password)))

    async def _make_admin(self) -> Staff:
        # Two processes may start at once: both go on with the one that is there then.
        await self._database.run(rows.hired(Staff(new_id(), ADMIN, "admin", self._clock())))
        admin = await self._list.named(ADMIN)
        assert admin is not None
        return admin

    async def _invite(self, staff: Staff) -> str:
        token = secrets.token_urlsafe(32)
        until = self._clock() + INVITATION
        await self._database.run(*rows.invited(token, staff.id, until))
        return token

    async def _begin(self, staff: Staff, known: str, password: str) -> str | None:
        token, csrf, now = secrets.token_urlsafe(32), secrets.token_urlsafe(32), self._clock()
        begun = rows.session_begun(token, csrf, staff.id, known, now, now + SESSION)
        try:
            await self._database.run(*begun)
        except Overtaken:
            return None
        if self._hasher.check_needs_rehash(known):
            fresh = await self._hash(password)
            await self._database.run(rows.rehashed(staff.id, known, fresh))
        return token

    async def _hash(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, _composed(password))

    async def _verify(self, hash: str, password: str) -> bool:
        async with self._turn:
            try:
                return await asyncio.to_thread(self._hasher.verify, hash, _composed(password))
            except (VerificationError, InvalidHashError):
                return False


def _check(password: str, name: str) -> None:
    plain = _composed(password).casefold()
    if len(plain) < SHORTEST_PASSWORD:
        raise Refused("short_password")
    bare = plain.replace(" ", "")
    if bare == name.casefold().replace(" ", "") or bare in _WORST or len(set(bare)) < 4:
        raise Refused("weak_password")


def _written(name: str) -> str:
    return _composed(" ".join(name.split()))


def _composed(text: str) -> str:
    # Keyboards write Vietnamese letters whole or as letter and mark; both are the same name.
    return unicodedata.normalize("NFC", text)
