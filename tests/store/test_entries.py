"""Every change of an entry is a version."""

from bot.store.entries import Entries
from tests.fakes import ENTRIES, entry


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
