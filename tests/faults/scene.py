"""The bot under the load of a crowd, until all is answered, and the judgement of that."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median

from bot.errors import StoreError
from bot.store.database import Database
from tests.fake_telegram import FakeTelegram
from tests.faults.bank import known
from tests.faults.crowd import Crowd
from tests.faults.judge import Due, Heard, Verdict, judge
from tests.faults.report import Line
from tests.faults.staff import Staff
from tests.faults.stored import Audit, audit, waiting

_DRAIN_SECONDS = 300.0

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Load:
    """Messages a second, for how long at least; the part of the people whom nobody can answer.

    `patience` are the seconds after the load until the console answers what the group has not.
    """

    rate: float = 5.0
    seconds: float = 60.0
    seed: int = 1
    tickets: float = 0.15
    by_webhook: bool = False
    patience: float = 60.0


@dataclass
class Scene:
    """Who wrote and who answered; `seconds` of load, then `drained` seconds to the end of all."""

    fake: FakeTelegram
    crowd: Crowd
    staff: Staff
    seconds: float = 0.0
    drained: float = 0.0
    verdict: Verdict = field(default_factory=Verdict)
    stored: Audit = field(default_factory=Audit)
    waits: list[float] = field(default_factory=list)

    @property
    def kept(self) -> bool:
        return not (self.verdict.is_broken or self.stored.wrong)


async def under_load(
    fake: FakeTelegram,
    store: Database,
    load: Load,
    meanwhile: Callable[[], Awaitable[None]],
    tell: Tell,
) -> Scene:
    """Let citizens and staff write until what happens meanwhile is over, then wait for the rest."""
    crowd = Crowd(fake, Random(load.seed), load.tickets, load.by_webhook)
    scene = Scene(fake, crowd, Staff(fake, store, Random(load.seed + 1)))
    over, home = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_watch(scene, home, tell))
        group.create_task(scene.staff.work(home))
        begun = time.monotonic()
        writing = group.create_task(crowd.write(load.rate, load.seconds, over))
        await meanwhile()
        over.set()
        await writing
        scene.seconds = time.monotonic() - begun
        scene.drained = await _drained(scene, store, load.patience)
        home.set()
    return scene


async def judged(scene: Scene, store: Database, kills: Sequence[float] = ()) -> None:
    """Say of each message of citizens and staff what became of it."""
    sent = scene.fake.chats.sent
    heard = [
        Heard(one.chat_id, known(one.text, one.buttons), one.at, one.unanswered)
        for one in sent
        if one.chat_id > 0
    ]
    due: list[Due] = [*scene.crowd.due, *scene.staff.due]
    scene.verdict = judge(due, heard, kills)
    questions = [said.update for said in scene.crowd.said]
    scene.stored = await audit(store, scene.fake.updates.known, questions, sent)
    scene.waits = _waits(scene.crowd, heard)


def figures(scene: Scene) -> list[Line]:
    """The lines of the table that every run has."""
    verdict = scene.verdict
    console, group = scene.staff.count(in_group=False), scene.staff.count(in_group=True)
    return [
        Line("messages of citizens", f"{len(scene.crowd.said)} in {scene.seconds:.0f} s"),
        Line("answers of staff", f"{console} at the console, {group} in the group"),
        Line("messages due to citizens", str(verdict.due)),
        Line.none("lost", verdict.lost),
        Line.none("in wrong order", verdict.disorder),
        Line.none("heard twice, nothing explains it", verdict.unexplained),
        Line.none("heard, due to nobody", verdict.unexpected),
        *(Line.none(name, found) for name, found in scene.stored.every.items()),
        Line("seconds to the answer", spread(scene.waits)),
        Line("seconds from the end of the load to the last answer", f"{scene.drained:.0f}"),
    ]


def complaints(scene: Scene) -> Iterator[str]:
    """What is wrong, one by one."""
    yield from (f"lost: {one}" for one in scene.verdict.lost)
    yield from (f"out of order: {pair}" for pair in scene.verdict.disorder)
    yield from (f"twice, unexplained: {one}" for one in scene.verdict.unexplained)
    yield from (f"due to nobody: {one}" for one in scene.verdict.unexpected)
    for name, found in scene.stored.wrong.items():
        yield from (f"{name}: {one}" for one in found)


def spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return "none"
    return f"median {median(seconds):.1f}, most {max(seconds):.1f}"


async def _drained(scene: Scene, store: Database, patience: float) -> float:
    """Wait until nothing is on its way any more, but not for ever; the seconds it took."""
    begun = time.monotonic()
    while time.monotonic() < begun + _DRAIN_SECONDS and not await _is_over(scene, store):
        await asyncio.sleep(0.5)
        scene.staff.everybody = time.monotonic() >= begun + patience
    return time.monotonic() - begun


async def _is_over(scene: Scene, store: Database) -> bool:
    # In this order, which is that of a message's way: what is over at one look stays over.
    if scene.fake.updates.on_their_way:
        return False
    try:
        return not (await scene.staff.look() or await waiting(store))
    except StoreError:  # it is what some runs do to it
        return False


def _waits(crowd: Crowd, heard: Sequence[Heard]) -> list[float]:
    """Seconds from each message of a citizen to the last of what it led to."""
    first: dict[tuple[int, str], float] = {}
    for each in heard:
        first.setdefault((each.person, each.what), each.at)
    answers = ((said, first.get((said.person, said.step.leads_to[-1]))) for said in crowd.said)
    return [at - said.at for said, at in answers if at is not None]


async def _watch(scene: Scene, home: asyncio.Event, tell: Tell) -> None:
    while not home.is_set():
        await asyncio.sleep(1)
        tell(
            f"{len(scene.crowd.said)} messages, {len(scene.fake.updates.pending)} not taken yet, "
            f"{len(scene.staff.due)} answers of staff"
        )
