"""Logging in and out, invitations, and the tokens in every form."""

from __future__ import annotations

import asyncio

import pytest

from bot.wording.pages import CONSOLE
from tests.console.site import PASSWORD

VI = CONSOLE["vi"]


async def test_one_logs_in_sees_the_queue_and_logs_out_for_good(site):
    lan = await site.staff("Lan")
    assert VI.empty["waiting"] in await lan.get("/console/")
    [session] = [c for c in lan.session.cookie_jar if c.key == "danhoi-staff"]
    await lan.submit("/console/logout")
    assert lan.path == "/console/login"
    thief = site.open()
    await thief.get("/console/", cookies={"danhoi-staff": session.value})
    assert thief.path == "/console/login"


@pytest.mark.parametrize("path", ["/console", "/console/", "/console/tickets/x", "/console/staff"])
async def test_without_a_session_every_page_leads_to_the_login(site, path):
    browser = site.open()
    await browser.get(path)
    assert browser.path == "/console/login"


async def test_after_the_login_one_comes_to_the_page_one_wanted(site):
    ticket = await site.ticket()
    lan = await site.staff("Lan")
    await lan.submit("/console/logout")
    await lan.get(f"/console/tickets/{ticket.id}")
    fields = {"name": "Lan", "password": PASSWORD, "next": lan.hidden("next")}
    await lan.submit("/console/login", **fields)
    assert lan.path == f"/console/tickets/{ticket.id}"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example", "/\\evil", "/other",
        "javascript:/console/alert(1)", "https:/console/x",
    ],
)  # fmt: skip
async def test_the_login_leads_to_no_other_site(site, target):
    await site.staff("Lan")
    lan = site.open()
    await lan.get("/console/login", params={"next": target})
    assert lan.hidden("next") == "/console/"


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(site):
    await site.staff("Lan")
    pages = []
    for name in ("Lan", "Nga"):
        browser = site.open()
        page = await browser.log_in(name, "not this one")
        assert browser.status == 403
        pages.append(page.replace(name, "…").replace(browser.hidden("csrf"), "…"))
    assert VI.wrong_login in pages[0]
    assert pages[0] == pages[1]


async def test_the_sixth_attempt_in_a_minute_is_told_to_wait(site):
    await site.staff("Lan")
    browser = site.open()
    for _ in range(4):
        await browser.log_in("Lan", "not this one")
        assert browser.status == 403
    page = await browser.log_in("Lan")
    assert browser.status == 429, "one attempt was made when Lan was hired"
    assert 0 < int(browser.headers["Retry-After"]) <= 60
    assert VI.throttled.format(seconds=browser.headers["Retry-After"]) in page
    elsewhere = {"X-Forwarded-For": "192.0.2.7, 198.51.100.2"}
    fields = {"csrf": browser.hidden("csrf"), "name": "Lan", "password": PASSWORD}
    await browser.post("/console/login", fields, headers=elsewhere)
    assert browser.path == "/console/"


async def test_one_place_cannot_try_many_names(site):
    browser = site.open()
    statuses = []
    for number in range(21):
        await browser.log_in(f"name {number}", "whatever it is")
        statuses.append(browser.status)
    assert statuses == [403] * 20 + [429]


async def test_a_login_form_from_elsewhere_is_refused(site):
    await site.staff("Lan")
    browser = site.open()
    await browser.get("/console/login")
    fields = {"name": "Lan", "password": PASSWORD, "csrf": "a" * 43}
    await browser.post("/console/login", fields)
    assert browser.status == 403
    assert browser.path == "/console/login"


async def test_a_form_without_the_sessions_token_changes_nothing(site):
    ticket = await site.ticket()
    lan, hung = await site.staff("Lan"), await site.staff("Hùng")
    await hung.get(f"/console/tickets/{ticket.id}")
    for csrf in ("", "wrong", hung.hidden("csrf")):
        await lan.post(f"/console/tickets/{ticket.id}/claim", {"csrf": csrf})
        assert lan.status == 403
    [row] = await site.database.rows("SELECT status FROM ticket")
    assert row["status"] == "waiting"


async def test_an_invitation_sets_a_password_once_and_lets_in(site):
    token = await site.accounts.hire("Lan", "agent")
    path = f"/console/welcome/{token}"
    lan, thief = site.open(), site.open()
    assert VI.welcome.format(name="Lan") in await lan.get(path)
    await thief.get(path)
    await lan.submit(path, password=PASSWORD, again="something else")
    assert (lan.status, VI.refusals["not_repeated"] in lan.text) == (409, True)
    await lan.submit(path, password="short", again="short")
    assert VI.refusals["short_password"] in lan.text
    await lan.submit(path, password=PASSWORD, again=PASSWORD)
    assert lan.path == "/console/"
    await thief.submit(path, password="my own password", again="my own password")
    assert (thief.status, VI.problems["410"] in thief.text) == (410, True)
    await thief.get(path)
    assert thief.status == 410


