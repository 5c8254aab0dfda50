"""What a page may post, and what becomes of it."""

from __future__ import annotations

import asyncio
import json
from threading import Lock

import pytest
from aiohttp import ClientResponse
from PIL import Image
from structlog.testing import capture_logs

from bot.channels.webchat.posted import LARGEST_PHOTO
from bot.model import Incoming, Kind, Place
from bot.privacy.photo import clean
from tests.channels.webchat.site import Site, a_photo


async def refused(response: ClientResponse, status: int, field: str | None = None) -> None:
    assert response.status == status
    answer = await response.json()
    assert answer["error"]
    assert answer.get("field") == field


async def test_a_message_is_received_with_the_page_s_own_id(site: Site) -> None:
    response = await site.says("mất căn cước", id="Abc_-123")
    assert (response.status, await response.json()) == (200, {"received": True})
    [incoming] = site.core.received
    assert incoming.id == f"{incoming.sender.person}:Abc_-123"
    assert (incoming.sender.channel, incoming.text, incoming.kind) == (
        "web", "mất căn cước", Kind.text,
    )  # fmt: skip


async def test_a_repeated_message_has_the_same_id(site: Site) -> None:
    await site.says()
    await site.says()
    first, second = site.core.received
    assert first.id == second.id


async def test_a_pressed_button_brings_its_value_and_its_label(site: Site) -> None:
    await site.post({"id": "message-1", "choice": "cat:ho-tich", "text": "Hộ tịch"})
    assert (site.core.received[0].choice, site.core.received[0].text) == ("cat:ho-tich", "Hộ tịch")


async def test_a_place_is_received(site: Site) -> None:
    await site.post({"id": "message-1", "place": {"latitude": 21.18, "longitude": 106.07}})
    assert site.core.received[0].place == Place(21.18, 106.07)
    assert site.core.received[0].kind is Kind.place


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "xin chào"}, "id"),
        ({"id": "short", "text": "a"}, "id"),
        ({"id": "x" * 65, "text": "a"}, "id"),
        ({"id": "message 1", "text": "a"}, "id"),
        ({"id": "message-1\n", "text": "a"}, "id"),
        ({"id": 12345678, "text": "a"}, "id"),
        ({"id": "message-1"}, "text"),
        ({"id": "message-1", "text": " \n "}, "text"),
        ({"id": "message-1", "text": "a" * 4097}, "text"),
        ({"id": "message-1", "text": ["a"]}, "text"),
        ({"id": "message-1", "choice": "c" * 65}, "choice"),
        ({"id": "message-1", "choice": ""}, "choice"),
        ({"id": "message-1", "choice": "có"}, "choice"),
        ({"id": "message-1", "text": "a", "admin": True}, "admin"),
        ({"id": "message-1", "place": {"latitude": 91, "longitude": 0}}, "place.latitude"),
        ({"id": "message-1", "place": {"latitude": 0, "longitude": "1"}}, "place.longitude"),
        ({"id": "message-1", "place": {"latitude": 0}}, "place.longitude"),
        (["message-1"], "body"),
    ],
)
async def test_a_wrong_field_is_named(site: Site, body: object, field: str) -> None:
    await refused(await site.post(body), 400, field)
    assert site.core.received == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 60_000,
        b"NaN",
        b"null",
    ],
)
async def test_malformed_json_is_refused(site: Site, body: bytes) -> None:
    await refused(await site.post_raw(body), 400, "body")
    assert site.core.received == []


async def test_a_place_beyond_numbers_is_refused(site: Site) -> None:
    body = b'{"id": "message-1", "place": {"latitude": NaN, "longitude": 1e999}}'
    assert (await site.post_raw(body)).status == 400


@pytest.mark.parametrize("type", ["text/plain", "application/x-www-form-urlencoded", "image/png"])
async def test_another_type_is_refused(site: Site, type: str) -> None:
    await refused(await site.post_raw(b'{"id": "message-1", "text": "a"}', type), 415)


async def test_an_oversized_body_is_refused(site: Site) -> None:
    await refused(await site.post({"id": "message-1", "text": "a" * 70_000}), 413)


async def test_an_oversized_body_of_unsaid_length_is_refused(site: Site) -> None:
    async def endless() -> object:
        for _ in range(100):
            yield b" " * 1024

    headers = site.own | {"Content-Type": "application/json"}
    response = await site.client.post("/chat/messages", data=endless(), headers=headers)
    await refused(response, 413)


async def test_a_photo_is_received_clean(site: Site) -> None:
    response = await site.post_form(id="message-1", text="ổ gà", photo=a_photo())
    assert response.status == 200
    [incoming] = site.core.received
    assert (incoming.kind, incoming.text) == (Kind.photo, "ổ gà")
    assert incoming.attachment is not None
    assert incoming.attachment.mime == "image/jpeg"
    assert incoming.attachment.content.startswith(b"\xff\xd8")


async def test_a_photo_needs_no_words(site: Site) -> None:
    assert (await site.post_form(id="message-1", photo=a_photo())).status == 200


