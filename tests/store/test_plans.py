"""No statement of daily work reads a whole table."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import Blocked, PersonMoved, Unreached
from bot.model import Address
from bot.operations.health import health_routes
from bot.store.cards import Cards
from bot.store.database import Database, Row, Statement, Value, statement
from bot.store.opening import on_server
from bot.store.outbox import Outbox
from bot.store.retention import Retention
from bot.telemetry.metrics import Metrics
from tests.console.site import a_site
from tests.fakes import START, SetClock
from tests.store import crowd
from tests.store.plans import plans
from tests.town import LAN, Town


class Recorder:
    """Passes everything on and keeps one example of each text."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.heard: dict[str, Statement] = {}

    async def rows(self, sql: str, **args: Value) -> list[Row]:
        self.heard.setdefault(sql, statement(sql, **args))
        return await self._database.rows(sql, **args)

    async def run(self, *statements: Statement) -> list[list[Row]]:
        for each in statements:
            self.heard.setdefault(each.sql, each)
        return await self._database.run(*statements)

    async def close(self) -> None:
        await self._database.close()


async def citizens_ask(town: Town) -> None:
    """Turns of every kind, the courier's rounds after them, and what staff do in their group."""
    await town.says("làm hộ chiếu online")
    await town.presses("yes:passport-online")
    await town.says("nhà tôi có con trâu bị ốm")
    await town.sends_photo("nó đây")
    await town.presses("status")
    await town.says("bao giờ trả lời tôi")
    ticket = await town.ticket()
    card = await Cards(town.database).of(ticket.id)
    assert card is not None
    await town.posts(choice=f"claim:{ticket.code}")
    await town.posts("Gọi thú y.", replied_to=card.message)
    await town.says("còn con bò nữa, nó cũng ốm")
    await town.desk.close(await town.ticket(), LAN)
    await town.presses(f"reopen:{ticket.code}")
    await town.desk.answer(await town.ticket(), LAN, "Gọi thú y lần nữa.")
    await town.presses(f"rate:{ticket.code}:5")


async def citizens_write_in_lines(town: Town) -> None:
    """A reply waits whether more lines come, and is taken back when they do."""
    nam = replace(town, mai=Address("web", "nam"))
    await nam.says("thẻ căn cước", id="n1")
    await nam.says("bị mất rồi", id="n2")


async def platforms_fail(town: Town) -> None:
    for error in (Unreached("refused"), Blocked("blocked"), PersonMoved("-1002")):
        town.web.errors.append(error)
        await town.says("làm hộ chiếu online")
    await Outbox(town.database).recover("web")


async def staff_work(database: Database, clock: SetClock) -> None:
    async with a_site(database, clock) as site:
        ticket = await site.ticket()
        lan = await site.staff("Lan")
        await lan.get(f"/console/?code={ticket.code}")
        for tab in ("waiting", "mine", "open", "answered", "closed"):
            await lan.get(f"/console/?tab={tab}")
        for action in ("claim", "release", "claim", "answer", "close", "reopen"):
            await lan.get(f"/console/tickets/{ticket.id}")
            await lan.submit(f"/console/tickets/{ticket.id}/{action}", text="Vâng ạ.")
            assert lan.status == 200, action
        boss = await site.staff("Bình", "admin")
        await boss.get("/console/aside")
        await lan.submit("/console/logout")


async def machines_ask(database: Database, clock: SetClock) -> None:
    for route in health_routes(database, Metrics(), clock):
        await route.handler(None)


async def tidying_forgets(database: Database) -> None:
    retention = Retention(database)
    await retention.forget_done(START, 500)
    await retention.old_cards("", START, 500)
    await retention.forget_cards("0m", "0m2")
    await retention.forget_ended(START)


async def test_no_statement_of_daily_work_reads_a_whole_table(database, address, clock):
    recorder = Recorder(database)
    town = await Town.build(recorder, clock)
    recorder.heard.clear()
    await citizens_ask(town)
    await citizens_write_in_lines(town)
    await platforms_fail(town)
    await staff_work(recorder, clock)
    await machines_ask(recorder, clock)
    await tidying_forgets(recorder)
    assert len(recorder.heard) > 50
    every = " ".join(recorder.heard)
    for daily in ("INTO unanswered", "entry IS NOT NULL", "urgent > :urgent", "AND tries = 0"):
        assert daily in every
    await crowd.fill(database)
    if not on_server(address):  # nobody analyses a file but who copies it
        assert faults(address, recorder) == {}
    for analysed in (crowd.analysed, crowd.analysed_in_a_quiet_hour):
        await analysed(database)
        assert faults(address, recorder) == {}, analysed


def faults(address: str, recorder: Recorder) -> dict[str, list[str]]:
    with plans(address) as opened:
        found = {sql: list(opened.faults(sql, each.args)) for sql, each in recorder.heard.items()}
    return {sql: what for sql, what in found.items() if what}
