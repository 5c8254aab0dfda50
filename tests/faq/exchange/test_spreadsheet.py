"""Files of tables: broken, odd or absurdly large ones are one clear fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from faq import BadEntry, Entry, read, write
from faq.__main__ import main
from faq.exchange.spreadsheet import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from tests.faq.town import ENTRIES, entry

both = pytest.mark.parametrize("kind", [".csv", ".xlsx"])
SHEET = "xl/worksheets/sheet1.xml"


def put(path: Path, *sheets: Iterable[Sequence[object]]) -> Path:
    """Sheets of rows of cells; a CSV has one."""
    if path.suffix == ".csv":
        lines = [",".join(map(str, row)) for sheet in sheets for row in sheet]
        path.write_text("\n".join(lines), "utf-8")
        return path
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet()
        for row in sheet:
            page.append(row)
    book.save(path)
    return path


def mangled(path: Path, part: str, pattern: str, by: str) -> Path:
    """The file with a change in one part of its archive."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(pattern, by, parts[part].decode(), count=1, flags=re.DOTALL)
    assert count
    with ZipFile(path, "w") as archive:
        for name, content in (parts | {part: text.encode()}).items():
            archive.writestr(name, content)
    return path


def fault(path: Path) -> str:
    """What is wrong with the file as a whole."""
    with pytest.raises(BadEntry) as refused:
        read([path])
    [one] = refused.value.faults
    assert (one.file, one.entry) == (str(path), "(file)")
    return one.message


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    write(tmp_path / "whole.xlsx", ENTRIES)
    return tmp_path / "whole.xlsx"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\xef\xbb\xbf\r\n,,\r\n", "is empty"),
        ("a.csv", b"one,vneid\n", "names of columns"),
        ("a.csv", "id,question.vi\none,Hỏi".encode("utf-16"), "UTF-8"),
        ("a.csv", "id,question.vi\none,Bà".encode("cp1258"), "UTF-8"),
        ("a.csv", b'id,category\none,"vneid\n', "line 2"),
        ("a.csv", b"id\n" + b"x" * 200_000, "line 2"),
        ("a.xlsx", b"", "no XLSX"),
        ("a.xlsx", b"id,category\n", "no XLSX"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an encrypted one", "password"),
        ("a.docx", b"", ".yaml, .yml, .csv, .xlsx"),
        ("a", b"", ".yaml, .yml, .csv, .xlsx"),
    ],
)
def test_a_broken_file_is_one_fault(tmp_path: Path, name: str, content: bytes, says: str):
    (tmp_path / name).write_bytes(content)
    assert says in fault(tmp_path / name)


@pytest.mark.parametrize(
    ("part", "pattern", "by"),
    [
        (SHEET, "</sheetData>.*", ""),
        (SHEET, 'r="A1"', 'r="?"'),
        (SHEET, 't="inlineStr"><is>.*?</is>', 't="s"><v>77</v>'),
        ("xl/workbook.xml", "<sheets>.*", ""),
        ("xl/styles.xml", "<cellXfs.*", "<!"),
        ("[Content_Types].xml", ".*", "<x/>"),
    ],
)
def test_a_damaged_workbook_is_one_fault(whole: Path, part: str, pattern: str, by: str):
    assert "XLSX" in fault(mangled(whole, part, pattern, by))


def test_half_a_workbook_is_one_fault(whole: Path):
    whole.write_bytes(whole.read_bytes()[:3000])
    assert "no XLSX" in fault(whole)


def test_a_workbook_may_have_notes_on_other_sheets_but_entries_on_one(tmp_path: Path):
    notes, columns = [["ghi chú"], ["xin xem lại"]], [["id", "category"]]
    assert read([put(tmp_path / "a.xlsx", [], notes, columns)]) == []
    assert "2 sheets" in fault(put(tmp_path / "a.xlsx", columns, notes, columns))
    assert "names of columns" in fault(put(tmp_path / "a.xlsx", notes))
    assert "is empty" in fault(put(tmp_path / "a.xlsx", []))


def test_the_result_of_a_formula_is_read(whole: Path):
    formula = r'\1t="str"><f>"Đi"&amp;"ện"</f><v>Điện</v>'
    mangled(whole, SHEET, r'(<c r="H2" s="\d+" )t="inlineStr"><is>.*?</is>', formula)
    assert read([whole])[0].answer.vi == "Điện"


