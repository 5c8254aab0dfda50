"""The webhook trusts nothing and confirms only what was taken."""

import json
from io import BytesIO

import pytest
from aiohttp import ClientSession, web

from bot.errors import StoreError
from tests.channels.telegram.conftest import MAI, SECRET, Rig, channel
from tests.fake_telegram import Fault

HEADER = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@pytest.fixture
async def hooked(rig):
    """The channel with its webhook on a server of ours, at `rig.address`."""
    app = web.Application()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    routes = channel(rig.fake, rig.core, rig.naps, public_url="http://127.0.0.1")
    app.add_routes(routes.routes())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    telegram = channel(rig.fake, rig.core, rig.naps, public_url=address)
    yield Rig(rig.fake, rig.core, rig.naps, telegram), f"{address}/telegram/webhook"
    await rig.fake.updates.close()
    await runner.cleanup()
    await routes.close()
    await telegram.close()


async def post(address: str, body: object, headers: dict[str, str] = HEADER) -> int:
    async with (
        ClientSession() as session,
        session.post(address, data=body, headers=headers) as response,
    ):
        return response.status


async def test_telegram_delivers_to_the_webhook(hooked):
    rig, address = hooked
    await rig.telegram.run()
    assert rig.fake.updates.hook.url == address
    await rig.fake.say(MAI, "a")
    [incoming] = await rig.core.has(1)
    assert incoming.text == "a"


async def test_the_webhook_is_set_though_the_first_tries_fail(hooked):
    rig, address = hooked
    rig.fake.fail("setWebhook", Fault(429, "Too Many Requests", {"retry_after": 1}), Fault(500))
    await rig.telegram.run()
    assert rig.fake.updates.hook.url == address
    assert len(rig.naps.seconds) == 2


async def test_what_the_store_did_not_keep_is_delivered_again(hooked):
    rig, _ = hooked
    await rig.telegram.run()
    rig.core.errors.append(StoreError("disk"))
    await rig.fake.say(MAI, "a")
    await rig.core.has(1)
    assert rig.fake.updates.statuses[0] == 503


async def test_an_update_is_taken_with_200(hooked, updates):
    rig, address = hooked
    assert await post(address, json.dumps(updates["text"]).encode()) == 200
    assert len(rig.core.received) == 1


@pytest.mark.parametrize("secret", ["", "sai", "bí mật", SECRET + "x"])
async def test_without_the_secret_nothing_is_taken(hooked, updates, secret):
    rig, address = hooked
    header = dict.fromkeys(HEADER, secret) if secret else {}
    assert await post(address, json.dumps(updates["text"]).encode(), header) == 403
    assert rig.core.received == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"a"', b"{}", b'{"update_id": "x"}', b"\xff", b"[" * 100_000]
)
async def test_what_is_no_update_is_refused(hooked, body):
    rig, address = hooked
    assert await post(address, body) == 400
    assert rig.core.received == []


async def test_a_body_over_a_mebibyte_is_refused(hooked):
    _, address = hooked
    assert await post(address, BytesIO(b" " * (1024 * 1024 + 1))) == 413


async def test_a_body_of_unsaid_length_is_refused_when_it_grows_too_long(hooked):
    _, address = hooked

    async def endless():
        for _ in range(20):
            yield b" " * 65536

    assert await post(address, endless()) == 413


async def test_an_update_of_an_unknown_form_is_not_asked_for_again(hooked):
    rig, address = hooked
    assert await post(address, b'{"update_id": 1, "message": {"message_id": 5}}') == 200
    assert await post(address, b'{"update_id": 2, "something_new": {}}') == 200
    [unread] = rig.core.received
    assert json.loads(unread.raw)["update_id"] == 1


def test_without_a_public_address_there_is_no_route(rig):
    assert rig.telegram.routes() == []
