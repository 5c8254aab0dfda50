"""The staff: who may log in, their sessions and their invitations."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bot.errors import Overtaken, Refused
from bot.model import Staff
from bot.store.database import Database, Row, Statement, statement


def hashed(token: str) -> str:
    """What is kept of a session's or invitation's token (256 random bits need no slow hash)."""
    return hashlib.sha256(token.encode()).hexdigest()


def hired(staff: Staff) -> Statement:
    """Add a member of staff; no change if the name is taken."""
    return statement(
        """INSERT INTO staff (id, name, role, password_hash, created_at)
        VALUES (:id, :name, :role, :password_hash, :created_at) ON CONFLICT DO NOTHING""",
        id=staff.id,
        name=staff.name,
        role=staff.role,
        password_hash=staff.password_hash,
        created_at=staff.created_at,
    )


def password_set(id: str, password_hash: str) -> list[Statement]:
    """A new password ends every session and uses up every invitation."""
    return [
        statement(
            "UPDATE staff SET password_hash = :password_hash WHERE id = :id",
            id=id,
            password_hash=password_hash,
        ),
        statement("DELETE FROM session WHERE staff = :id", id=id),
        statement("DELETE FROM invitation WHERE staff = :id", id=id),
    ]


def rehashed(id: str, old: str, password_hash: str) -> Statement:
    """The same password, hashed with today's parameters; a newer password stays."""
    return statement(
        "UPDATE staff SET password_hash = :password_hash WHERE id = :id AND password_hash = :old",
        id=id,
        old=old,
        password_hash=password_hash,
    )


def not_last_admin(id: str) -> list[Statement]:
    """Changes nothing; Refused if no other administrator could log in."""
    return [
        # Two administrators who lock each other out at once wait for each other here.
        statement("UPDATE staff SET role = role WHERE role = 'admin'"),
        statement(
            """UPDATE staff SET role = role WHERE id = :id AND (role <> 'admin' OR EXISTS (
                SELECT 1 FROM staff AS other WHERE other.role = 'admin' AND other.id <> :id
                AND other.password_hash IS NOT NULL AND other.disabled_at IS NULL))""",
            otherwise=Refused("last_admin"),
            id=id,
        ),
    ]


def disabled(id: str, now: datetime | None) -> list[Statement]:
    """Lock a member of staff out at once; None lets them in again."""
    return [
        statement("UPDATE staff SET disabled_at = :now WHERE id = :id", id=id, now=now),
        statement("DELETE FROM session WHERE staff = :id", id=id),
        statement("DELETE FROM invitation WHERE staff = :id", id=id),
    ]


def invited(token: str, staff: str, expires_at: datetime) -> list[Statement]:
    """A new invitation; earlier ones of this member of staff are worth nothing."""
    return [
        # Of two at once the second waits here, and finds the first one's to delete.
        statement("UPDATE staff SET role = role WHERE id = :staff", staff=staff),
        statement("DELETE FROM invitation WHERE staff = :staff", staff=staff),
        statement(
            """INSERT INTO invitation (token_hash, staff, expires_at)
            VALUES (:hash, :staff, :expires_at)""",
            hash=hashed(token),
            staff=staff,
            expires_at=expires_at,
        ),
    ]


def invitation_used(token: str, now: datetime) -> Statement:
    """Use up an invitation; Refused if somebody did before, or if it is too old."""
    return statement(
        "DELETE FROM invitation WHERE token_hash = :hash AND expires_at > :now",
        otherwise=Refused("link_dead"),
        hash=hashed(token),
        now=now,
    )


def session_begun(
    token: str, csrf: str, staff: str, password_hash: str, now: datetime, expires_at: datetime
) -> list[Statement]:
    """Let in who showed this password; Overtaken if it was changed or locked out meanwhile."""
    return [
        statement("DELETE FROM session WHERE expires_at < :now", now=now),
        # A change of nothing: who changes the password meanwhile waits, and ends this session.
        statement(
            """UPDATE staff SET role = role
            WHERE id = :staff AND password_hash = :password_hash AND disabled_at IS NULL""",
            otherwise=Overtaken(),
            staff=staff,
            password_hash=password_hash,
        ),
        statement(
            """INSERT INTO session (token_hash, staff, csrf, created_at, expires_at)
            VALUES (:hash, :staff, :csrf, :now, :expires_at)""",
            hash=hashed(token),
            staff=staff,
            csrf=csrf,
            now=now,
            expires_at=expires_at,
        ),
    ]


def session_ended(token: str) -> Statement:
    return statement("DELETE FROM session WHERE token_hash = :hash", hash=hashed(token))


class StaffList:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> list[Staff]:
        rows = await self._database.rows("SELECT * FROM staff")
        return sorted(map(_from_row, rows), key=lambda staff: staff.name)

    async def get(self, id: str) -> Staff | None:
        return _first(await self._database.rows("SELECT * FROM staff WHERE id = :id", id=id))

    async def named(self, name: str) -> Staff | None:
        return _first(
            await self._database.rows("SELECT * FROM staff WHERE name = :name", name=name)
        )

    async def invited(self, token: str, now: datetime) -> Staff | None:
        """Who may set a password with this invitation."""
        rows = await self._database.rows(
            """SELECT staff.* FROM staff JOIN invitation ON invitation.staff = staff.id
            WHERE invitation.token_hash = :hash AND invitation.expires_at > :now
            AND staff.disabled_at IS NULL""",
            hash=hashed(token),
            now=now,
        )
        return _first(rows)

    async def logged_in(self, token: str, now: datetime) -> tuple[Staff, str] | None:
        """Whose session this is, with its CSRF token."""
        rows = await self._database.rows(
            """SELECT staff.*, session.csrf FROM staff JOIN session ON session.staff = staff.id
            WHERE session.token_hash = :hash AND session.expires_at > :now
            AND staff.disabled_at IS NULL""",
            hash=hashed(token),
            now=now,
        )
        return (_from_row(rows[0]), rows[0]["csrf"]) if rows else None


def _from_row(row: Row) -> Staff:
    return Staff(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        created_at=row["created_at"],
        password_hash=row["password_hash"],
        disabled_at=row["disabled_at"],
    )


def _first(rows: list[Row]) -> Staff | None:
    return _from_row(rows[0]) if rows else None
