"""The queue's tabs, its counts, its search by code."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.model import codes
from bot.staff.desk import Agent
from bot.store.database import statement
from bot.wording.pages import CONSOLE

VI = CONSOLE["vi"]


async def test_urgent_ones_come_first_then_the_oldest(site):
    for question, urgent in (("câu một", False), ("câu hai", False), ("có cháy", True)):
        await site.ticket(question, urgent=urgent)
        site.clock.pass_(timedelta(minutes=5))
    lan = await site.staff("Lan")
    page = await lan.get("/console/")
    places = [page.index(question) for question in ("có cháy", "câu một", "câu hai")]
    assert places == sorted(places)
    assert VI.urgent in page
    assert VI.minutes_ago.format(count=15) in page


async def test_each_tab_shows_its_tickets_and_how_many_there_are(site):
    lan = await site.staff("Lan")
    me = Agent(f"staff:{(await site.accounts.all())[0].id}", "Lan")
    other = Agent("telegram:7", "Hùng")
    tickets = {name: await site.ticket(name) for name in "abcdef"}
    await site.desk.claim(tickets["b"].id, me)
    await site.desk.claim(tickets["c"].id, other)
    await site.desk.answer(tickets["d"], other, "Vâng.")
    await site.desk.close(tickets["e"], me)
    for tab, shown in {
        "waiting": "af",
        "mine": "b",
        "open": "bc",
        "answered": "d",
        "closed": "e",
        "nonsense": "af",
    }.items():
        page = await lan.get(f"/console/queue?tab={tab}")
        assert [name for name in "abcdef" if f">{name}</span>" in page] == list(shown)
        counts = [page.split(f'id="tab-{name}"')[1].split("</a>")[0] for name in VI.tabs]
        assert [">2<" in counts[0], ">1<" in counts[1], ">2<" in counts[2]] == [True] * 3


async def test_a_code_leads_to_its_ticket_however_it_is_typed(site):
    code = codes.new("BN")
    ticket = await site.ticket(code=code)
    lan = await site.staff("Lan")
    for typed in (code, code.lower(), code.replace("-", " "), code.removeprefix("BN-")):
        await lan.get("/console/", params={"code": typed})
        assert lan.path == f"/console/tickets/{ticket.id}"
    page = await lan.get("/console/", params={"code": "<b>"})
    assert "&lt;b&gt;" in page
    assert VI.empty["mine"] not in page


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_both_languages_have_every_page(site, language):
    ticket = await site.ticket()
    boss = await site.staff("Bình", "admin")
    await boss.get(f"/console/language/{language}")
    for path in ("/console/", f"/console/tickets/{ticket.id}", "/console/staff", "/console/none"):
        page = await boss.get(path)
        assert f'<html lang="{language}">' in page
        assert CONSOLE[language].log_out in page or boss.status == 404


async def test_a_database_that_fails_is_said_in_words(site):
    lan = await site.staff("Lan")
    await site.database.run(statement("DROP TABLE session"))
    page = await lan.get("/console/")
    assert (lan.status, VI.problems["503"] in page) == (503, True)
    assert lan.headers["Retry-After"] == "5"
    assert "no such table" not in page


def test_both_languages_say_the_same_things():
    vi, en = CONSOLE["vi"], CONSOLE["en"]
    for name in vi.__slots__:
        one, two = getattr(vi, name), getattr(en, name)
        assert type(one) is type(two), name
        if isinstance(one, dict):
            assert one.keys() == two.keys(), name
            assert all(one.values()), name
            assert all(two.values()), name
        else:
            assert one, name
            assert _fields(one) == _fields(two), name


def _fields(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}
