"""A table as an XLSX file that an editor finds laid out for the work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Box
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from faq.entry import PARTS, Status
from faq.exchange.spreadsheet import MOST_ROWS, check_size
from faq.exchange.tables import DAYS, LISTS, YES_NO, Cell
from faq.vietnamese.escapes import shielded_if_quoted

_FIRST_DAY = date(1901, 1, 1)  # Excel knows none before 1900, and counts a day too many in it
_TEXT, _DAY, _NUMBER = "@", "yyyy-mm-dd", "0"
_TOP = Alignment(wrap_text=True, vertical="top")
_HEIGHT = 90  # points: six lines, since rows as high as their longest text cannot be surveyed
_CHOICES = {
    "status": tuple(Status),
    "canned": YES_NO,
    "urgent": YES_NO,
    "part": PARTS,
    "confidence": ("high", "medium", "low"),
}


def xlsx_content(table: Sequence[Sequence[Cell]]) -> bytes:
    """A file whose texts stay texts, whatever they begin with."""
    check_size(table)
    book = Workbook()
    page = book.worksheets[0]
    page.title = "entries"
    for number, row in enumerate(table, 1):
        for at, cell in enumerate(row, 1):
            if cell is not None:
                _fill(page.cell(number, at), cell)
        page.row_dimensions[number].height = _HEIGHT if number > 1 else None
    for at, name in enumerate(table[0], 1):
        _lay_out(page, at, str(name))
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(box: Box | MergedCell, cell: str | int | date) -> None:
    box.alignment = _TOP
    if isinstance(cell, int) or (isinstance(cell, date) and cell >= _FIRST_DAY):
        box.value = cell
        box.number_format = _NUMBER if isinstance(cell, int) else _DAY
    else:
        box.value = shielded_if_quoted(str(cell))
        box.data_type = "s"
        box.number_format = _TEXT  # it stays a text when somebody edits it, too


def _lay_out(page: Worksheet, at: int, name: str) -> None:
    head = page.cell(1, at)
    head.font = Font(bold=True)
    head.fill = PatternFill("solid", start_color="E3ECF7")
    letter, last = get_column_letter(at), name.rpartition(".")[2]
    column = page.column_dimensions[letter]
    column.width = _width(name)
    column.alignment = _TOP
    # For what will be typed below; a month would become its first day.
    column.number_format = _DAY if last in DAYS and last != "as_of" else _TEXT
    if last in _CHOICES:
        choice = DataValidation("list", formula1=f'"{",".join(_CHOICES[last])}"', allow_blank=True)
        choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
        page.add_data_validation(choice)


def _width(name: str) -> int:
    if name.startswith(("answer.", "variants.")):
        return 60
    if name.endswith((".vi", ".en")) or name in LISTS | {"sources"}:
        return 35
    return 22 if name in ("id", "category") else 13