async def test_another_file_is_no_photo(site: Site) -> None:
    await refused(await site.post_form(id="message-1", photo=b"%PDF-1.7"), 400, "photo")
    assert site.core.received == []


async def test_an_oversized_photo_is_refused(site: Site) -> None:
    photo = b"\xff\xd8" + bytes(LARGEST_PHOTO)
    await refused(await site.post_form(id="message-1", photo=photo), 413)
    await refused(await site.post_form(id="message-1", photo=photo + bytes(100_000)), 413)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"id": "message-1", "text": "a"}, "photo"),
        ({"id": "message-1", "photo": "words"}, "photo"),
        ({"photo": b"x"}, "id"),
        ({"id": "message-1", "photo": b"x", "choice": "start"}, "choice"),
        ({"id": "message-1", "photo": b"x", "text": b"file"}, "text"),
    ],
)
async def test_a_wrong_form_is_refused(
    site: Site, fields: dict[str, str | bytes], field: str
) -> None:
    await refused(await site.post_form(**fields), 400, field)


PART = b'Content-Disposition: form-data; name="id"\r\n\r\nabc'
NESTED = b"Content-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n"


@pytest.mark.parametrize(
    ("body", "boundary"),
    [
        (b"", "; boundary=x"),
        (b"nothing of the kind", "; boundary=x"),
        (b"--x\r\n\r\n\r\n--x--", ""),
        (b"--x\r\n" + PART, "; boundary=x"),
        (b"--x\r\n" + NESTED, "; boundary=x"),
        (b"--x\r\nno header\r\n\r\nabc\r\n--x--", "; boundary=x"),
        (b"--x\r\n" + b"X: " + b"y" * 100_000, "; boundary=x"),
    ],
)
async def test_a_malformed_form_is_refused(site: Site, body: bytes, boundary: str) -> None:
    response = await site.post_raw(body, "multipart/form-data" + boundary)
    assert response.status == 400
    assert "error" in await response.json()
    assert site.core.received == []


async def test_a_bomb_is_refused(site: Site) -> None:
    bomb = a_photo((10, 10)).replace(
        (10).to_bytes(4, "big") * 2,
        Image.MAX_IMAGE_PIXELS.to_bytes(4, "big") * 2,  # type: ignore[union-attr]
    )
    await refused(await site.post_form(id="message-1", photo=bomb), 400, "photo")


async def test_when_the_store_fails_the_page_is_asked_to_repeat(site: Site) -> None:
    site.core.broken = True
    response = await site.says()
    assert response.status == 503
    assert int(response.headers["Retry-After"]) > 0
    site.core.broken = False
    assert (await site.says()).status == 200


async def test_refusals_are_json(site: Site) -> None:
    response = await site.post_raw(b"{")
    assert response.content_type == "application/json"
    assert json.loads(await response.text())["error"] == "wrong"


@pytest.mark.parametrize(
    "header", ["Content-Type: text/plain; charset=none", "Content-Transfer-Encoding: none"]
)
async def test_a_form_in_an_unknown_encoding_is_refused(site: Site, header: str) -> None:
    part = f'--B\r\nContent-Disposition: form-data; name="id"\r\n{header}\r\n\r\nmessage-1\r\n--B--'
    type = "multipart/form-data; boundary=B"
    await refused(await site.post_raw(part.encode(), type), 400, "body")


async def test_a_body_that_is_not_compressed_as_said_is_refused(site: Site) -> None:
    headers = site.own | {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    response = await site.client.post("/chat/messages", data=b"no gzip", headers=headers)
    await refused(response, 400, "body")


async def test_a_fault_is_answered_and_logged_without_the_visitor_s_address(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(incoming: Incoming) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(site.chat, "_receive", fail)
    with capture_logs() as logged:
        response = await site.says()
    assert (response.status, (await response.json())["error"]) == (500, "busy")
    assert [line["event"] for line in logged] == ["web chat failed"]
    assert "127.0.0.1" not in str(logged) + caplog.text


async def test_photos_are_decoded_one_after_another(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone: list[bool] = []
    busy = Lock()

    def watched(photo: bytes) -> bytes:
        alone.append(busy.acquire(blocking=False))
        jpeg = clean(photo)
        if alone[-1]:
            busy.release()
        return jpeg

    monkeypatch.setattr("bot.channels.webchat.chat.clean", watched)
    await site.says()
    await asyncio.gather(
        *(site.post_form(id=f"photo-{n:03}", photo=a_photo((900, 900))) for n in range(6))
    )
    assert alone == [True] * 6


@pytest.mark.parametrize(
    "body",
    [
        rb'{"id": "message-1", "text": "a\ud83db"}',
        b'{"id": "message-1", "text": "a\xed\xa0\xbdb"}',
        rb'{"id": "message-1", "text": "a\u0000b"}',
    ],
    ids=["half a letter", "its bytes", "NUL"],
)
async def test_broken_letters_are_replaced_and_the_message_is_taken(
    site: Site, body: bytes
) -> None:
    assert (await site.post_raw(body)).status == 200
    assert site.core.received[0].text.strip("\N{REPLACEMENT CHARACTER}ab") == ""
