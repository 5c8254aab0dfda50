"""Who may log in at the console: the first administrator, invitations, passwords, sessions."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from unicodedata import normalize

import pytest
from argon2 import PasswordHasher

from bot.errors import Refused
from bot.staff.accounts import Accounts
from bot.store.database import Database
from bot.store.staff import StaffList
from tests.fakes import SetClock
from tests.servers import BOTH

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
GOOD = "đò qua sông Cầu"


@pytest.fixture
def accounts(database: Database, clock: SetClock) -> Accounts:
    return Accounts(database, clock, QUICK)


async def refusal(coming) -> str:
    with pytest.raises(Refused) as refused:
        await coming
    return refused.value.reason


async def test_the_first_administrator_gets_an_invitation_that_works_once(accounts):
    token = await accounts.first_admin(None)
    assert token is not None
    assert await accounts.log_in("admin", GOOD) is None
    await accounts.set_password(token, GOOD)
    assert await refusal(accounts.set_password(token, "another good one")) == "link_dead"
    session = await accounts.log_in("admin", GOOD)
    assert session is not None
    staff, csrf = await accounts.who(session)
    assert (staff.name, staff.role) == ("admin", "admin")
    assert csrf
    assert await accounts.first_admin(None) is None


async def test_a_second_start_without_password_gives_a_fresh_invitation(accounts):
    first = await accounts.first_admin(None)
    second = await accounts.first_admin(None)
    assert await accounts.invited(first) is None
    assert (await accounts.invited(second)).name == "admin"


async def test_two_starts_at_once_make_one_administrator(accounts, database):
    await asyncio.gather(accounts.first_admin(None), accounts.first_admin(None))
    assert [staff.name for staff in await StaffList(database).all()] == ["admin"]


async def test_the_password_of_the_settings_always_wins(accounts):
    assert await accounts.first_admin("from settings") is None
    session = await accounts.log_in("admin", "from settings")
    await accounts.first_admin("from settings")
    assert await accounts.who(session) is not None, "the same password ends no session"
    await accounts.first_admin("a changed one")
    assert await accounts.who(session) is None
    assert await accounts.log_in("admin", "from settings") is None
    assert await accounts.log_in("admin", "a changed one") is not None


async def test_an_invitation_expires_after_a_week(accounts, clock):
    token = await accounts.hire("Lan", "agent")
    clock.pass_(timedelta(days=7))
    assert await accounts.invited(token) is None
    assert await refusal(accounts.set_password(token, GOOD)) == "link_dead"


async def test_of_two_who_use_one_invitation_at_once_one_sets_the_password(accounts):
    token = await accounts.hire("Lan", "agent")
    outcomes = await asyncio.gather(
        accounts.set_password(token, "mật khẩu thứ nhất"),
        accounts.set_password(token, "mật khẩu thứ hai"),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("ngắn quá", "short_password"),
        ("nguyenvannam", "weak_password"),
        ("Nguyen Van Nam", "weak_password"),
        ("matkhau123", "weak_password"),
        ("aaaaaaaaaaaa", "weak_password"),
    ],
)
async def test_weak_passwords_are_refused_and_the_invitation_stays(accounts, password, reason):
    token = await accounts.hire("nguyen van nam", "agent")
    assert await refusal(accounts.set_password(token, password)) == reason
    await accounts.set_password(token, GOOD)


async def test_vietnamese_names_and_passwords_match_however_they_are_composed(accounts):
    token = await accounts.hire("  Trần   Thị Mận ", "agent")
    await accounts.set_password(token, "mật khẩu dài lắm")
    name, password = (normalize("NFD", text) for text in ("Trần Thị Mận", "mật khẩu dài lắm"))
    assert await accounts.log_in(name, password) is not None


async def test_a_name_is_hired_once(accounts):
    await accounts.hire("Lan", "agent")
    assert await refusal(accounts.hire("Lan", "admin")) == "name_taken"
    assert await refusal(accounts.hire("  ", "agent")) == "empty_name"
    assert await refusal(accounts.hire("a" * 61, "agent")) == "wrong_name"


async def test_a_lost_password_is_replaced_by_a_new_invitation(accounts):
    await accounts.set_password(await accounts.hire("Lan", "agent"), GOOD)
    session = await accounts.log_in("Lan", GOOD)
    token = await accounts.invite("Lan")
    assert await accounts.who(session) is not None
    await accounts.set_password(token, "một mật khẩu khác")
    assert await accounts.who(session) is None
    assert await accounts.log_in("Lan", GOOD) is None
    assert await refusal(accounts.invite("Không Ai")) == "no_staff"


async def test_who_is_disabled_is_out_at_once(accounts):
    await accounts.first_admin(GOOD)
    await accounts.set_password(await accounts.hire("Lan", "agent"), GOOD)
    session = await accounts.log_in("Lan", GOOD)
    lan, _ = await accounts.who(session)
    await accounts.disable(lan.id)
    assert await accounts.who(session) is None
    assert await accounts.log_in("Lan", GOOD) is None
    assert await refusal(accounts.invite("Lan")) == "is_disabled"
    await accounts.enable(lan.id)
    assert await accounts.who(session) is None
    assert await accounts.log_in("Lan", GOOD) is not None


async def test_the_last_administrator_cannot_be_disabled(accounts):
    await accounts.first_admin(GOOD)
    [admin] = await accounts.all()
    token = await accounts.hire("Hùng", "admin")
    assert await refusal(accounts.disable(admin.id)) == "last_admin"
    await accounts.set_password(token, GOOD)
    await accounts.disable(admin.id)
    assert await refusal(accounts.disable("nobody")) == "no_staff"


async def test_a_session_ends_by_logging_out_or_after_twelve_hours(accounts, clock):
    await accounts.first_admin(GOOD)
    one, two = await accounts.log_in("admin", GOOD), await accounts.log_in("admin", GOOD)
    await accounts.log_out(one)
    assert await accounts.who(one) is None
    assert await accounts.who(two) is not None
    clock.pass_(timedelta(hours=12))
    assert await accounts.who(two) is None


async def test_a_password_is_hashed_anew_when_the_parameters_changed(accounts, database, clock):
    await accounts.first_admin(GOOD)
    [before] = await accounts.all()
    stronger = Accounts(database, clock, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert await stronger.log_in("admin", "wrong password") is None
    assert (await accounts.all())[0].password_hash == before.password_hash
    assert await stronger.log_in("admin", GOOD) is not None
    [after] = await accounts.all()
    assert "t=2" in after.password_hash
    assert await stronger.log_in("admin", GOOD) is not None


async def test_nothing_that_is_kept_opens_a_session(accounts, database):
    token = await accounts.first_admin(None)
    await accounts.set_password(token, GOOD)
    session = await accounts.log_in("admin", GOOD)
    [row] = await database.rows("SELECT token_hash FROM session")
    assert session not in row["token_hash"]
    assert await accounts.who(row["token_hash"]) is None
