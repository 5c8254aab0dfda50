"""The office's own system, as a real server on loopback: right, slow, wrong, huge, gone."""

from __future__ import annotations

import asyncio
import gzip
import json
import types
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.lookups.dossiers import Dossiers, signature
from tests.fakes import SetClock
from tests.running import ROOT

SECRET = "a-secret-that-was-made-up"
CODE = "H05-123456-0001"
STATE = "Đang thẩm định, hẹn trả 12/12/2026"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Office:
    """What the office's system answers, and what it was asked."""

    answer: Handler
    asked: list[tuple[web.Request, bytes]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request, await request.read()))
        return await self.answer(request)


def says(body: object, status: int = 200) -> Handler:
    """Answers the same each time: bytes as they are, anything else as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=raw, status=status)

    return answer


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def office() -> Office:
    return Office(says({"state": STATE}))


@pytest.fixture
async def address(office) -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([web.post("/danhoi", office.take)])
    async with TestServer(app) as server:
        yield str(server.make_url("/danhoi"))


@pytest.fixture
async def dossiers(address, clock) -> AsyncIterator[Dossiers]:
    asking = Dossiers(address, SECRET, 0.5, clock)
    yield asking
    await asking.close()


async def test_the_state_is_told_in_one_line(dossiers, office):
    assert await dossiers(CODE) == STATE
    [(request, body)] = office.asked
    assert json.loads(body) == {"code": CODE}
    assert request.content_type == "application/json"


async def test_what_is_asked_is_signed_with_the_time(dossiers, office, clock):
    await dossiers(CODE)
    [(request, body)] = office.asked
    stamp = request.headers["X-Danhoi-Timestamp"]
    assert abs(int(stamp) - clock.at.timestamp()) < 2
    assert request.headers["X-Danhoi-Signature"] == signature(SECRET.encode(), stamp, body)


def test_the_signature_is_hmac_sha256_over_time_stop_body():
    # By openssl: printf '1795399200.{"code": "H05"}' | openssl dgst -sha256 -hmac secret
    right = "0c51957e1710960aa9ae9571e2d2ff1bac7b7aac8dd88ecb3f5c5ef77331c906"
    assert signature(b"secret", "1795399200", b'{"code": "H05"}') == right


async def test_an_unknown_dossier_is_no_fault(dossiers, office):
    office.answer = says(b"not found", 404)
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    assert lines == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says({"state": STATE}, 500), "status 500"),
        (says({"state": STATE}, 201), "status 201"),
        (says(b"\xff\xfe"), "no JSON"),
        (says(b""), "no JSON"),
        (says(b"[" * 4000), "no JSON"),
        (says(gzip.compress(b'{"state": "x"}')), "no JSON"),
        (says([STATE]), "no state in one line"),
        (says({"status": STATE}), "no state in one line"),
        (says({"state": 5}), "no state in one line"),
        (says({"state": "  "}), "no state in one line"),
        (says({"state": "one\ntwo"}), "no state in one line"),
        (says({"state": "x" * 201}), "a state of more than 200 characters"),
        (says({"state": "to the \u202eleft"}), "a state with control characters"),
        (says({"state": "half \ud800"}), "a state with control characters"),
        (says(b'{"state": "x", "y": "' + b"z" * 5000 + b'"}'), "more than 4096 bytes"),
    ],
)
async def test_what_is_no_state_is_no_answer_and_is_logged_without_the_code(
    dossiers, office, answer, why
):
    office.answer = answer
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    assert [line["why"] for line in lines] == [why]
    assert CODE not in str(lines)
    assert "secret" not in str(lines)


async def test_spaces_become_one_and_200_characters_are_enough(dossiers, office):
    office.answer = says({"state": f" {'x' * 100}\u00a0 {'y' * 99} \n"})
    assert await dossiers(CODE) == f"{'x' * 100} {'y' * 99}"


async def test_a_slow_system_is_waited_for_no_longer_than_was_set(dossiers, office):
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.8)
        return web.Response()

    office.answer = slow
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    assert [line["why"] for line in lines] == ["TimeoutError"]


async def test_an_answer_that_trickles_is_not_waited_for_either(dossiers, office):
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(8):
            await response.write(b" ")
            await asyncio.sleep(0.1)
        return response

    office.answer = trickle
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    assert [line["why"] for line in lines] == ["TimeoutError"]


async def test_an_endless_answer_is_left_at_the_limit(dossiers, office):
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(1000):
            await response.write(b" " * 1024)
        return response

    office.answer = endless
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    assert [line["why"] for line in lines] == ["more than 4096 bytes"]


async def test_nobody_there_is_no_answer(clock, unused_tcp_port):
    dossiers = Dossiers(f"http://127.0.0.1:{unused_tcp_port}/danhoi", SECRET, 0.5, clock)
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    await dossiers.close()
    assert [line["why"] for line in lines] == ["ClientConnectorError"]


async def test_the_code_is_taken_nowhere_else(dossiers, office):
    async def elsewhere(request: web.Request) -> web.StreamResponse:
        raise web.HTTPTemporaryRedirect("/danhoi?again")

    office.answer = elsewhere
    with capture_logs() as lines:
        assert await dossiers(CODE) is None
    assert (len(office.asked), lines[0]["why"]) == (1, "status 307")


async def test_a_minute_long_nothing_is_asked_twice(dossiers, office, clock):
    assert [await dossiers(CODE), await dossiers(CODE)] == [STATE, STATE]
    assert len(office.asked) == 1
    clock.pass_(timedelta(seconds=61))
    office.answer = says({"state": "Đã trả"})
    assert await dossiers(CODE) == "Đã trả"
    assert len(office.asked) == 2


async def test_also_that_it_is_unknown_is_remembered_but_no_failure(dossiers, office):
    office.answer = says(b"", 404)
    assert [await dossiers(CODE), await dossiers(CODE)] == [None, None]
    assert len(office.asked) == 1
    office.answer = says(b"", 503)
    assert await dossiers("H05-1-2") is None
    office.answer = says({"state": STATE})
    assert await dossiers("H05-1-2") == STATE


async def test_no_more_than_256_are_remembered_the_oldest_go(dossiers, office):
    for number in range(257):
        await dossiers(f"H05-{number}")
    await dossiers("H05-256")
    assert len(office.asked) == 257
    await dossiers("H05-0")
    assert len(office.asked) == 258


async def test_five_at_once_are_enough(dossiers, office):
    now, most = 0, 0

    async def counted(request: web.Request) -> web.StreamResponse:
        nonlocal now, most
        now += 1
        most = max(now, most)
        await asyncio.sleep(0.02)
        now -= 1
        return web.json_response({"state": STATE})

    office.answer = counted
    told = await asyncio.gather(*(dossiers(f"H05-{number}") for number in range(12)))
    assert (most, set(told)) == (5, {STATE})


async def test_the_server_on_the_page_understands_what_is_asked(monkeypatch):
    monkeypatch.setenv("DOSSIERS_SECRET", SECRET)
    page = (ROOT / "docs" / "dossiers.md").read_text("utf-8")
    example = types.ModuleType("example")
    exec(page.partition("```python\n")[2].partition("```")[0], example.__dict__)
    clock = SetClock(datetime.now(UTC))
    async with TestServer(example.app) as server:
        url = str(server.make_url("/danhoi"))
        for secret, code, state in (
            (SECRET, CODE, STATE),
            (SECRET, "H05-unknown", None),
            ("another", CODE, None),
        ):
            asking = Dossiers(url, secret, 2, clock)
            assert await asking(code) == state
            await asking.close()
