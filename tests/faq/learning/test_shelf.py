"""What was made once is found again on disk; whatever is wrong there costs time only."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faq import Entry, Faq, seed
from faq.learning.embedder import Embedder, EmbedderFailed
from faq.learning.learned import Learned
from faq.learning.shelf import Shelf, content_key
from faq.learning.stored import stored
from faq.learning.teacher import Teacher
from faq.learning.training import spoken
from tests.faq.learning.bags import Bags, Silent
from tests.faq.town import ENTRIES, entry

TEXTS = ["mất căn cước", "làm khai sinh", "đăng ký tạm trú"]
ASKED = ["mat can cuoc", "lam giay khai sinh cho be o dau", "bằng lái", "việc gì khác hẳn"]


def scores(faq: Faq) -> list[list[tuple[str, float]]]:
    return [[(m.entry.id, m.score) for m in faq.search(text, limit=5)] for text in ASKED]


def kept(folder: Path, kind: str = "") -> list[Path]:
    return sorted(folder.glob(f"{kind}*.npz"))


@contextmanager
def full(most: int) -> Iterator[None]:
    """A disk on which no file can grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_second_start_embeds_nothing_and_finds_the_same(tmp_path: Path):
    first, second = Bags(), Bags()
    before = Faq(ENTRIES, embedder=first, shelf=Shelf(tmp_path))
    learnt_from = len(first.asked)
    after = Faq(ENTRIES, embedder=second, shelf=Shelf(tmp_path))
    assert learnt_from > len(ENTRIES)
    assert second.asked == []
    assert scores(after) == scores(before)


def test_with_nothing_kept_the_same_is_found(tmp_path: Path):
    with_folder = Faq(ENTRIES, embedder=Bags(), shelf=Shelf(tmp_path))
    assert scores(Faq(ENTRIES, embedder=Bags(), shelf=Shelf(None))) == scores(with_folder)


def test_only_new_questions_are_embedded(tmp_path: Path):
    val = [("giá vàng hôm nay", None), ("bóng đá mấy giờ", None)]
    Faq(ENTRIES, embedder=Bags(), shelf=Shelf(tmp_path), val=val)
    bags = Bags()
    wifi = entry("wifi", "wifi miễn phí ở đâu", "mật khẩu wifi công cộng")
    faq = Faq([*ENTRIES, wifi], embedder=bags, shelf=Shelf(tmp_path), val=val)
    assert sorted(bags.asked) == [
        "What about wifi?",
        "mật khẩu wifi công cộng",
        "wifi miễn phí ở đâu",
    ]
    assert faq.search("mat khau wifi cong cong o dau")[0].entry.id == "wifi"


def test_a_text_is_embedded_once_however_often_it_is_asked_for(tmp_path: Path):
    bags, shelf = Bags(), Shelf(tmp_path)
    vectors = shelf.vectors(bags, [*TEXTS, *TEXTS])
    np.testing.assert_array_equal(vectors[:3], vectors[3:])
    assert sorted(bags.asked) == sorted(TEXTS)
    shelf.vectors(bags, TEXTS)
    assert len(bags.asked) == 3
    assert shelf.lacking(bags, [*TEXTS, "mới", "mới"]) == 1


def test_vectors_come_from_disk_nearly_as_they_were_made(tmp_path: Path):
    shelf = Shelf(tmp_path)
    made = shelf.vectors(Bags(), TEXTS)
    np.testing.assert_allclose(made, Bags().embed(TEXTS), atol=1e-3)
    np.testing.assert_allclose(shelf.vectors(Silent(), TEXTS), made, atol=5e-3)


def test_vectors_of_different_models_are_kept_apart(tmp_path: Path):
    shelf, other = Shelf(tmp_path), Bags("another model")
    shelf.vectors(Bags(), TEXTS)
    shelf.vectors(other, TEXTS)
    assert sorted(other.asked) == sorted(TEXTS)
    assert len(kept(tmp_path, "vectors")) == 2


