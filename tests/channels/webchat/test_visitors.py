"""Who may do what: visitors by their cookie, pages by their origin, all within measure."""

from __future__ import annotations

import asyncio

import pytest

from bot.model import Attachment, Reply
from tests.channels.webchat.site import Site, a_photo, a_site


async def test_a_visitor_is_known_again(site: Site) -> None:
    await site.says(id="message-1")
    await site.says(id="message-2")
    first, second = site.core.received
    assert first.sender == second.sender
    assert len(first.sender.person) >= 20


async def test_reading_first_makes_the_visitor_known(site: Site) -> None:
    answers = [await (await site.client.get("/chat/messages")).json() for _ in range(2)]
    assert [answer["visitor"] for answer in answers] == ["new", "known"]


async def test_the_cookie_is_signed_and_hidden_from_scripts(site: Site) -> None:
    cookie = (await site.says()).headers["Set-Cookie"]
    assert cookie.startswith("danhoi=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=31536000" in cookie
    assert "Secure" not in cookie


async def test_under_https_the_cookie_works_in_other_sites_frames() -> None:
    async with a_site("https://hoi.example.vn") as site:
        cookie = (await site.says()).headers["Set-Cookie"]
    assert cookie.startswith("__Host-danhoi=")
    assert cookie.endswith("SameSite=None; Secure; Partitioned")


@pytest.mark.parametrize("forged", ["someone", "someone.c2lnbmVk", "", ".", "a.b.c", "x" * 5000])
async def test_a_forged_cookie_makes_a_new_visitor(site: Site, forged: str) -> None:
    response = await site.post({"id": "message-1", "text": "a"}, Cookie=f"danhoi={forged}")
    assert response.status == 200
    assert site.visitor().person != forged.partition(".")[0]
    assert "Set-Cookie" in response.headers


async def test_a_cookie_of_wild_bytes_makes_a_new_visitor(site: Site) -> None:
    request = b"GET /chat/messages HTTP/1.0\r\nHost: a\r\nCookie: danhoi=a\xff.\xfe\r\n\r\n"
    reader, writer = await asyncio.open_connection(site.client.host, site.client.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert b" 200 OK" in answer
    assert b'"visitor": "new"' in answer


async def test_nobody_can_take_another_visitor_s_name(site: Site) -> None:
    cookie = (await site.client.get("/chat/messages")).headers["Set-Cookie"].partition(";")[0]
    name, _, signature = cookie.partition(".")
    site.client.session.cookie_jar.clear()
    forged = f"{name[:-1]}{'A' if name[-1] != 'A' else 'B'}.{signature}"
    response = await site.client.get("/chat/messages", headers={"Cookie": forged})
    assert (await response.json())["visitor"] == "new"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://["},
        {"Referer": "https://elsewhere.example/127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "none"},
    ],
)
async def test_a_post_from_another_site_is_refused(site: Site, headers: dict[str, str]) -> None:
    body = {"id": "message-1", "text": "a"}
    response = await site.client.post("/chat/messages", json=body, headers=headers)
    assert (response.status, site.core.received) == (403, [])
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://hoi.example.vn"},
        {"Referer": "https://hoi.example.vn/?embed=1"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
async def test_a_post_of_our_page_behind_a_proxy_is_taken(headers: dict[str, str]) -> None:
    async with a_site("https://hoi.example.vn") as site:
        body = {"id": "message-1", "text": "a"}
        assert (await site.client.post("/chat/messages", json=body, headers=headers)).status == 200


async def test_a_visitor_who_writes_too_fast_is_told_to_wait(site: Site) -> None:
    statuses = [(await site.says(id=f"message-{n}")).status for n in range(20)]
    assert set(statuses) == {200}
    response = await site.says(id="message-20")
    assert response.status == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert (await response.json())["retry_after"] == int(response.headers["Retry-After"])
    assert len(site.core.received) == 20


async def test_new_visitors_of_one_address_are_limited(site: Site) -> None:
    async def arrive() -> int:
        site.client.session.cookie_jar.clear()
        return (await site.client.get("/chat/messages")).status

    assert [await arrive() for _ in range(31)] == [200] * 30 + [429]


async def test_behind_a_trusted_proxy_each_source_counts_for_itself() -> None:
    async def arrive(site: Site, source: str) -> int:
        site.client.session.cookie_jar.clear()
        headers = {"X-Forwarded-For": f"10.0.0.1, {source}"}
        return (await site.client.get("/chat/messages", headers=headers)).status

    async with a_site(trusted_proxy=True) as site:
        for n in range(31):
            assert await arrive(site, f"203.0.113.{n}") == 200
        for n in range(30):
            assert await arrive(site, f"2001:db8::{n:x}") == 200
        # One household: the same /64.
        assert await arrive(site, "2001:db8::ffff") == 429


async def test_ipv4_seen_through_ipv6_is_one_address_not_the_whole_internet() -> None:
    async with a_site(trusted_proxy=True) as site:
        for n in range(31):
            site.client.session.cookie_jar.clear()
            headers = {"X-Forwarded-For": f"::ffff:203.0.113.{n}"}
            response = await site.client.get("/chat/messages", headers=headers)
            assert response.status == 200


async def test_a_forwarded_address_is_not_believed_without_a_proxy(site: Site) -> None:
    async def arrive(n: int) -> int:
        site.client.session.cookie_jar.clear()
        headers = {"X-Forwarded-For": f"203.0.113.{n}"}
        return (await site.client.get("/chat/messages", headers=headers)).status

    assert [await arrive(n) for n in range(31)][-1] == 429


async def test_a_file_is_shown_to_its_person_only(site: Site) -> None:
    await site.post_form(id="message-1", photo=a_photo())
    line = (await site.history())[0]
    url = line["attachment"]["url"]  # type: ignore[index]
    mine = await site.client.get(url)
    assert (mine.status, mine.content_type) == (200, "image/jpeg")
    assert (await mine.read()).startswith(b"\xff\xd8")
    site.client.session.cookie_jar.clear()
    assert (await site.client.get(url)).status == 403
    await site.says(id="message-2")
    assert (await site.client.get(url)).status == 404


async def test_a_file_that_is_no_photo_is_never_shown_in_place(site: Site) -> None:
    await site.says()
    page = Attachment("f1", "text/html", "a.html", b"<script>alert(1)</script>")
    site.core.files[site.visitor(), "f1"] = page
    site.core.say(site.visitor(), Reply("", attachment="f1"), "staff:lan", "Lan")
    response = await site.client.get("/chat/attachments/f1")
    assert response.headers["Content-Disposition"] == "attachment"
    assert response.content_type == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
