"""Tables as the CSV and XLSX files in which offices work."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from faq.exchange.placed import BadFile
from faq.exchange.tables import Cell, Row
from faq.vietnamese.escapes import shielded, unshielded

MOST_ROWS, MOST_COLUMNS = 20_000, 400
LONGEST_CELL = 32_767  # of Excel
_LAST_ROW = 1_048_576  # of Excel; a file may claim more
_UNPACKED = 300_000_000  # bytes, many times what the most rows need
_SEPARATORS = ",;\t"  # Excel writes what the computer's region says

_XML_ESCAPE = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")

# A formula as a program writes it that cannot calculate; openpyxl would take its cell for empty.
_UNCALCULATED = re.compile(
    rb"""<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"""
)


def csv_rows(content: bytes) -> list[Row]:
    """The rows of a file in UTF-8, whatever its separator and line ends."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile("is not in UTF-8; Excel saves it as 'CSV UTF-8'") from error
    head = re.split("[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    separator = max(_SEPARATORS, key=head.count)
    # Strict, lest a quote that is never closed swallow the rows below.
    records = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return _filled(map(_plain, record) for record in records)
    except csv.Error as error:
        raise BadFile(f"is no CSV: line {records.line_num}: {error}") from error


def csv_content(table: Sequence[Sequence[Cell]]) -> bytes:
    """A file that Excel opens as UTF-8 and does not calculate with."""
    check_size(table)
    text = StringIO(newline="")
    csv.writer(text).writerows([shielded(_text(cell)) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def xlsx_sheets(content: bytes) -> list[list[Row]]:
    """The rows of every sheet; of a formula its result, of a day or number its text."""
    try:
        _check_archive(content)
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            return [_filled(_texts(page)) for page in book.worksheets]
    except BadFile:
        raise
    except BadZipFile as error:
        raise BadFile("is no XLSX file, or has a password") from error
    except Exception as error:  # openpyxl has no error of its own for what it cannot read
        raise BadFile(f"is a broken XLSX file: {type(error).__name__}: {error}") from error


def check_size(table: Sequence[Sequence[Cell]]) -> None:
    """Refuse to write what could not be read."""
    if len(table) - 1 > MOST_ROWS or len(table[0]) > MOST_COLUMNS:
        raise BadFile(f"would have {len(table) - 1} entries in {len(table[0])} columns; {_LIMITS}")
    for row in table:
        for name, cell in zip(table[0], row, strict=True):
            length = len(_text(cell).encode("utf-16-le")) // 2 + 1
            if length > LONGEST_CELL:
                raise BadFile(f"{row[0]}: {name} has {length} characters: too long for a cell")


_LIMITS = f"a table has at most {MOST_ROWS} entries and {MOST_COLUMNS} columns"


def _check_archive(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > _UNPACKED:
            raise BadFile(f"unpacks to {size} bytes; at most {_UNPACKED} are read")
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and _UNCALCULATED.search(archive.read(name)):
                raise BadFile("has a formula without its result; open it in Excel and save it")


def _filled(rows: Iterable[Iterable[str]]) -> list[Row]:
    """The rows that are not blank."""
    filled: list[Row] = []
    for number, row in enumerate(rows, 1):
        cells = list(row)
        wide = max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0)
        if wide:
            filled.append(Row(number, cells[:wide]))
        if wide > MOST_COLUMNS or len(filled) > MOST_ROWS + 1 or number > _LAST_ROW:
            raise BadFile(f"has more than that: {_LIMITS}")
    return filled


def _plain(cell: str) -> str:
    return unshielded(cell.replace("\r\n", "\n").replace("\r", "\n"))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _texts(page: Any) -> Iterator[Iterator[str]]:
    page.reset_dimensions()  # those a program wrote into the file may be wrong
    for row in page.iter_rows():
        yield (_typed(cell) for cell in row)


def _typed(cell: Any) -> str:
    """The text of a cell of any type."""
    value = cell.value
    if isinstance(value, datetime):
        return _moment(value, cell.number_format)
    if isinstance(value, float):
        return format(value, ".15g")  # as many digits as Excel has
    if isinstance(value, str):
        return _plain(_XML_ESCAPE.sub(lambda code: chr(int(code[1], 16)), value))
    return _text(value)


def _moment(value: datetime, shown_as: str) -> str:
    """A day; or a month, which Excel keeps as its first day."""
    if value.time() != datetime.min.time():
        return value.isoformat(" ")
    day: date = value.date()
    return day.isoformat() if "d" in shown_as.lower() else f"{day:%Y-%m}"
