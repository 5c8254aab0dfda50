"""Files of entries are read whole, or every fault of every file is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from faq import BadEntry, Entry, categories, read, seed, write
from faq.exchange.files import SMALL_TALK, shipped_ids
from tests.faq.town import ENTRIES, fields


def put(path: Path, *rows: object) -> Path:
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(list(rows), file)
    return path


def faults(*paths: Path) -> list[str]:
    with pytest.raises(BadEntry) as refused:
        read(paths)
    return [f"{Path(f.file).name} {f.entry} {f.field}" for f in refused.value.faults]


def test_what_is_written_is_read_back(tmp_path: Path):
    write(tmp_path / "a.yaml", ENTRIES)
    assert read([tmp_path / "a.yaml"]) == ENTRIES


def test_paragraphs_are_written_as_paragraphs(tmp_path: Path):
    entry = Entry.from_dict(fields(answer={"vi": "Một.\n\nHai: «#».", "en": "One."}))
    write(tmp_path / "a.yaml", [entry])
    text = (tmp_path / "a.yaml").read_text(encoding="utf-8")
    assert text.startswith("- id: id-lost\n  category: ")
    assert "    vi: |-\n      Một.\n\n      Hai: «#»." in text
    assert read([tmp_path / "a.yaml"]) == [entry]


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("- id: [unclosed", encoding="utf-8")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("id: x", encoding="utf-8")
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\xff\xfe\x00")
    first = put(
        tmp_path / "first.yaml",
        fields("one", owner=None, sources=[]),
        "a line",
        fields("two", related=["one", "nowhere"]),
        fields("", question=None),
    )
    second = put(tmp_path / "second.yaml", fields("one"), fields("three", category="space"))
    assert faults(first, tmp_path / "none.yaml", broken, second, mapping, binary) == [
        "first.yaml entry 2 (entry)",
        "none.yaml (file) (file)",
        "broken.yaml (file) (file)",
        "mapping.yaml (file) (file)",
        "binary.yaml (file) (file)",
        "first.yaml one sources",
        "first.yaml one owner",
        "first.yaml entry 4 id",
        "first.yaml entry 4 question",
        "second.yaml one id",
        "second.yaml three category",
        "first.yaml two related",
    ]


def test_an_empty_file_is_no_list_of_entries(tmp_path: Path):
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    assert faults(tmp_path / "empty.yaml") == ["empty.yaml (file) (file)"]


@pytest.mark.parametrize("related", ["one", [["one"]], [1], {"one": 1}, None])
def test_wrongly_shaped_fields_are_faults_not_crashes(tmp_path: Path, related: object):
    path = put(tmp_path / "a.yaml", fields("one", related=related, category=["x"], as_of=7))
    assert "a.yaml one category" in faults(path)


def test_entries_elsewhere_may_be_named_as_related(tmp_path: Path):
    path = put(tmp_path / "a.yaml", fields("one", related=["elsewhere"]))
    assert len(read([path], known={"elsewhere"})) == 1


def test_the_shipped_entries_are_without_fault_and_every_category_has_some():
    entries = seed()
    shelves = {entry.category for entry in entries}
    assert shelves == {category.id for category in categories()} | {SMALL_TALK}
    assert {entry.id for entry in entries} == shipped_ids()


def test_categories_have_a_name_in_each_language():
    names = {category.id: category.name for category in categories()}
    assert names["vneid"].vi.startswith("VNeID")
    assert names["vneid"].en.startswith("VNeID")


def test_a_day_that_does_not_exist_is_a_fault_of_its_field(tmp_path: Path):
    path = put(tmp_path / "a.yaml", fields("one", reviewed_on="DAY", as_of="DAY"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("DAY", "2026-02-30"), encoding="utf-8")
    assert faults(path) == ["a.yaml one as_of", "a.yaml one reviewed_on"]


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path):
    path = put(tmp_path / "a.yaml", fields("one"))
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert [entry.id for entry in read([path])] == ["one"]
