"""Every change of an entry is a version."""

from datetime import timedelta

from bot.store.entries import Entries
from bot.store.leases import Leases
from tests.fakes import ENTRIES, START, entry


async def test_entries_come_back_as_they_were_loaded(database, clock):
    assert await Entries(database).load(ENTRIES, "lan", clock()) == len(ENTRIES)
    found = {found.id: found for found, _ in await Entries(database).current()}
    assert found == {known.id: known for known in ENTRIES}


async def test_only_changed_entries_become_a_new_version(database, clock):
    await Entries(database).load(ENTRIES, "lan", clock())
    changed = entry("passport-online", "Làm hộ chiếu?", "Câu trả lời mới.")
    assert await Entries(database).load([*ENTRIES[:2], changed], "lan", clock()) == 1
    versions = {found.id: version for found, version in await Entries(database).current()}
    assert versions["passport-online"] == 2
    assert versions["idcard-lost"] == 1


async def test_each_process_tells_what_it_serves_until_it_ends_or_runs_out(database):
    served, soon, later = Entries(database).served, timedelta(seconds=1), timedelta(seconds=9)
    await served.tell("a", 1, START + soon)
    await served.tell("a", 2, START + later)
    await served.tell("b", 7, START + later)
    await served.tell("killed", 7, START + soon)
    assert await served.told(START) == {"a": 2, "b": 7, "killed": 7}
    await served.end("b", START + 2 * soon)
    assert await served.told(START) == {"a": 2}
    assert await served.told(START + 2 * later) == {}


async def test_a_lease_is_no_process_that_serves(database):
    entries = Entries(database)
    await Leases(database).take("intake telegram", "a", START, START + timedelta(seconds=9))
    await entries.served.end("a", START + timedelta(seconds=10))
    assert await entries.served.told(START) == {}
    assert await Leases(database).holder("intake telegram") == "a"