def test_a_formula_that_nobody_calculated_is_told(tmp_path: Path):
    assert "without its result" in fault(put(tmp_path / "a.xlsx", [["id"], ["=1+1"]]))


def test_a_workbook_of_a_program_that_wrote_wrong_dimensions_is_read_whole(whole: Path):
    assert read([mangled(whole, SHEET, 'ref="A1:[A-Z0-9]+"', 'ref="A1"')]) == ENTRIES


def test_characters_that_excel_escapes_are_read(tmp_path: Path):
    write(tmp_path / "a.xlsx", [entry("one", answer={"vi": "một|hai", "en": "x"})])
    read_back = read([mangled(tmp_path / "a.xlsx", SHEET, r"một\|hai", "một_x000D_\nhai_x0009_ba")])
    assert read_back[0].answer.vi == "một\nhai\tba"


@both
def test_absurdly_many_rows_or_columns_are_refused(tmp_path: Path, kind: str):
    rows = [["id"], *([f"e{number}"] for number in range(MOST_ROWS + 1))]
    assert str(MOST_ROWS) in fault(put(tmp_path / f"a{kind}", rows))
    columns = [["id", *(f"c{number}" for number in range(MOST_COLUMNS))]]
    assert str(MOST_COLUMNS) in fault(put(tmp_path / f"a{kind}", columns))
    assert str(MOST_COLUMNS) in fault(put(tmp_path / f"a{kind}", [["id"], *columns]))


def test_a_workbook_that_claims_a_row_beyond_all_is_refused(whole: Path):
    assert str(MOST_ROWS) in fault(mangled(whole, SHEET, '<row r="3"', '<row r="2000000000"'))


def test_a_small_archive_that_unpacks_to_hundreds_of_megabytes_is_refused(whole: Path):
    with ZipFile(whole, "a", ZIP_DEFLATED) as archive, archive.open("x", "w") as part:
        for _ in range(301):
            part.write(bytes(1_000_000))
    assert "unpacks to" in fault(whole)


LONG = [f"{number} {'x' * 290}" for number in range(LONGEST_CELL // 290)]
DATED = [{"vi": "a", "en": "b"}] * (MOST_COLUMNS // 5)


@both
@pytest.mark.parametrize(
    "large", [entry("large", *LONG), entry("large", dated=DATED, answer={"vi": "x", "en": "x"})]
)
def test_what_no_table_can_hold_is_not_written(tmp_path: Path, kind: str, large: Entry):
    path = tmp_path / f"a{kind}"
    path.write_bytes(b"as it was")
    with pytest.raises(BadEntry, match=r"too long for a cell|at most 20000 entries and 400"):
        write(path, [large])
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [
        (path.name, b"as it was")
    ]
    write(tmp_path / "a.yaml", [large])
    assert read([tmp_path / "a.yaml"]) == [large]


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(BadEntry, match="cannot be written"):
        write(tmp_path / "a.csv", ENTRIES)
    with pytest.raises(BadEntry, match="cannot be written"):
        write(tmp_path / "none" / "a.csv", ENTRIES)
    with pytest.raises(BadEntry, match=r"\.xlsx"):
        write(tmp_path / "a.ods", ENTRIES)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_convert_goes_from_any_kind_to_any_other(tmp_path: Path):
    names = ["a.yaml", "b.xlsx", "c.csv", "d.XLSX", "e.yml", "f.csv", "g.yaml"]
    paths = [tmp_path / name for name in names]
    write(paths[0], ENTRIES)
    for source, target in pairwise(paths):
        result = CliRunner().invoke(main, ["convert", str(source), str(target)])
        assert result.exit_code == 0, result.output
        assert f"{len(ENTRIES)} entries" in result.output
    assert paths[0].read_bytes() == paths[-1].read_bytes()


def test_convert_tells_every_fault_and_writes_nothing(tmp_path: Path):
    (tmp_path / "a.csv").write_text("id,category\none,space\n", "utf-8")
    words = [str(tmp_path / "a.csv"), str(tmp_path / "b.xlsx")]
    result = CliRunner().invoke(main, ["convert", *words])
    assert result.exit_code == 1
    assert "a.csv: one: question.vi" in result.output
    assert "a.csv: one: category: there is no category 'space'" in result.output
    assert not (tmp_path / "b.xlsx").exists()
