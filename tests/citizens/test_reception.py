"""The reception: one turn a message, whatever happens beside it."""

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.errors import StoreError
from bot.model import Address, Incoming
from bot.store.database import statement
from tests.town import LAN, MAI, Town, texts


async def test_a_message_delivered_at_once_twice_has_one_turn(town):
    incoming = Incoming("m1", MAI, town.clock(), text="làm hộ chiếu online")
    await asyncio.gather(*(town.reception.receive(incoming) for _ in range(5)))
    rows = await town.database.rows("SELECT id FROM message WHERE status = 'received'")
    assert len(rows) == 1


async def test_messages_of_one_person_at_once_are_all_recorded_and_make_one_ticket(town):
    said = [
        Incoming(f"m{n}", MAI, town.clock(), text=f"nhà tôi có con trâu ốm {n}") for n in range(5)
    ]
    await asyncio.gather(*map(town.reception.receive, said))
    assert len(await town.waiting()) == 1
    rows = await town.database.rows("SELECT ticket FROM message WHERE status = 'received'")
    assert [row["ticket"] for row in rows] == [(await town.ticket()).id] * 5


async def test_a_fault_in_a_turn_is_an_apology_and_a_ticket(town, caplog):
    class Broken:
        sure, likely = 0.9, 0.5

        def search_all(self, texts: list[str], limit: int = 3) -> list[object]:
            raise RuntimeError("a bug")

    library = town.library
    knowledge = library.knowledge
    object.__setattr__(knowledge, "faq", Broken())
    heard = await town.says("làm hộ chiếu online")
    assert "hệ thống vừa gặp lỗi" in texts(heard)
    assert (await town.ticket()).question == "làm hộ chiếu online"


async def test_a_dead_database_asks_for_redelivery_and_loses_nothing(town, tmp_path):
    await town.database.run(statement("PRAGMA busy_timeout = 50"))
    rival = sqlite3.connect(tmp_path / "danhoi.db", isolation_level=None)
    rival.execute("BEGIN IMMEDIATE")
    incoming = Incoming("m1", MAI, town.clock(), text="làm hộ chiếu online")
    with pytest.raises(StoreError):
        await town.reception.receive(incoming)
    rival.execute("ROLLBACK")
    rival.close()
    await town.reception.receive(incoming)
    assert "Cổng dịch vụ công" in texts(await town.heard())


async def test_every_answer_names_the_version_of_its_entry(town):
    await town.says("làm hộ chiếu online")
    rows = await town.database.rows("SELECT entry FROM message WHERE entry IS NOT NULL")
    assert [row["entry"] for row in rows] == ["passport-online@1"]


async def test_a_rating_is_kept_with_the_version_it_judges(town):
    await town.says("làm hộ chiếu online")
    await town.presses("yes:passport-online")
    [row] = await town.database.rows("SELECT entry, helpful FROM rating")
    assert row == {"entry": "passport-online@1", "helpful": True}


async def answered_after(town: Town, times: Sequence[timedelta]) -> None:
    """So many strangers asked one after the other, and staff took so long for each."""
    for n, time in enumerate(times):
        stranger = Address("web", f"p{n}")
        asks = Incoming(f"q{n}", stranger, town.clock(), text="nhà tôi có con trâu bị ốm")
        await town.reception.receive(asks)
        found = await town.tickets.latest(stranger)
        assert found is not None
        town.clock.pass_(time)
        await town.desk.answer(found, LAN, "Gọi thú y.")
    await town.heard()


async def test_a_wait_is_told_as_three_of_four_had_it_rounded_up(town):
    await answered_after(town, [timedelta(minutes=10)] * 3 + [timedelta(minutes=20)] * 5)
    heard = texts(await town.says("nhà tôi có con trâu bị ốm"))
    assert "trả lời trong vòng 30 phút làm việc" in heard


async def test_nothing_is_promised_from_too_few_answers(town):
    await answered_after(town, [timedelta(minutes=20)] * 7)
    heard = texts(await town.says("nhà tôi có con trâu bị ốm"))
    assert "trong vòng" not in heard
    assert "chưa đủ số liệu" in heard


async def test_nothing_is_promised_while_most_still_wait(town):
    await answered_after(town, [timedelta(minutes=5)] * 8)
    for n in range(9):
        waits = Address("web", f"w{n}")
        asks = Incoming(f"w{n}", waits, town.clock(), text="nhà tôi có con trâu bị ốm")
        await town.reception.receive(asks)
    await town.heard()
    heard = texts(await town.says("nhà tôi có con trâu bị ốm"))
    assert "trong vòng" not in heard
    assert "9" in heard  # so many are before her


async def test_out_of_hours_it_is_said_when_the_desk_opens(town):
    town.clock.pass_(timedelta(hours=10))  # 19:00 of a Monday in Vietnam
    heard = texts(await town.says("nhà tôi có con trâu bị ốm"))
    assert "7:30 ngày mai" in heard


async def test_a_stranger_learns_only_the_state_of_a_ticket(town):
    await town.says("nhà tôi có con trâu bị ốm")
    code = (await town.ticket()).code
    stranger = Address("web", "stranger")
    await town.reception.receive(Incoming("s1", stranger, town.clock(), text=f"mã {code.lower()}"))
    heard = texts(await town.heard())
    assert "đang chờ cán bộ tiếp nhận" in heard
    assert "trâu" not in heard


@pytest.mark.parametrize("choice", ["rate:{code}:5", "reopen:{code}"])
async def test_a_stranger_cannot_rate_or_reopen_a_ticket(town: Town, choice: str):
    await town.says("nhà tôi có con trâu bị ốm")
    code = (await town.ticket()).code
    stranger = Address("web", "stranger")
    pressed = choice.format(code=code)
    await town.reception.receive(Incoming("s1", stranger, town.clock(), choice=pressed))
    ticket = await town.ticket()
    assert (ticket.stars, ticket.status) == (None, "waiting")
