"""Files that citizens and staff send."""

from io import BytesIO

import pytest
from PIL import Image

from bot.model import Incoming, Kind
from tests.channels.telegram.conftest import GROUP, MAI
from tests.fake_telegram import Fault


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


async def test_a_photo_comes_with_its_content(rig):
    await rig.fake.photo(MAI, jpeg(), "ổ gà")
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert (incoming.kind, incoming.text, incoming.too_large) == (Kind.photo, "ổ gà", False)
    assert Image.open(BytesIO(incoming.attachment.content)).size == (40, 30)
    assert incoming.attachment.mime == "image/jpeg"


@pytest.mark.parametrize(
    ("field", "mime", "content"),
    [
        ("voice", "audio/ogg", b"OggS voice"),
        ("document", "application/pdf", b"%PDF-1.7 form"),
        ("audio", "audio/mpeg", b"ID3 song"),
    ],
)
async def test_voice_and_forms_come_as_they_are(rig, field, mime, content):
    described = {**rig.fake.file(content), "mime_type": mime, "duration": 3}
    rig.fake.post(MAI, {field: described})
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert (incoming.attachment.mime, incoming.attachment.content) == (mime, content)


@pytest.mark.parametrize(
    ("mime", "content"),
    [
        ("application/zip", b"PK"),
        ("application/pdf", b"MZ in disguise"),
        ("image/png", b"no picture"),
        ("application/pdf", b"%PDF-" + b" " * (5 * 1024 * 1024)),
    ],
)
async def test_what_we_do_not_take_is_said_to_be_so(rig, mime, content):
    rig.fake.post(MAI, {"document": {**rig.fake.file(content), "mime_type": mime}})
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert (incoming.attachment, incoming.too_large) == (None, True)


async def test_a_file_that_fails_for_a_moment_is_fetched_again(rig):
    rig.fake.fail("getFile", Fault(500), Fault(429, "Too Many Requests", {"retry_after": 1}))
    await rig.fake.photo(MAI, jpeg())
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert incoming.attachment is not None


async def test_a_file_that_cannot_be_fetched_does_not_hold_the_message_back(rig):
    rig.fake.fail("getFile", *[Fault(500)] * 5)
    await rig.fake.photo(MAI, jpeg(), "ổ gà")
    async with rig.running():
        [incoming] = await rig.core.has(1)
    assert isinstance(incoming, Incoming)
    assert (incoming.text, incoming.attachment) == ("ổ gà", None)


async def test_a_photo_of_staff_is_taken_too(rig):
    rig.fake.group(GROUP)
    await rig.fake.photo(GROUP, jpeg(), "Mẫu đơn", author=77)
    async with rig.running():
        [post] = await rig.core.has(1)
    assert (post.text, post.attachment.mime) == ("Mẫu đơn", "image/jpeg")


async def test_a_staff_answer_says_that_its_file_is_not_taken(rig):
    rig.fake.group(GROUP)
    rig.fake.post(GROUP, {"caption": "xem tệp", "document": rig.fake.file(b"PK")}, author=77)
    async with rig.running():
        [post] = await rig.core.has(1)
    assert (post.too_large, post.attachment) == (True, None)