def test_a_model_that_fails_spoils_nothing(tmp_path: Path):
    shelf = Shelf(tmp_path)
    with pytest.raises(EmbedderFailed):
        shelf.vectors(Silent(), TEXTS)
    assert shelf.lacking(Bags(), TEXTS) == 3


def test_long_work_tells_how_far_it_has_come(tmp_path: Path):
    told: list[tuple[str, int, int]] = []
    texts = [f"câu {number}" for number in range(300)]
    Shelf(tmp_path, lambda *progress: told.append(progress)).vectors(Bags(), texts)
    assert told == [("vectors", 128, 300), ("vectors", 256, 300), ("vectors", 300, 300)]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: entry(one.id, *one.variants.vi, "ở trọ có phải khai báo không"),
        lambda one: one.model_copy(update={"id": "renamed"}),
        lambda one: one.model_copy(
            update={"answer": one.answer.model_copy(update={"vi": "Đến bưu điện."})}
        ),
    ],
    ids=["questions", "id", "answer"],
)
def test_other_content_is_learned_anew(
    tmp_path: Path, town: list[Entry], change: Callable[[Entry], Entry]
):
    teacher = Teacher(None, Shelf(tmp_path))
    teacher.learned(town)
    changed = [*town[:-1], change(town[-1])]
    assert teacher.kept(town)
    assert not teacher.kept(changed)
    teacher.learned(changed)
    assert teacher.kept(changed)


def test_other_chat_spellings_make_other_words_and_are_learned_anew(
    tmp_path: Path, town: list[Entry], monkeypatch: pytest.MonkeyPatch
):
    teacher = Teacher(None, Shelf(tmp_path))
    teacher.learned(town)
    monkeypatch.setattr("faq.learning.teacher.spellings", lambda: "kt: khai tử")
    assert not teacher.kept(town)


def test_content_has_the_same_name_in_every_process():
    assert content_key("e5", [("a", ["b"])]) == content_key("e5", [("a", ["b"])])
    assert content_key("e5", [("a", ["b"])]) != content_key("e5", [("a", ["c"])])
    assert content_key("\ud800") != content_key("a")


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for at in range(500, len(content), 1000):
        content[at] ^= 0xFF
    path.write_bytes(content)


def pickled(path: Path) -> None:
    np.savez(path, texts=np.array([{"run": "me"}], object), keys=np.array([print], object))


def foreign(path: Path) -> None:
    np.savez(path, texts=np.arange(5), keys=np.arange(5), rows=np.array("x"), scale=np.zeros(2))


def in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "spoil",
    [
        torn,
        flipped,
        pickled,
        foreign,
        in_its_place,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no archive"),
        lambda path: np.savez(path),
    ],
    ids=["torn", "flipped", "pickled", "foreign", "folder", "empty", "text", "no arrays"],
)
def test_spoilt_files_are_ignored_and_made_again(tmp_path: Path, spoil: Callable[[Path], Any]):
    before = Faq(ENTRIES, embedder=Bags(), shelf=Shelf(tmp_path))
    files = kept(tmp_path)
    assert len(files) == 3
    for path in files:
        spoil(path)
    bags = Bags()
    after = Faq(ENTRIES, embedder=bags, shelf=Shelf(tmp_path))
    assert bags.asked != []
    assert [row[0][0] for row in scores(after)] == [row[0][0] for row in scores(before)]
    if spoil is not in_its_place:
        Faq(ENTRIES, embedder=Silent(), shelf=Shelf(tmp_path))  # it was made again


@pytest.mark.parametrize("name", ["entries", "lines", "pairs", "letters", "readings"])
def test_texts_of_another_form_are_ignored(tmp_path: Path, learned: Learned, name: str):
    shelf = Shelf(tmp_path)
    arrays = stored(learned)
    texts = bytes(arrays["texts"]).replace(f'"{name}"'.encode(), b'"other"')
    for other in (texts, b"[]", b"5", b"{", b"\xff", b'{"letters": [], "words": 1}'):
        np.savez(tmp_path / "learned-key.npz", **arrays | {"texts": np.frombuffer(other, np.uint8)})
        assert shelf.learned("key") is None


