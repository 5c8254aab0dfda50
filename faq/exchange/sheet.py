"""The reader's sheet: approved texts with their sources, for an office to sign."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from faq.entry import PARTS, DatedText, Entry, Language, Part, Said, Status
from faq.exchange.files import SMALL_TALK, categories

PLEASE_CONFIRM = (
    "Đề nghị cơ quan phụ trách xác nhận: nội dung này có độ tin cậy thấp, "
    "chưa đối chiếu đủ với văn bản. (Please confirm.)"
)
_PARTS: dict[Part, str] = {
    "fee": "Lệ phí",
    "time": "Thời gian",
    "documents": "Giấy tờ",
    "where": "Nơi nộp",
}
_CONFIDENCE = {"high": "cao", "medium": "trung bình", "low": "thấp", None: ""}
_VERDICTS = ("đúng", "cần sửa")
_SMALL_TALK = Said(vi="Chào hỏi, trò chuyện", en="Small talk")
_DAY = "%d/%m/%Y"

# What a spreadsheet would calculate, not show, once somebody has edited the cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class BadSheet(ValueError):
    """A sheet that cannot be made as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category with its entries, as the sheet shows them together."""

    id: str
    name: Said
    entries: tuple[Entry, ...]


def shelves(entries: Iterable[Entry], category: str | None = None) -> list[Shelf]:
    """Entries by category, in the order in which citizens browse, small talk last."""
    kept = list(entries)
    names = {one.id: one.name for one in categories()} | {SMALL_TALK: _SMALL_TALK}
    if category is not None and category not in names:
        raise BadSheet(f"there is no category {category!r}; there are: {', '.join(names)}")
    found = [
        Shelf(id, name, tuple(entry for entry in kept if entry.category == id))
        for id, name in names.items()
        if category in (None, id)
    ]
    return [shelf for shelf in found if shelf.entries]


def to_review(entries: Iterable[Entry], day: date) -> list[Entry]:
    """Those that their office should look at first: of low confidence, or past their review day."""
    return [entry for entry in entries if entry.confidence == "low" or _overdue(entry, day)]


def write_sheet(path: Path, shown: Sequence[Shelf], day: date) -> None:
    """Write the texts as they stand on that day; a file of that name is replaced whole."""
    kinds: dict[str, Callable[[Sequence[Shelf], date], bytes]] = {".html": _html, ".xlsx": _xlsx}
    make = kinds.get(path.suffix.lower())
    if make is None:
        raise BadSheet(f"{path}: a sheet is a file that ends in {' or '.join(kinds)}")
    _replace(path, make(shown, day))


def _replace(path: Path, content: bytes) -> None:
    # Beside it, since a file is only replaced at once within one file system.
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise BadSheet(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _html(shown: Sequence[Shelf], day: date) -> bytes:
    page = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page.filters |= {"day": _day, "term": _term, "state": _state, "as_of": _as_of}
    template = (files("faq") / "data" / "sheet.html").read_text(encoding="utf-8")
    return (
        page.from_string(template)
        .render(
            shelves=shown,
            on=day,
            first={shelf.id: to_review(shelf.entries, day) for shelf in shown},
            part_names=_PARTS,
            confidence=_CONFIDENCE,
            please_confirm=PLEASE_CONFIRM,
        )
        .encode()
    )


def _xlsx(shown: Sequence[Shelf], day: date) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = f"Đối chiếu {day}"
    _head(page)
    rows = [(shelf, entry) for shelf in shown for entry in shelf.entries]
    for row, (shelf, entry) in enumerate(rows, 2):
        for place, column in enumerate(_COLUMNS, 1):
            _fill(page.cell(row, place), column.value(shelf, entry, day))
    _lay_out(page, len(rows) + 1)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the spreadsheet; an empty one is filled in by the office."""

    title: str
    width: int
    value: Callable[[Shelf, Entry, date], str | date | None] = lambda shelf, entry, day: None


