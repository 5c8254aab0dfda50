"""All that one message leads to bears one id, in the log and in the store."""

from __future__ import annotations

import asyncio

import pytest
import structlog
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.testing import LogCapture

from bot.errors import Unreached
from bot.telemetry.turns import current_turn, one_turn
from tests.console.site import a_site
from tests.servers import BOTH
from tests.town import Town


@pytest.fixture
def logged():
    """What is logged, with the marks around it."""
    capture = LogCapture()
    kept = structlog.get_config()
    structlog.configure(processors=[merge_contextvars, capture], cache_logger_on_first_use=False)
    yield capture.entries
    structlog.configure(**kept)


def turns(entries, event: str) -> list[str | None]:
    return [entry.get("turn") for entry in entries if entry["event"] == event]


@pytest.mark.parametrize("address", BOTH, indirect=True)
async def test_reception_and_courier_log_a_message_under_one_id(database, clock, logged):
    town = await Town.build(database, clock)
    town.web.errors.append(Unreached("refused"))
    await town.says("nhà tôi có con trâu bị ốm")
    await town.deliver()
    [turn] = turns(logged, "turn")
    assert turn is not None
    assert turns(logged, "not sent") == [turn]
    assert set(turns(logged, "sent")) == {turn}  # the reply, and the card in the staff's group
    rows = await database.rows("SELECT DISTINCT turn FROM message")
    assert [row["turn"] for row in rows] == [turn]
    assert get_contextvars() == {}


async def test_each_message_has_its_own(database, clock, logged):
    town = await Town.build(database, clock)
    for text in ("làm hộ chiếu online", "nhà tôi có con trâu bị ốm"):
        await town.says(text)
    first, second = turns(logged, "turn")
    assert first != second


async def test_an_answer_is_followed_from_the_console_to_the_courier(database, clock, logged):
    town = await Town.build(database, clock)
    await town.says("nhà tôi có con trâu bị ốm")
    ticket = await town.ticket()
    async with a_site(database, clock) as site:
        lan = await site.staff("Lan")
        await lan.get(f"/console/tickets/{ticket.id}")
        fields = {"text": "Anh/chị gọi thú y xã.", "once": "only-once-1"}
        await lan.submit(f"/console/tickets/{ticket.id}/answer", **fields)
    await town.deliver()
    [acted] = turns(logged, "ticket")
    assert acted not in (None, *turns(logged, "turn"))
    assert acted in turns(logged, "sent")
    rows = await database.rows("SELECT turn FROM message WHERE author LIKE 'staff:%'")
    assert rows == [{"turn": acted}]


async def test_turns_side_by_side_do_not_mix():
    seen = []

    async def take() -> None:
        with one_turn():
            outer = current_turn()
            await asyncio.sleep(0)
            with one_turn():
                assert current_turn() == outer
            seen.append(await asyncio.to_thread(current_turn))
            assert seen[-1] == outer

    await asyncio.gather(*(take() for _ in range(10)))
    assert len(set(seen)) == 10
    assert current_turn() is None
