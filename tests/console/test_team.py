"""The staff page: administrators hire, give new links, lock out."""

from __future__ import annotations

import re

from bot.wording.pages import CONSOLE
from tests.console.site import PASSWORD

VI = CONSOLE["vi"]


def link(page: str) -> str:
    found = re.search(r'value="http://[^"/]+(/console/welcome/[\w-]+)"', page)
    assert found
    return found[1]


async def test_the_staff_page_is_for_administrators_only(site):
    lan, boss = await site.staff("Lan"), await site.staff("Bình", "admin")
    await boss.get("/console/staff")
    assert "Lan" in boss.text
    page = await lan.get("/console/")
    assert "/console/staff" not in page
    await lan.get("/console/staff")
    assert (lan.status, "Bình" in lan.text) == (403, False)
    await lan.get("/console/")
    for action in ("hire", "invite", "disable", "enable"):
        await lan.get("/console/")
        await lan.submit(f"/console/staff/{action}", name="Mallory", role="admin", id="x")
        assert lan.status == 403
    assert {staff.name for staff in await site.accounts.all()} == {"Lan", "Bình"}


async def test_a_new_member_of_staff_gets_a_link_that_is_shown_once(site):
    boss = await site.staff("Bình", "admin")
    await boss.get("/console/staff")
    page = await boss.submit("/console/staff/hire", name="Hoa", role="agent")
    assert VI.link_title.format(name="Hoa") in page
    path = link(page)
    assert "welcome/" not in await boss.get("/console/staff")
    hoa = site.open()
    await hoa.get(path)
    await hoa.submit(path, password=PASSWORD, again=PASSWORD)
    assert hoa.path == "/console/"
    await boss.submit("/console/staff/hire", name="Hoa", role="agent")
    assert (boss.status, VI.refusals["name_taken"] in boss.text) == (409, True)


async def test_a_new_link_replaces_a_lost_password(site):
    boss = await site.staff("Bình", "admin")
    lan = await site.staff("Lan")
    await boss.get("/console/staff")
    path = link(await boss.submit("/console/staff/invite", name="Lan"))
    await lan.get(path)
    await lan.submit(path, password="mật khẩu mới đây", again="mật khẩu mới đây")
    assert lan.path == "/console/"
    assert await site.accounts.log_in("Lan", PASSWORD) is None


async def test_who_is_locked_out_is_out_with_the_next_click(site):
    boss = await site.staff("Bình", "admin")
    lan = await site.staff("Lan")
    [id] = [staff.id for staff in await site.accounts.all() if staff.name == "Lan"]
    await boss.get("/console/staff")
    assert VI.done["disable"] in await boss.submit("/console/staff/disable", id=id)
    await lan.get("/console/")
    assert lan.path == "/console/login"
    assert VI.done["enable"] in await boss.submit("/console/staff/enable", id=id)
    await lan.log_in("Lan")
    assert lan.path == "/console/"


async def test_the_last_administrator_cannot_lock_themselves_out(site):
    boss = await site.staff("Bình", "admin")
    [staff] = await site.accounts.all()
    await boss.get("/console/staff")
    page = await boss.submit("/console/staff/disable", id=staff.id)
    assert (boss.status, VI.refusals["last_admin"] in page) == (409, True)