_VERDICT = _Column("Đúng / cần sửa", 12)
_COLUMNS = (
    _Column("Nhóm", 18, lambda shelf, entry, day: shelf.name.vi),
    _Column("Mã", 20, lambda shelf, entry, day: entry.id),
    _Column("Câu hỏi", 30, lambda shelf, entry, day: entry.question.vi),
    _Column("Câu hỏi (tiếng Anh)", 30, lambda shelf, entry, day: entry.question.en),
    _Column("Câu trả lời", 70, lambda shelf, entry, day: entry.text("vi", day)),
    _Column("Câu trả lời (tiếng Anh)", 70, lambda shelf, entry, day: entry.text("en", day)),
    _Column("Phần có thời hạn", 50, lambda shelf, entry, day: _all_dated(entry, day)),
    _Column("Trả lời ngắn", 45, lambda shelf, entry, day: _all_parts(entry, "vi", day)),
    _Column("Trả lời ngắn (tiếng Anh)", 45, lambda shelf, entry, day: _all_parts(entry, "en", day)),
    _Column("Nguồn", 40, lambda shelf, entry, day: _all_sources(entry)),
    _Column("Thông tin tính đến", 12, lambda shelf, entry, day: _as_of(entry)),
    _Column("Độ tin cậy", 11, lambda shelf, entry, day: _CONFIDENCE[entry.confidence]),
    _Column("Đề nghị xác nhận", 30, lambda shelf, entry, day: _confirm(entry)),
    _Column("Tình trạng", 20, lambda shelf, entry, day: _state(entry, day)),
    _Column("Cơ quan phụ trách", 24, lambda shelf, entry, day: _owner(entry)),
    _Column("Rà soát ngày", 12, lambda shelf, entry, day: entry.reviewed_on),
    _Column("Người rà soát", 18, lambda shelf, entry, day: entry.reviewed_by),
    _Column("Rà soát lại trước", 12, lambda shelf, entry, day: entry.review_due()),
    _VERDICT,
    _Column("Nội dung cần sửa", 40),
    _Column("Họ tên", 20),
    _Column("Ngày", 12),
    _Column("Chữ ký", 18),
)


def _head(page: Worksheet) -> None:
    for place, column in enumerate(_COLUMNS, 1):
        cell = page.cell(1, place, column.title)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="E3ECF7")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(place)].width = column.width


def _fill(cell: Cell | MergedCell, value: str | date | None) -> None:
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # whatever it begins with
        cell.quotePrefix = value.startswith(_FORMULA)


def _lay_out(page: Worksheet, last: int) -> None:
    page.freeze_panes = "C2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A3
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    letter = get_column_letter(_COLUMNS.index(_VERDICT) + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(_VERDICTS)}"', allow_blank=True)
    choice.add(f"{letter}2:{letter}{last}")
    page.add_data_validation(choice)


def _all_dated(entry: Entry, day: date) -> str:
    return "\n\n".join(f"{_term(one, day)}\n{one.vi}\n{one.en}" for one in entry.dated)


def _all_parts(entry: Entry, language: Language, day: date) -> str:
    texts = {part: entry.part_text(part, language, day) for part in PARTS}
    return "\n\n".join(f"{_PARTS[part]}: {text}" for part, text in texts.items() if text)


def _all_sources(entry: Entry) -> str:
    return "\n".join(" ".join(filter(None, (one.name, one.url))) for one in entry.sources)


def _overdue(entry: Entry, day: date) -> bool:
    due = entry.review_due()
    return due is not None and due < day


def _confirm(entry: Entry) -> str:
    return PLEASE_CONFIRM if entry.confidence == "low" else ""


def _as_of(entry: Entry) -> str:
    """As people here write it: the day before the month, the month before the year."""
    return "/".join(reversed((entry.as_of or "").split("-")))


def _owner(entry: Entry) -> str:
    return f"{entry.owner.vi}\n{entry.owner.en}" if entry.owner else ""


def _state(entry: Entry, day: date) -> str:
    """Why citizens do not get this answer on that day; empty when they do."""
    if entry.status is Status.draft:
        return "bản nháp, chưa phục vụ"
    if entry.status is Status.retired:
        return "đã ngừng phục vụ"
    return "" if entry.holds_on(day) else _term(entry, day)


def _term(dated: DatedText | Entry, day: date) -> str:
    """From when until when it holds, with what that means on the day of the sheet."""
    begin = f"từ {_day(dated.valid_from)}" if dated.valid_from else ""
    end = f"đến hết {_day(dated.valid_until)}" if dated.valid_until else ""
    shown = "đang hiển thị" if dated.holds_on(day) else "không hiển thị"
    return f"{' '.join(filter(None, (begin, end))) or 'không thời hạn'} ({shown})".capitalize()


def _day(day: date | None) -> str:
    return day.strftime(_DAY) if day else ""