def test_a_file_of_objects_is_never_unpickled(tmp_path: Path, learned: Learned):
    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (os.mkdir, (str(tmp_path / "sprung"),))

    for name in stored(learned):
        trap = np.array([Trap()], object)
        np.savez(tmp_path / "learned-key.npz", **stored(learned) | {name: trap})
        assert Shelf(tmp_path).learned("key") is None
    assert not (tmp_path / "sprung").exists()


def test_what_was_learned_is_found_by_its_name_only(tmp_path: Path, learned: Learned):
    shelf = Shelf(tmp_path)
    shelf.keep("one", learned)
    found = shelf.learned("one")
    assert found
    assert found.lines == learned.lines
    assert shelf.learned("other") is None


def test_an_unwritable_folder_costs_nothing_but_time(tmp_path: Path):
    occupied = tmp_path / "file"
    occupied.write_text("no folder")
    for folder in (occupied, occupied / "within"):
        bags = Bags()
        faq = Faq(ENTRIES, embedder=bags, shelf=Shelf(folder))
        assert scores(faq) == scores(Faq(ENTRIES, embedder=Bags(), shelf=Shelf(None)))
        assert bags.asked != []
    assert occupied.read_text() == "no folder"


@pytest.mark.parametrize("most", [0, 1, 5000])
def test_a_full_disk_costs_nothing_but_time(tmp_path: Path, most: int):
    folder = tmp_path / "shelf"
    with full(most):
        faq = Faq(ENTRIES, embedder=Bags(), shelf=Shelf(folder))
    assert scores(faq) == scores(Faq(ENTRIES, embedder=Bags(), shelf=Shelf(None)))
    assert list(folder.iterdir()) == []
    Faq(ENTRIES, embedder=Bags(), shelf=Shelf(folder))  # once there is room again
    assert len(kept(folder)) == 3


def test_a_full_disk_spoils_nothing_that_is_on_it(tmp_path: Path):
    Faq(ENTRIES, embedder=Bags(), shelf=Shelf(tmp_path))
    before = {path: path.read_bytes() for path in kept(tmp_path)}
    with full(100):
        Faq(ENTRIES[:3], embedder=Bags(), shelf=Shelf(tmp_path))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_only_the_newest_files_stay(tmp_path: Path, learned: Learned):
    shelf = Shelf(tmp_path)
    shelf.vectors(Bags(), TEXTS)
    for number in range(20, 35):
        shelf.keep(f"{number}", learned)
        os.utime(tmp_path / f"learned-{number}.npz", (number, number))
    shelf.keep("35", learned)
    assert [path.stem for path in kept(tmp_path, "learned")] == [
        f"learned-{n}" for n in range(24, 36)
    ]
    assert len(kept(tmp_path, "vectors")) == 1


def test_only_its_user_may_look_into_the_folder(tmp_path: Path):
    folder = tmp_path / "cache" / "danhoi"
    Shelf(folder).vectors(Bags(), TEXTS)
    assert folder.stat().st_mode & 0o077 == 0


def test_the_usual_shelf_is_where_the_user_keeps_caches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    Shelf.usual().vectors(Bags(), TEXTS)
    assert len(kept(tmp_path / "danhoi")) == 1


def test_every_shipped_question_has_its_shipped_vector(model: Embedder):
    asked = sorted((one for one in seed() if not one.canned), key=lambda one: one.id)
    shelf = Shelf(None)
    texts = spoken(Teacher(model, shelf).lesson(asked))
    assert len(texts) > 9000
    assert shelf.lacking(model, texts) == 0, "run `python -m faq vectors` and commit what it writes"
