"""Messages are understood together, remembered, and spoil nothing for each other."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from bot.citizens.reading import Reader
from faq import Match, Wish


def nothing(text: str) -> tuple[Wish, ...]:
    """Recognises no wish."""
    return ()


class Counting:
    """A search that remembers what it was asked at once, and fails for poison."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def search_all(self, texts: Sequence[str], limit: int = 3) -> list[list[Match]]:
        self.asked.append(list(texts))
        if any("thuốc độc" in text for text in texts):
            raise RuntimeError("a bug")
        return [[] for _ in texts]


@pytest.fixture
def knowledge() -> SimpleNamespace:
    return SimpleNamespace(faq=Counting())


@pytest.fixture
def reader(knowledge) -> Reader:
    return Reader(lambda: knowledge, nothing)


async def test_what_comes_together_is_searched_together(reader, knowledge):
    read = await asyncio.gather(*(reader.read(f"câu hỏi {n}") for n in range(40)))
    assert len(read) == 40
    assert [len(texts) for texts in knowledge.faq.asked] == [32, 8]


async def test_what_was_asked_before_is_known(reader, knowledge):
    first = await reader.read("cháy nhà rồi, cứu với")
    assert first.urgency is not None
    assert first.language == "vi"
    assert await reader.read("cháy nhà rồi, cứu với") is first
    assert len(knowledge.faq.asked) == 1


async def test_with_new_knowledge_everything_is_read_anew(knowledge):
    served = [knowledge]
    reader = Reader(lambda: served[0], nothing)
    await reader.read("mất căn cước")
    served[0] = SimpleNamespace(faq=Counting())
    assert (await reader.read("mất căn cước")).knowledge is served[0]
    assert served[0].faq.asked == [["mất căn cước"]]


async def test_replaced_knowledge_is_let_go():
    class Held:
        faq = Counting()

    served = [Held()]
    replaced = weakref.ref(served[0])
    reader = Reader(lambda: served[0], nothing)
    for n in range(3):
        await reader.read(f"câu hỏi {n}")
    served[0] = Held()
    await reader.read("câu hỏi mới")
    gc.collect()
    assert replaced() is None


async def test_one_that_fails_spoils_no_other(reader):
    texts = ["mất căn cước", "thuốc độc", "làm hộ chiếu"]
    read = await asyncio.gather(*map(reader.read, texts), return_exceptions=True)
    assert [isinstance(one, RuntimeError) for one in read] == [False, True, False]


async def test_nothing_typed_is_nothing_searched(reader, knowledge):
    assert (await reader.read("  ")).matches == ()
    assert knowledge.faq.asked == []


async def test_who_gives_up_leaves_the_others_alone(reader):
    impatient = asyncio.create_task(reader.read("mất căn cước"))
    patient = asyncio.create_task(reader.read("làm hộ chiếu"))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).matches == []


async def test_only_so_much_is_remembered(reader):
    for number in range(2100):
        await reader.read(f"câu {number}")
    await reader.read("dài " * 200)
    assert len(reader._remembered) == 2048
