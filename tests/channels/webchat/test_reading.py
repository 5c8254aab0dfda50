"""What a page reads: itself, the history, the nudges."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta

import pytest
from aiohttp import ClientResponse

from bot.channels.webchat.history import as_json
from bot.model import Address, Button, Kind, Message, MessageStatus, Place, Reply
from tests.channels.webchat.site import Site, a_site
from tests.fakes import START

LIMIT = 5.0  # seconds until a test that hears nothing fails


async def test_the_history_names_who_said_what(site: Site) -> None:
    await site.says("xin chào", id="message-1")
    buttons = (Button("5", "rate:BN-7K3F-2:5"),)
    site.core.say(site.visitor(), Reply("Vâng.", "Tiêu đề", "Nguồn", buttons), "staff:lan", "Lan")
    own, bot, staff = await site.history()
    assert (own["from"], own["client_id"], own["text"]) == ("citizen", "message-1", "xin chào")
    assert (bot["from"], bot["client_id"], bot["text"]) == ("bot", None, "Anh/chị nói: xin chào")
    assert staff["from"] == "staff"
    assert "Lan" not in staff.values()  # nobody reads under which name staff log in
    assert (staff["title"], staff["footer"]) == ("Tiêu đề", "Nguồn")
    assert staff["buttons"] == [{"label": "5", "value": "rate:BN-7K3F-2:5"}]
    assert staff["at"] == START.isoformat()


def test_the_page_s_own_id_is_found_in_either_id() -> None:
    who = Address("web", "v1")
    came = Reply("a")
    by_id = Message("v1:client-1", who, START, "", came, MessageStatus.received)
    by_platform = Message(
        "0199", who, START, "", came, MessageStatus.received, platform_id="v1:client-2"
    )
    of_staff = Message("v1:client-3", who, START, "staff:lan", came, MessageStatus.sent)
    lines = as_json([by_id, by_platform, of_staff], START)
    assert [line["client_id"] for line in lines] == ["client-1", "client-2", None]


def test_places_and_photos_are_told() -> None:
    who = Address("web", "v1")
    place = Message(
        "1", who, START, "", Reply(""), MessageStatus.received,
        kind=Kind.place, place=Place(21.1, 106.0),
    )  # fmt: skip
    photo = Message(
        "2", who, START, "", Reply("", attachment="p1"), MessageStatus.received, kind=Kind.photo
    )
    first, second = as_json([place, photo], START)
    assert (first["kind"], first["place"]) == ("place", {"latitude": 21.1, "longitude": 106.0})
    assert second["attachment"] == {"url": "/chat/attachments/p1", "mime": "image/jpeg"}


async def test_only_what_is_newer_can_be_asked_for(site: Site) -> None:
    await site.says("một", id="message-1")
    await site.says("hai", id="message-2")
    every = await site.history()
    assert await site.history(after=str(every[1]["id"])) == every[2:]
    assert await site.history(after="unheard of") == every


async def test_a_history_that_cannot_be_read_is_asked_for_again(site: Site) -> None:
    await site.says()
    site.core.broken = True
    response = await site.client.get("/chat/messages")
    assert response.status == 503
    assert "Retry-After" in response.headers


async def listening(site: Site) -> ClientResponse:
    response = await site.client.get("/chat/events")
    assert response.status == 200
    assert response.content_type == "text/event-stream"
    assert await response.content.readuntil(b"\n\n") == b": hello\n\n"
    return response


async def heard(stream: ClientResponse) -> bytes:
    async with asyncio.timeout(LIMIT):
        return await stream.content.readuntil(b"\n\n")


async def test_an_open_page_is_nudged_when_something_is_sent(site: Site) -> None:
    await site.says()
    one, other = await listening(site), await listening(site)
    await site.deliver(site.core.say(site.visitor(), Reply("Vâng.")))
    for stream in (one, other):
        assert (await heard(stream)).startswith(b"event: changed\ndata: ")
        stream.close()


async def test_nobody_else_is_nudged(site: Site) -> None:
    await site.says(id="message-1")
    stranger = Address("web", "someone else")
    mine = await listening(site)
    await site.deliver(site.core.say(stranger, Reply("Không phải cho anh/chị.")))
    await site.deliver(site.core.say(site.visitor(), Reply("Vâng.")))
    await heard(mine)
    mine.close()
    assert "Không phải" not in json.dumps(await site.history(), ensure_ascii=False)


async def test_sending_to_a_person_who_is_away_is_fine(site: Site) -> None:
    await site.says()
    await site.deliver(site.core.say(site.visitor(), Reply("Vâng.")))
    assert (await site.history())[-1]["text"] == "Vâng."


async def test_events_are_for_known_visitors(site: Site) -> None:
    assert (await site.client.get("/chat/events")).status == 403


async def test_a_visitor_s_oldest_stream_makes_way(site: Site) -> None:
    await site.says()
    streams = [await listening(site) for _ in range(5)]
    async with asyncio.timeout(LIMIT):
        await streams[0].read()
    await site.deliver(site.core.say(site.visitor(), Reply("Vâng.")))
    assert b"changed" in await heard(streams[-1])
    for stream in streams:
        stream.close()


async def test_closing_ends_the_streams(site: Site) -> None:
    await site.says()
    stream = await listening(site)
    await site.chat.close()
    async with asyncio.timeout(LIMIT):
        await stream.read()
    assert (await site.client.get("/chat/events")).status == 503


async def test_stopping_the_channel_ends_the_streams(site: Site) -> None:
    await site.says()
    running = asyncio.create_task(site.chat.run())
    stream = await listening(site)
    running.cancel()
    async with asyncio.timeout(LIMIT):
        await stream.read()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_the_page_holds_no_inline_script_or_style(site: Site) -> None:
    response = await site.client.get("/")
    html = await response.text()
    assert response.headers["Cache-Control"] == "no-cache"
    for tag in re.findall(r"<script[^>]*>", html):
        assert "src=" in tag or 'type="application/json"' in tag
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)


async def test_the_page_may_be_framed_and_nothing_else(site: Site) -> None:
    page = await site.client.get("/?embed=1")
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for path in ("/chat/messages", "/chat/events", "/chat/attachments/x", "/embed.js"):
        headers = (await site.client.get(path)).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"


async def test_every_file_the_page_names_is_there(site: Site) -> None:
    html = await (await site.client.get("/")).text()
    for path in set(re.findall(r'(?:href|src)="(/[^"]+)"', html)):
        response = await site.client.get(path)
        assert response.status == 200, path
        assert "immutable" in response.headers["Cache-Control"]
        for name in re.findall(r'from "\./([^"]+)"', await response.text()):
            beside = path.rpartition("/")[0]
            module = await site.client.get(f"{beside}/{name}")
            assert (module.status, module.content_type) == (200, "text/javascript")


async def test_an_old_page_gets_the_files_of_today_but_keeps_none(site: Site) -> None:
    response = await site.client.get("/chat/static/0000/chat.js")
    assert (response.status, response.headers["Cache-Control"]) == (200, "no-store")
    for name in ("nothing.js", "chat.html", "..%2Fchat.py", "%2e%2e"):
        assert (await site.client.get(f"/chat/static/0000/{name}")).status == 404


async def test_the_page_speaks_both_languages(site: Site) -> None:
    html = await (await site.client.get("/")).text()
    [config] = re.findall(r'<script type="application/json" id="config">(.*?)</script>', html)
    words = json.loads(config)["words"]
    assert words["vi"].keys() == words["en"].keys()
    assert words["en"]["service"] == "Dân Hỏi · Mẫu city"
    assert '<h1 id="name">Dân Hỏi</h1>' in html


async def test_other_sites_may_load_the_button() -> None:
    async with a_site() as site:
        response = await site.client.get("/embed.js")
        assert response.content_type == "text/javascript"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "{{" not in await response.text()


def test_what_waits_for_more_lines_is_not_shown_yet() -> None:
    who, due = Address("web", "v1"), START + timedelta(seconds=5)
    held = Message("1", who, START, "bot", Reply("a"), MessageStatus.waiting, due=due)
    assert as_json([held], START) == []
    assert [line["text"] for line in as_json([held], due)] == ["a"]
