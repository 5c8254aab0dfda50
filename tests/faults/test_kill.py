"""A short run of the kill test, whose long one is a command of its own."""

from tests.faults.kill import run
from tests.faults.scene import Load

LOAD = Load(rate=3, seconds=1, tickets=0.5, patience=0)


async def test_nothing_is_lost_when_danhoi_is_killed_while_it_sends(address, tmp_path):
    done = await run(address, 1, tmp_path, LOAD, ["sending"])
    assert len(done.kills.at) == 1
    assert done.scene.stored.wrong == {}
    assert not done.scene.verdict.is_broken
    assert done.kept
