"""What always fails is set aside, kept whole, and given its turn later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from bot.citizens.patience import Patience
from bot.errors import Refused, StoreError, Unstorable
from bot.model import Address, Attachment, GroupMoved, Incoming, Kind, Place, StaffPost, Unread
from bot.store.database import statement
from bot.store.setaside import Asides
from tests.servers import BOTH
from tests.town import GROUP, MAI, Town, texts

pytestmark = pytest.mark.parametrize("address", BOTH, indirect=True)


class Poisoned:
    """A core that fails until it is mended, then notes what it receives."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error or KeyError("mã số 036085001234")
        self.mended = False
        self.tries = 0
        self.received: list[object] = []

    async def receive(self, happening: object) -> None:
        self.tries += 1
        if not self.mended:
            raise self.error
        self.received.append(happening)


def patient(town: Town, core: Poisoned, wake: Callable[[], None] = lambda: None) -> Patience:
    return Patience(town.database, core.receive, core.receive, "vi", town.clock, wake)


def whole_core(town: Town) -> Patience:
    core = town.reception.receive, town.staffroom.receive
    return Patience(town.database, *core, "vi", town.clock, lambda: None)


def message(town: Town, text: str = "làm căn cước", **fields: object) -> Incoming:
    return Incoming("m1", MAI, town.clock(), text=text, **fields)


async def test_what_fails_three_times_is_set_aside_and_acknowledged(town):
    core = Poisoned()
    await patient(town, core).receive(message(town))
    assert core.tries == 3
    [aside] = await Asides(town.database).waiting()
    assert aside.happening.text == "làm căn cước"
    assert aside.tries == 3


async def test_the_reason_says_what_failed_and_where_but_nothing_personal(town):
    broken = Poisoned()
    with capture_logs() as logs:
        await patient(town, broken).receive(message(town, "số của tôi 036085001234"))
    [aside] = await Asides(town.database).waiting()
    assert aside.reason.startswith("KeyError < bot/citizens/patience.py:")
    assert "036085001234" not in repr(logs) + aside.reason
    [line] = [line for line in logs if "set aside" in line["event"]]
    assert line["why"] == aside.reason


async def test_its_writer_is_told_once(town):
    patience = patient(town, Poisoned())
    for _ in range(3):  # delivered again and again
        await patience.receive(message(town))
    assert texts(await town.heard()).count("hệ thống gặp lỗi") == 1
    assert len(await Asides(town.database).waiting()) == 1


async def test_its_writer_is_told_in_their_language(town):
    await town.says("hello")
    await town.presses("lang:en")
    await patient(town, Poisoned()).receive(message(town))
    assert "Sorry: something went wrong" in texts(await town.heard())


async def test_a_talk_that_cannot_be_read_is_no_reason_to_lose_a_message(town):
    await town.says("làm hộ chiếu online")
    await town.database.run(statement("UPDATE person SET talk = '['"))
    patience = whole_core(town)
    await patience.receive(message(town, "làm lại căn cước bị mất"))
    [aside] = await Asides(town.database).waiting()
    assert aside.reason.startswith("JSONDecodeError < bot/store/people.py")
    await town.database.run(statement("UPDATE person SET talk = '{}'"))
    assert await patience.replay(aside.id)
    assert "Công an xã, phường" in texts(await town.heard())


async def test_the_next_message_of_the_same_person_is_not_held_up(town):
    core = Poisoned()
    patience = patient(town, core)
    await patience.receive(message(town))
    core.mended = True
    other = Incoming("m2", MAI, town.clock(), text="hai")
    await patience.receive(other)
    assert core.received == [other]


async def test_a_passing_fault_costs_nothing(town):
    core = Poisoned()

    async def once(happening: Incoming) -> None:
        core.mended = core.tries > 0
        await core.receive(happening)

    patience = Patience(town.database, once, core.receive, "vi", town.clock, lambda: None)
    await patience.receive(message(town))
    assert len(core.received) == 1
    assert await Asides(town.database).waiting() == []


async def test_a_failing_store_asks_for_redelivery_instead(town):
    core = Poisoned(StoreError("gone"))
    with pytest.raises(StoreError):
        await patient(town, core).receive(message(town))
    assert core.tries == 1
    assert await Asides(town.database).waiting() == []


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "một \ud83d nửa chữ \0"},
        {"text": "", "kind": Kind.place, "place": Place(21.18, 106.07)},
        {"text": "", "choice": "yes:passport-online"},
        {"kind": Kind.photo, "attachment": Attachment("a1", "image/jpeg", "anh.jpg", b"\xff\xd8")},
    ],
    ids=["letters that no database takes", "place", "button", "photo"],
)
async def test_a_citizens_message_comes_back_whole(town, fields):
    core = Poisoned()
    patience, said = patient(town, core), message(town, **fields)
    await patience.receive(said)
    [aside] = await Asides(town.database).waiting()
    core.mended = True
    assert await patience.replay(aside.id)
    assert core.received == [said]
    assert await Asides(town.database).waiting() == []


