"""Files are for those who are logged in, shown only where that is safe."""

from __future__ import annotations

import pytest

from bot.model import Attachment, Kind, Reply
from bot.model.ids import new_id
from bot.store import messages
from tests.console.site import MAI


async def attached(site, mime: str, content: bytes = b"0123456789", name: str = "tệp") -> str:
    kept = Attachment(new_id(), mime, name, content)
    await site.database.run(messages.keep(kept, MAI, site.clock()))
    return f"/console/attachments/{kept.id}"


async def test_a_stranger_sees_no_file(site):
    path = await attached(site, "image/jpeg")
    browser = site.open()
    await browser.get(path)
    assert browser.path == "/console/login"
    assert "0123456789" not in browser.text


@pytest.mark.parametrize("mime", ["image/jpeg", "audio/ogg"])
async def test_photos_and_voice_are_shown_in_a_sandbox(site, mime):
    path = await attached(site, mime)
    lan = await site.staff("Lan")
    assert await lan.get(path) == "0123456789"
    assert lan.headers["Content-Type"] == mime
    assert lan.headers["Content-Security-Policy"].startswith("sandbox;")
    assert lan.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in lan.headers


@pytest.mark.parametrize("mime", ["application/pdf", "text/html", "image/svg+xml"])
async def test_anything_else_is_only_saved(site, mime):
    path = await attached(site, mime, name='đơn"\r\nX: y.pdf')
    lan = await site.staff("Lan")
    await lan.get(path)
    assert lan.headers["Content-Type"] == "application/octet-stream"
    disposition = lan.headers["Content-Disposition"]
    assert disposition == "attachment; filename*=UTF-8''%C4%91%C6%A1n%22%0D%0AX%3A%20y.pdf"
    assert "X" not in lan.headers


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [("bytes=2-4", 206, "234"), ("bytes=-2", 206, "89"), ("bytes=20-", 416, ""), ("x", 200, None)],
)
async def test_a_part_can_be_asked_for(site, asked, status, content):
    path = await attached(site, "audio/ogg")
    lan = await site.staff("Lan")
    body = await lan.get(path, headers={"Range": asked})
    assert lan.status == status
    assert body == ("0123456789" if content is None else content)


async def test_the_page_shows_each_kind_in_its_way(site):
    ticket = await site.ticket()
    kinds = ((Kind.photo, "image/png"), (Kind.voice, "audio/ogg"), (Kind.document, "text/html"))
    for kind, mime in kinds:
        id = (await attached(site, mime)).rpartition("/")[2]
        said = site.said("", ticket=ticket.id, kind=kind, reply=Reply("", attachment=id))
        await site.database.run(messages.add(said))
    lan = await site.staff("Lan")
    page = await lan.get(f"/console/tickets/{ticket.id}")
    assert page.count('<img src="/console/attachments/') == 1
    assert page.count("<audio controls") == 1
    assert page.count(" download>") == 1


async def test_an_unknown_file_is_not_found(site):
    lan = await site.staff("Lan")
    await lan.get("/console/attachments/none")
    assert lan.status == 404
