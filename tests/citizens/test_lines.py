"""People write one question in several short lines: what we say waits, and is said once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channels.webchat.history import as_json
from bot.model import Incoming, MessageStatus
from bot.store.messages import Messages
from tests.fakes import SetClock
from tests.servers import BOTH
from tests.town import MAI, Town, texts, values

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)

FIRST, SECOND = "căn cước", "mất"  # together they are a variant of an entry


@pytest.fixture
async def town(database, clock) -> Town:
    """A town whose citizen has read the privacy notice and a greeting."""
    built = await Town.build(database, clock)
    await built.presses("start")
    return built


async def waiting(town: Town) -> list[str]:
    said = await Messages(town.database).history(MAI)
    return [one.reply.text for one in said if one.status is MessageStatus.waiting]


async def test_the_reply_to_a_first_line_waits_and_then_goes_out(town):
    assert await town.says(FIRST) == []
    assert len(await waiting(town)) == 1
    town.clock.pass_(timedelta(seconds=4))
    assert await town.heard() == []
    town.clock.pass_(timedelta(seconds=2))
    [reply] = await town.heard()
    assert "Mất căn cước thì làm lại thế nào?" in str(reply.reply.buttons) + reply.reply.text


async def test_lines_that_come_soon_are_answered_once(town):
    await town.says(FIRST)
    town.clock.pass_(timedelta(seconds=3))
    heard = await town.says(SECOND)
    town.clock.pass_(timedelta(minutes=1))
    heard += await town.heard()
    assert len(heard) == 1
    assert "làm lại căn cước ở Công an" in texts(heard)
    assert await waiting(town) == []


async def test_what_is_still_unsure_is_asked_once_and_not_said_to_be_asked_before(town):
    await town.says("thẻ căn cước")
    town.clock.pass_(timedelta(seconds=3))
    heard = await town.says("bị mất")
    town.clock.pass_(timedelta(minutes=1))
    heard += await town.heard()
    assert len(heard) == 1
    assert "ask:idcard-lost" in values(heard)


async def test_nobody_waits_longer_than_ten_seconds(town):
    heard = []
    for _ in range(4):
        heard += await town.says(FIRST)
        town.clock.pass_(timedelta(seconds=3))
    heard += await town.heard()
    assert len(heard) == 1


async def test_a_line_after_the_wait_is_a_question_of_its_own(town):
    await town.says(FIRST)
    town.clock.pass_(timedelta(seconds=30))
    assert len(await town.heard()) == 1
    assert "Cổng dịch vụ công" in texts(await town.says("làm hộ chiếu online"))


async def test_a_restart_in_between_loses_nothing(town, database, clock):
    await town.says(FIRST)
    again = await Town.build(database, clock)
    again.clock.pass_(timedelta(minutes=1))  # until the lease of who stopped is over
    assert len(await again.heard()) == 1


async def test_a_restart_between_two_lines_answers_them_once(town, database, clock):
    await town.says(FIRST)
    again = await Town.build(database, clock)
    again.clock.pass_(timedelta(seconds=2))
    heard = await again.says(SECOND, id="second")
    again.clock.pass_(timedelta(minutes=1))
    heard += await again.heard()
    assert len(heard) == 1
    assert "làm lại căn cước ở Công an" in texts(heard)


async def test_a_line_delivered_twice_is_held_once(town):
    line = Incoming("twice", MAI, town.clock(), text=FIRST)
    await town.reception.receive(line)
    await town.reception.receive(line)
    town.clock.pass_(timedelta(minutes=1))
    assert len(await town.heard()) == 1


async def test_both_lines_are_in_the_ticket_that_they_lead_to(town):
    await town.says("con trâu nhà tôi")
    town.clock.pass_(timedelta(seconds=3))
    await town.says("thẻ tai bị mất thì gọi ai")
    ticket = (await town.tickets.latest(MAI)) or await _sent(town)
    said = await Messages(town.database).of_ticket(ticket.id)
    assert {"con trâu nhà tôi", "thẻ tai bị mất thì gọi ai"} <= {one.reply.text for one in said}


async def _sent(town: Town):
    """What was only offered is sent to staff."""
    town.clock.pass_(timedelta(minutes=1))
    await town.heard()
    await town.presses("ticket")
    return await town.ticket()


async def test_a_button_pressed_meanwhile_takes_nothing_back(town):
    await town.says(FIRST)
    town.clock.pass_(timedelta(seconds=2))
    heard = await town.presses("topics")
    town.clock.pass_(timedelta(minutes=1))
    heard += await town.heard()
    heard += await town.heard()
    assert len(heard) == 2
    assert "Mất căn cước" in str([one.reply for one in heard])


async def test_the_page_does_not_show_early_what_still_waits(town, clock: SetClock):
    async def last() -> dict[str, object]:
        return as_json(await Messages(town.database).history(MAI), clock())[-1]

    await town.says(FIRST)
    assert (await last())["text"] == FIRST
    clock.pass_(timedelta(seconds=6))
    assert (await last())["from"] == "bot"