async def test_a_post_of_staff_comes_back_whole(town):
    core = Poisoned()
    photo = Attachment("a1", "image/jpeg", "anh.jpg", b"\xff\xd8")
    post = StaffPost("p1", GROUP, "77", "Hùng", town.clock(), "Gọi thú y.", attachment=photo)
    patience = patient(town, core)
    await patience.receive_post(post)
    core.mended = True
    assert await patience.replay_all() == (1, 0)
    assert core.received == [post]


async def test_what_fails_again_stays_set_aside_with_its_tries_counted(town):
    patience = patient(town, Poisoned())
    await patience.receive(message(town))
    assert await patience.replay_all() == (0, 1)
    [aside] = await Asides(town.database).waiting()
    assert aside.tries == 4


async def test_a_second_replay_finds_nothing(town):
    core = Poisoned()
    patience = patient(town, core)
    await patience.receive(message(town))
    [aside] = await Asides(town.database).waiting()
    core.mended = True
    await patience.replay(aside.id)
    with pytest.raises(Refused):
        await patience.replay(aside.id)
    assert len(core.received) == 1


async def test_a_moved_group_is_passed_on(town):
    core = Poisoned()
    core.mended = True
    moved = GroupMoved("g1", GROUP, Address("telegram", "-1002"))
    await patient(town, core).receive_post(moved)
    assert core.received == [moved]


async def test_what_could_not_be_read_is_kept_raw_and_read_again_later(town):
    core = Poisoned()
    core.mended = True
    patience, said = patient(town, core), message(town)
    unread = Unread(
        "7", "telegram", town.clock(), '{"text": "nửa \ud83d"}', "KeyError < bot/x.py:1"
    )
    for _ in range(2):  # delivered again
        await patience.receive_unread(unread)
    [aside] = await Asides(town.database).waiting()
    assert (aside.happening, aside.reason, aside.tries) == (unread, unread.reason, 1)

    async def read(again: Unread) -> Incoming:
        return {unread: said}[again]

    assert not await patience.replay(aside.id)  # no channel here can read it
    patience.readers["telegram"] = read
    assert await patience.replay(aside.id)
    assert core.received == [said]
    assert await Asides(town.database).waiting() == []


async def test_what_is_read_at_last_but_fails_then_stays_set_aside(town):
    core = Poisoned()
    patience = patient(town, core)

    async def read(_: Unread) -> Incoming:
        return message(town)

    patience.readers["telegram"] = read
    await patience.receive_unread(Unread("7", "telegram", town.clock(), "{}", "KeyError"))
    assert await patience.replay_all() == (0, 1)
    [aside] = await Asides(town.database).waiting()
    assert aside.tries == 2
    core.mended = True
    assert await patience.replay_all() == (1, 0)
    assert [received.text for received in core.received] == ["làm căn cước"]


async def test_what_the_database_will_never_take_is_set_aside(town):
    core = Poisoned(Unstorable("a number without end"))
    await patient(town, core).receive(message(town))
    [aside] = await Asides(town.database).waiting()
    assert aside.reason.startswith("Unstorable < ")


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "làm lại căn cước bị mất \ud83d"},
        {"text": "làm lại căn cước bị mất \0"},
        {"text": "làm lại căn cước bị mất" + " ạ" * 200_000},
        {"text": "", "choice": "ask:\ud83d"},
        {"text": "", "kind": Kind.place, "place": Place(float("inf"), float("nan"))},
        {"kind": Kind.photo, "attachment": Attachment("a1", "image/jpeg", "\ud83d.jpg", b"\xff")},
    ],
    ids=["half a letter", "NUL", "long", "button", "nowhere", "name of a file"],
)
@pytest.mark.parametrize("id", ["m1", "m\ud83d", "m'\\\0\n", "m" * 2_000])
async def test_odd_messages_are_taken_once_like_any_other(town, fields, id):
    patience = whole_core(town)
    for _ in range(2):  # delivered again
        await patience.receive(Incoming(id, MAI, town.clock(), **fields))
    assert await Asides(town.database).waiting() == []
    received = await town.database.rows("SELECT id FROM message WHERE status = 'received'")
    assert len(received) == 1
    assert await town.heard()


async def test_a_number_that_is_none_of_this_world_is_set_aside(town):
    said = message(town, text="", kind=Kind.place, place=Place(10**400, 1))
    await whole_core(town).receive(said)
    [aside] = await Asides(town.database).waiting()
    assert aside.happening == said
