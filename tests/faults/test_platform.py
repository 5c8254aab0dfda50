"""A short run over a platform on a bad day, whose long one is a command of its own."""

from tests.faults.platform import run
from tests.faults.scene import Load

LOAD = Load(rate=20, seconds=1, tickets=0.5, by_webhook=True, patience=0)


async def test_nothing_is_lost_on_a_platform_that_fails_and_repeats(tmp_path):
    done = await run(tmp_path, LOAD)
    assert sum(done.mischief.counts.values()) > 0
    assert done.scene.stored.wrong == {}
    assert not done.scene.verdict.is_broken
    assert done.kept
