"""HTTP to the Bot API: what went out, what did not, and never a token in an error."""

import traceback

import pytest
from telegram.error import InvalidToken, NetworkError, TimedOut

from bot.channels.telegram.transport import Flooded, NotConnected, Transport
from tests.fake_telegram import TOKEN, Fault


@pytest.fixture
async def transport():
    opened = Transport()
    yield opened
    await opened.shutdown()


def told(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))


async def test_an_answer_is_its_result(fake, transport):
    me = await transport.post(f"{fake.address}/bot{TOKEN}/getMe")
    assert me["is_bot"]


async def test_no_answer_in_time(fake, transport):
    with pytest.raises(TimedOut) as error:
        await transport.post(f"{fake.address}/bot{TOKEN}/getUpdates?timeout=9", read_timeout=0.05)
    assert TOKEN not in told(error.value)


async def test_no_connection(transport, unused_tcp_port):
    with pytest.raises(NotConnected) as error:
        await transport.post(f"http://127.0.0.1:{unused_tcp_port}/bot{TOKEN}/getMe")
    assert TOKEN not in told(error.value)


@pytest.mark.parametrize("address", ["http://", "nonsense", "http://a b/"])
async def test_an_address_that_is_none(transport, address):
    with pytest.raises(NetworkError) as error:
        await transport.post(f"{address}/bot{TOKEN}/getMe")
    assert TOKEN not in told(error.value)


async def test_a_connection_that_breaks(fake, transport):
    fake.fail("getMe", Fault(reset=True))
    with pytest.raises(NetworkError) as error:
        await transport.post(f"{fake.address}/bot{TOKEN}/getMe")
    assert not isinstance(error.value, NotConnected)
    assert TOKEN not in told(error.value)


async def test_a_redirect_is_not_followed_with_the_token(fake, transport):
    fake.fail("getMe", Fault(302))
    with pytest.raises(NetworkError):
        await transport.post(f"{fake.address}/bot{TOKEN}/getMe")


@pytest.mark.parametrize(("parameters", "seconds"), [({"retry_after": 12}, 12), ({}, 5)])
async def test_a_429_says_how_long_to_wait(fake, transport, parameters, seconds):
    fake.fail("getMe", Fault(429, "Too Many Requests", parameters))
    with pytest.raises(Flooded) as error:
        await transport.post(f"{fake.address}/bot{TOKEN}/getMe")
    assert error.value.seconds == seconds


async def test_a_token_that_is_refused(fake, transport):
    with pytest.raises(InvalidToken):
        await transport.post(f"{fake.address}/bot1:made-up/getMe")


async def test_it_opens_again_after_it_was_closed(fake, transport):
    await transport.post(f"{fake.address}/bot{TOKEN}/getMe")
    await transport.shutdown()
    assert await transport.post(f"{fake.address}/bot{TOKEN}/getMe")
