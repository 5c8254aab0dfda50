"""Entries survive files of every kind, and every fault of every row of a table is told."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook

from faq import BadEntry, Entry, read, seed, write
from tests.faq.awkward import entries
from tests.faq.town import entry

KINDS = (".yaml", ".csv", ".xlsx")
TABLES = (".csv", ".xlsx")
both = pytest.mark.parametrize("kind", TABLES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


def put(path: Path, *rows: dict[str, Any], separator: str = ",", ends: str = "\r\n") -> Path:
    """A table as somebody else may write it."""
    names = list({name: None for row in rows for name in row})
    lines = [names, *([row.get(name) for name in names] for row in rows)]
    if path.suffix == ".xlsx":
        book = Workbook()
        for line in lines:
            book.worksheets[0].append(line)
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=separator, lineterminator=ends).writerows(lines)
    return path


def row(id: str = "one", **changes: Any) -> dict[str, Any]:
    """A whole entry; in names of changed columns __ stands for a point."""
    whole = {
        **{"id": id, "category": "vneid", "question.vi": "Hỏi gì?", "question.en": "What?"},
        **{"answer.vi": "Đáp", "answer.en": "So", "variants.vi": "một\nhai"},
        **{"links": "https://a.vn", "sources": "Luật | https://b.vn", "as_of": "2026-11"},
        **{"reviewed_on": "2026-11-23", "reviewed_by": "An", "review_days": "90"},
        **{"owner.vi": "Sở", "owner.en": "Office", "confidence": "high"},
    }
    return whole | {name.replace("__", "."): cell for name, cell in changes.items()}


def faults(*paths: Path) -> list[str]:
    with pytest.raises(BadEntry) as refused:
        read(paths)
    return [f"{fault.entry}: {fault.field}" for fault in refused.value.faults]


@settings(max_examples=50)
@given(made=entries())
def test_whatever_an_entry_holds_is_read_back(folder: Path, made: list[Entry]):
    known = {id for one in made for id in one.related}
    for kind in KINDS:
        write(folder / f"any{kind}", made)
        assert read([folder / f"any{kind}"], known) == made, kind


@both
def test_the_shipped_entries_are_read_back(tmp_path: Path, kind: str):
    write(tmp_path / f"seed{kind}", seed())
    assert read([tmp_path / f"seed{kind}"]) == seed()


@pytest.mark.parametrize("kind", KINDS)
def test_no_entries_are_read_back(tmp_path: Path, kind: str):
    write(tmp_path / f"none{kind}", [])
    assert read([tmp_path / f"none{kind}"]) == []


def test_every_field_of_an_entry_has_a_column(tmp_path: Path):
    write(tmp_path / "seed.csv", seed())
    with (tmp_path / "seed.csv").open(encoding="utf-8-sig") as file:
        names = next(csv.reader(file))
    assert {name.partition(".")[0] for name in names} == set(Entry.model_fields)


FORMULAS = ["=1+1", "+84 222", "-5", "@name", "'=1", '=HYPERLINK("https://x.vn";"y")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_none(tmp_path: Path, text: str):
    one = entry("one", answer={"vi": text, "en": "x"}, reviewed_by=text)
    for kind in TABLES:
        write(tmp_path / f"a{kind}", [one])
        assert read([tmp_path / f"a{kind}"]) == [one]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = {cell for line in csv.reader(file) for cell in line}
    assert f"'{text}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    boxes = [box for line in load_workbook(tmp_path / "a.xlsx").worksheets[0] for box in line]
    assert not [box for box in boxes if box.data_type == "f"]
    assert [box.number_format for box in boxes if box.value == text] in (["@", "@"], [])


def test_excel_opens_a_csv_as_utf_8_and_leaves_months_and_ids_alone(tmp_path: Path):
    write(tmp_path / "a.csv", [entry("7-8", as_of="2026-11")])
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,category,")
    assert b"\r\n'7-8,can-cuoc-cu-tru,approved,no,no," in content
    assert b",'2026-11,'2026-11-23," in content
    assert b",90," in content


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_as_a_computer_has_them(
    tmp_path: Path, separator: str, ends: str
):
    said = "Một, hai; ba\tbốn"
    lines = row(answer__vi=f"{said}{ends}Năm", variants__vi=f"một{ends}{ends} hai {ends}")
    [one] = read([put(tmp_path / "a.csv", lines, separator=separator, ends=ends)])
    assert one.answer.vi == f"{said}\nNăm"
    assert one.variants.vi == ("một", "hai")


@both
@pytest.mark.parametrize("day", ["2026-11-03", "3/11/2026", "03-11-2026", " 3.11.2026 "])
def test_a_day_may_be_written_as_people_here_do(tmp_path: Path, kind: str, day: str):
    [one] = read([put(tmp_path / f"a{kind}", row(reviewed_on=day, as_of=day))])
    assert (one.reviewed_on, one.as_of) == (date(2026, 11, 3), "2026-11-03")


def test_cells_that_excel_gave_a_type_are_read_as_what_they_show(tmp_path: Path):
    typed = row(7, review_days=90.0, answer__vi=18001096, answer__en=0.5, urgent=True)
    typed |= {"dated.2.vi": 1900, "dated.2.en": 1, "reviewed_on": date(2026, 11, 3)}
    path = put(tmp_path / "a.xlsx", typed | {"as_of": date(2026, 11, 1)})
    book = load_workbook(path)
    book.worksheets[0].cell(2, list(typed).index("as_of") + 1).number_format = "mmm-yy"
    book.save(path)
    [one] = read([path])
    assert (one.id, one.review_days, one.urgent) == ("7", 90, True)
    assert (one.answer.vi, one.answer.en, one.dated[0].vi) == ("18001096", "0.5", "1900")
    assert (one.reviewed_on, one.as_of) == (date(2026, 11, 3), "2026-11")


def test_a_source_is_a_name_and_perhaps_an_address(tmp_path: Path):
    lines = "Luật A\nLuật B|https://b.vn\nLuật C | điều 2\nLuật D | điều 3 | https://d.vn"
    [one] = read([put(tmp_path / "a.csv", row(sources=lines))])
    assert [(source.name, source.url) for source in one.sources] == [
        ("Luật A", None),
        ("Luật B", "https://b.vn"),
        ("Luật C | điều 2", None),
        ("Luật D | điều 3", "https://d.vn"),
    ]


@both
def test_every_fault_of_every_row_is_told_at_once(tmp_path: Path, kind: str):
    path = put(
        tmp_path / f"a{kind}",
        row("one", confidence="sure", links="https://a.vn\nhttp://b.vn", note="?"),
        row(None, answer__vi=" ", canned="perhaps"),
        {},
        row("one", reviewed_on="31/02/2026", review_days="soon", as_of="2026-13"),
        row("B!", category="space", related="one\nnowhere", answer__en="#NAME?"),
        row("two", **{"dated.3.vi": "a", "dated.3.valid_from": "46349", "valid_until": "0"}),
        {"id": "three", "category": "vneid"},
    )
    told = faults(path)
    assert told[:2] == ["row 1: note", "B!: answer.en"]
    assert told[2:14] == [
        *("one: links line 2", "one: confidence", "row 3: id", "row 3: canned"),
        *("row 3: answer.vi", "one: as_of", "one: reviewed_on", "one: review_days", "B!: id"),
        *("two: valid_until", "two: dated.3.valid_from", "two: dated.3.en"),
    ]
    assert {"three: question.vi", "three: answer.en", "three: owner"} < set(told[14:])
    assert told[-3:] == ["one: id", "B!: category", "B!: related"]


@both
def test_columns_that_cannot_be_meant_are_told(tmp_path: Path, kind: str):
    names = {"ID ": "one", "id": "two", "dated.0.vi": "", "dated.1.fee": "", "answer": "", "": "x"}
    assert faults(put(tmp_path / f"a{kind}", names))[:5] == [
        *("row 1: id", "row 1: dated.0.vi", "row 1: dated.1.fee", "row 1: answer"),
        "one: column F",
    ]


def test_a_text_whose_separators_nobody_quoted_is_told(tmp_path: Path):
    (tmp_path / "a.csv").write_text("id,category\none,vneid,more\n", "utf-8")
    assert "one: column C" in faults(tmp_path / "a.csv")