async def test_cookies_are_strict_and_bound_to_the_host_on_https(site):
    await site.staff("Lan")
    for scheme, name in (("http", "danhoi-staff"), ("https", "__Host-danhoi-staff")):
        browser = site.open()
        headers = {"X-Forwarded-Proto": scheme}
        await browser.get("/console/login", headers=headers)
        prefix = name.removesuffix("danhoi-staff")
        fields = {"csrf": browser.hidden("csrf"), "name": "Lan", "password": PASSWORD}
        cookies = {f"{prefix}danhoi-form": browser.hidden("csrf")}
        options = {"headers": headers, "cookies": cookies, "allow_redirects": False}
        await browser.post("/console/login", fields, **options)
        cookie = browser.headers["Set-Cookie"]
        assert cookie.startswith(f"{name}=")
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert ("Secure" in cookie) == (scheme == "https")


async def test_pages_are_kept_nowhere_and_framed_nowhere(site):
    lan = await site.staff("Lan")
    for path in ("/console/", "/console/login", "/console/none"):
        await lan.get(path)
        policy = lan.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert lan.headers["Cache-Control"] == "no-store"
        assert lan.headers["Referrer-Policy"] == "same-origin"
        assert lan.headers["X-Content-Type-Options"] == "nosniff"
        assert "<script>" not in lan.text
        assert " style=" not in lan.text


async def test_the_language_is_the_readers_choice(site):
    browser = site.open()
    assert VI.log_in in await browser.get("/console/login")
    page = await browser.get("/console/language/en", params={"back": "/console/login"})
    assert browser.path == "/console/login"
    assert CONSOLE["en"].lost_password in page
    await browser.get("/console/language/fr")
    assert browser.status == 404


async def test_oversized_and_odd_bodies_are_refused(site):
    browser = site.open()
    await browser.get("/console/login")
    await browser.submit("/console/login", name="a" * 70_000, password="b")
    assert browser.status == 413
    for body, type in ((b"{}", "application/json"), (b"name=%ff\xff", "text/plain")):
        await browser.post("/console/login", body, headers={"Content-Type": type})
        assert browser.status == 400
    form = "application/x-www-form-urlencoded"
    for body, charset in ((b"name=\xff", "utf-8"), (b"name=a", "no-such-charset")):
        headers = {"Content-Type": f"{form}; charset={charset}"}
        await browser.post("/console/login", body, headers=headers)
        assert browser.status == 400


async def test_a_link_from_another_site_asks_again_with_the_cookie(site):
    browser = site.open()
    page = await browser.get("/console/?tab=mine", headers={"Sec-Fetch-Site": "cross-site"})
    assert 'http-equiv="refresh" content="0;url=/console/?tab=mine"' in page


@pytest.mark.parametrize("cookie", [b"danhoi-staff", b"danhoi-form"])
async def test_a_cookie_of_wild_bytes_is_none(site, cookie):
    request = b"GET /console/login HTTP/1.0\r\nHost: a\r\nCookie: " + cookie + b"=\xff\xfe\r\n\r\n"
    reader, writer = await asyncio.open_connection(site.server.host, site.server.port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert b" 200 OK" in answer


async def test_a_client_cannot_say_for_the_proxy_where_it_is(site):
    """Some proxies add a line of their own below the client's."""
    browser = site.open()
    await browser.get("/console/login")
    fields = {"csrf": browser.hidden("csrf"), "name": "Lan", "password": "not this one"}
    for n in range(6):
        lines = [("X-Forwarded-For", f"192.0.2.{n}"), ("X-Forwarded-For", "198.51.100.2")]
        await browser.post("/console/login", fields, headers=lines)
    assert browser.status == 429


async def test_ipv4_seen_through_ipv6_is_one_place_not_the_whole_internet(site):
    browser = site.open()
    await browser.get("/console/login")
    for n in range(21):
        fields = {"csrf": browser.hidden("csrf"), "name": f"Lan {n}", "password": "not this one"}
        headers = {"X-Forwarded-For": f"::ffff:203.0.113.{n}"}
        await browser.post("/console/login", fields, headers=headers)
        assert browser.status == 403
