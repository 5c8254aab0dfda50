"""The page of what went wrong: for administrators, with a button to try again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.model import Address, Incoming, MessageStatus, Reply, SetAside, StaffPost, Unread
from bot.model.ids import new_id
from bot.store import messages, outbox, setaside
from bot.store.outbox import Outbox
from bot.wording.pages import CONSOLE
from tests.console.site import MAI, Site, a_site

VI = CONSOLE["vi"]


class Core:
    """Settles what it is told to replay, unless it is out of order."""

    def __init__(self) -> None:
        self.works = True
        self.asked: list[str] = []

    async def replay(self, id: str) -> bool:
        if id in self.asked and self.works:
            raise Refused("no_aside")
        self.asked.append(id)
        return self.works


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
async def site(database, clock, core) -> AsyncIterator[Site]:
    async with a_site(database, clock, core.replay) as opened:
        yield opened


async def put_aside(site: Site, text: str, id: str) -> str:
    said = Incoming(id, MAI, site.clock(), text=text)
    aside = SetAside(new_id(), said, "KeyError < bot/x.py:1 f", 3, site.clock())
    await site.database.run(setaside.kept(aside))
    return aside.id


async def test_the_page_is_for_administrators_only(site):
    await put_aside(site, "bí mật", "m1")
    lan, boss = await site.staff("Lan"), await site.staff("Bình", "admin")
    assert "/console/aside" not in await lan.get("/console/")
    await lan.get("/console/aside")
    assert (lan.status, "bí mật" in lan.text) == (403, False)
    assert "/console/aside" in await boss.get("/console/")
    await lan.get("/console/")
    await lan.submit("/console/aside/replay", id="x")
    assert lan.status == 403


async def test_it_shows_what_failed_and_why_without_personal_numbers(site):
    await put_aside(site, "căn cước của tôi là 036085001234", "m1")
    post = StaffPost("p1", Address("telegram", "-1001"), "7", "Hùng", site.clock(), "Gọi thú y")
    aside = SetAside(new_id(), post, "ValueError", 3, site.clock())
    await site.database.run(setaside.kept(aside))
    boss = await site.staff("Bình", "admin")
    page = await boss.get("/console/aside")
    assert "căn cước của tôi" in page
    assert "036085001234" not in page
    assert "KeyError &lt; bot/x.py:1 f" in page
    assert VI.aside_from["staff"] in page


async def test_it_shows_what_could_not_be_read_as_it_came(site):
    raw = '{"update_id": 7, "message": {"text": "đất ở <b>", "from": {"phone": "0912345678"}}}'
    unread = Unread("7", "telegram", site.clock(), raw, "TypeError")
    await site.database.run(setaside.kept(SetAside(new_id(), unread, "TypeError", 1, site.clock())))
    boss = await site.staff("Bình", "admin")
    page = await boss.get("/console/aside")
    assert "đất ở &lt;b&gt;" in page
    assert "0912345678" not in page
    assert VI.aside_from["unread"] in page


async def test_it_shows_broken_letters(site):
    await put_aside(site, "nửa \ud83d chữ", "m1")
    boss = await site.staff("Bình", "admin")
    assert "nửa \N{REPLACEMENT CHARACTER} chữ" in await boss.get("/console/aside")


async def test_a_message_is_given_its_turn_by_a_button(site, core):
    id = await put_aside(site, "một", "m1")
    boss = await site.staff("Bình", "admin")
    await boss.get("/console/aside")
    page = await boss.submit("/console/aside/replay", id=id)
    assert core.asked == [id]
    assert VI.done["replayed"] in page
    await boss.submit("/console/aside/replay", id=id)
    assert (boss.status, VI.refusals["no_aside"] in boss.text) == (409, True)


async def test_all_are_given_their_turn_oldest_first(site, core):
    ids = [await put_aside(site, text, text) for text in ("một", "hai", "ba")]
    boss = await site.staff("Bình", "admin")
    await boss.get("/console/aside")
    await boss.submit("/console/aside/replay", id="")
    assert core.asked == ids


async def test_what_fails_again_is_said(site, core):
    core.works = False
    id = await put_aside(site, "một", "m1")
    boss = await site.staff("Bình", "admin")
    await boss.get("/console/aside")
    page = await boss.submit("/console/aside/replay", id=id)
    assert VI.done["replay_failed"] in page


async def test_messages_that_did_not_arrive_are_listed_with_their_reason(site):
    ticket = await site.ticket()
    said = site.said("", "staff:lan", ticket=ticket.id, reply=Reply("Gọi 0912345678 nhé"))
    await site.database.run(messages.add(replace(said, status=MessageStatus.waiting)))
    [taken] = await Outbox(site.database).take("web", site.clock(), 1)
    await site.database.run(outbox.given_up(taken, MessageStatus.failed, "tried too long"))
    boss = await site.staff("Bình", "admin")
    page = await boss.get("/console/aside")
    assert VI.reasons["tried too long"] in page
    assert f"/console/tickets/{ticket.id}" in page
    assert "0912345678" not in page


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_an_empty_page_says_that_all_is_well(site, language):
    boss = await site.staff("Bình", "admin")
    await boss.get(f"/console/language/{language}?back=/console/aside")
    assert CONSOLE[language].aside_none in boss.text
    assert CONSOLE[language].undelivered_none in boss.text
