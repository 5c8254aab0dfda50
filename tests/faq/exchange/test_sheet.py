"""An office gets what citizens are told, on paper or in a spreadsheet."""

from __future__ import annotations

from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from bot.__main__ import main
from faq import Entry, categories
from faq.exchange.sheet import PLEASE_CONFIRM, BadSheet, Shelf, shelves, to_review, write_sheet
from tests.faq.town import canned, entry

DAY = date(2026, 11, 24)
NASTY = "<script>alert('x')</script> & \"quoted\""
DATED = [
    {
        "valid_until": "2026-12-31",
        "part": "fee",
        "vi": "Giảm một nửa.",
        "en": "Half the fee.",
    }
]


class Seen(HTMLParser):
    """What a reader of the page sees, with what the page would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [value or "" for name, value in attrs if name == "src" or tag == "link"]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.text += data


def printed(folder: Path, *entries: Entry, day: date = DAY) -> Seen:
    path = folder / "sheet.html"
    write_sheet(path, shelves(entries), day)
    return Seen(path.read_text(encoding="utf-8"))


def tabled(folder: Path, *entries: Entry, day: date = DAY) -> list[dict[str, object]]:
    path = folder / "sheet.xlsx"
    write_sheet(path, shelves(entries), day)
    page = openpyxl.load_workbook(path).worksheets[0]
    titles, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, titles), row, strict=True)) for row in rows]


def test_entries_stand_by_category_in_browsing_order_small_talk_last():
    made = shelves(
        [
            canned("greeting", "chào em"),
            entry("a", category="doi-song"),
            entry("b", category="cong-dvc"),
            entry("c", category="doi-song"),
        ]
    )
    assert [shelf.id for shelf in made] == ["cong-dvc", "doi-song", "tro-chuyen"]
    assert [one.id for one in made[1].entries] == ["a", "c"]


def test_one_category_can_be_asked_for():
    made = shelves([entry("a", category="vneid"), entry("b", category="doi-song")], "vneid")
    assert [shelf.id for shelf in made] == ["vneid"]


def test_an_unknown_category_is_refused_with_the_known_ones():
    with pytest.raises(BadSheet, match=r"'moon'.*vneid"):
        shelves([], "moon")


def test_the_page_shows_the_whole_entry(tmp_path):
    seen = printed(tmp_path, entry("id-lost", parts={"time": {"vi": "7 ngày", "en": "7 days"}}))
    for words in (
        *("id-lost", "mất căn cước", "Đến Công an xã, phường.", "Go to the police."),
        *("https://dichvucong.gov.vn", "Thời gian", "7 ngày", "7 days", "Luật Căn cước 2023"),
        *("11/2026", "cao", "Công an", "Police", "23/11/2026, Ban biên tập", "21/02/2027"),
        *("Đúng", "Cần sửa", "Họ tên", "Ngày", "Chữ ký", "24/11/2026"),
    ):
        assert words in seen.text, words


def test_the_page_shows_dated_parts_with_their_days_as_they_stand_on_the_day(tmp_path):
    dated = entry("id-lost", dated=DATED)
    before = printed(tmp_path, dated).text
    after = printed(tmp_path, dated, day=date(2027, 1, 1)).text
    assert "Đến hết 31/12/2026 (đang hiển thị)" in before
    assert "Đến hết 31/12/2026 (không hiển thị)" in after
    # In the answer, among the dated parts, in the short part; later among the dated parts alone.
    assert (before.count("Giảm một nửa."), after.count("Giảm một nửa.")) == (3, 1)


def test_the_page_asks_to_confirm_what_is_of_low_confidence(tmp_path):
    assert PLEASE_CONFIRM in printed(tmp_path, entry("a", confidence="low")).text
    assert PLEASE_CONFIRM not in printed(tmp_path, entry("a", confidence="medium")).text


def test_an_entry_is_to_be_reviewed_at_low_confidence_or_past_its_day():
    sure, low, small = entry("sure"), entry("low", confidence="low"), canned("thanks", "cảm ơn")
    due = sure.review_due()
    assert due is not None
    assert to_review([sure, low, small], due) == [low]
    assert to_review([sure, low, small], due + timedelta(days=1)) == [sure, low]


def test_an_entry_that_citizens_do_not_get_says_so(tmp_path):
    assert "bản nháp" in printed(tmp_path, entry("a", status="draft")).text
    assert "ngừng" in printed(tmp_path, entry("a", status="retired")).text
    over = printed(tmp_path, entry("a", valid_until="2026-11-23")).text
    assert "Đến hết 23/11/2026 (không hiển thị)" in over


def test_whatever_an_entry_says_is_shown_not_run(tmp_path):
    said = {"vi": NASTY, "en": NASTY}
    seen = printed(
        tmp_path,
        entry(
            "a",
            question=said,
            answer=said,
            owner=said,
            parts={"fee": said},
            dated=[{**said, "valid_from": "2026-01-01"}],
            sources=[{"name": NASTY}],
            reviewed_by=NASTY,
        ),
    )
    assert "script" not in seen.tags
    assert seen.text.count(NASTY) >= 10


def test_the_page_needs_nothing_else_to_be_printed_on_a4(tmp_path):
    seen = printed(tmp_path, entry("a"))
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert seen.loaded == []
    assert "size: A4" in page
    assert "article { break-inside: avoid" in page


def test_the_spreadsheet_has_a_row_for_each_entry(tmp_path):
    low = entry("b", category="vneid", confidence="low", dated=DATED)
    first, second = tabled(tmp_path, entry("a"), low)
    assert (first["Mã"], second["Mã"]) == ("b", "a")
    assert first["Câu trả lời"] == low.text("vi", DAY)
    assert first["Câu trả lời (tiếng Anh)"] == low.text("en", DAY)
    assert "Đến hết 31/12/2026 (đang hiển thị)\nGiảm một nửa." in str(first["Phần có thời hạn"])
    assert first["Trả lời ngắn"] == "Lệ phí: Giảm một nửa."
    assert (first["Độ tin cậy"], first["Đề nghị xác nhận"]) == ("thấp", PLEASE_CONFIRM)
    assert second["Đề nghị xác nhận"] is None
    assert str(first["Rà soát lại trước"]).startswith("2027-02-21")
    for empty in ("Đúng / cần sửa", "Nội dung cần sửa", "Họ tên", "Ngày", "Chữ ký"):
        assert first[empty] is None


def test_small_talk_has_a_row_without_sources(tmp_path):
    [row] = tabled(tmp_path, canned("greeting", "chào em"))
    assert (row["Nhóm"], row["Nguồn"], row["Độ tin cậy"]) == ("Chào hỏi, trò chuyện", None, None)


@pytest.mark.parametrize("text", ["=1+1", "+84 204", "-1", "@SUM(A1)", '=HYPERLINK("x")', "#N/A"])
def test_no_text_becomes_a_formula(tmp_path, text):
    write_sheet(tmp_path / "a.xlsx", shelves([entry("a", question={"vi": text, "en": "x"})]), DAY)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    [cell] = [cell for cell in page[2] if cell.value == text]
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")


def test_control_characters_are_left_out_of_the_spreadsheet(tmp_path):
    [row] = tabled(tmp_path, entry("a", question={"vi": "mất\x07 thẻ", "en": "x"}))
    assert row["Câu hỏi"] == "mất thẻ"


def test_the_spreadsheet_is_wrapped_under_a_head_that_stays(tmp_path):
    write_sheet(tmp_path / "a.xlsx", shelves([entry("a")]), DAY)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert page.freeze_panes == "C2"
    assert page.print_title_rows == "$1:$1"
    assert all(cell.alignment.wrap_text for cell in page[2])
    assert page.column_dimensions["E"].width == 70
    [choice] = page.data_validations.dataValidation
    assert choice.formula1 == '"đúng,cần sửa"'
    assert page[f"{str(choice.sqref)[0]}1"].value == "Đúng / cần sửa"


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet", "sheet.html.txt"])
def test_another_kind_of_file_is_refused_in_words(tmp_path, name):
    with pytest.raises(BadSheet, match=r"ends in \.html or \.xlsx"):
        write_sheet(tmp_path / name, shelves([entry("a")]), DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stood_there_is_replaced_whole(tmp_path):
    path = tmp_path / "sheet.html"
    path.write_text("old" * 100_000)
    printed(tmp_path, entry("a"))
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_stays_as_it_was_when_the_sheet_cannot_be_made(tmp_path):
    path = tmp_path / "sheet.html"
    path.write_text("old")
    broken = Shelf("vneid", categories()[0].name, (None,))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        write_sheet(path, [broken], DAY)
    assert path.read_text() == "old"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "taken.html").mkdir()
    for path in (tmp_path / "missing" / "a.html", tmp_path / "taken.html"):
        with pytest.raises(BadSheet, match=f"{path.name}: cannot be written"):
            write_sheet(path, shelves([entry("a")]), DAY)
    assert [one.name for one in tmp_path.iterdir()] == ["taken.html"]


def test_the_command_writes_the_shipped_entries_of_a_category_on_a_day(tmp_path):
    path = tmp_path / "vneid.html"
    asked = ["sheet", str(path), "--category", "vneid", "--day", "2027-03-01"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    assert "11 entries as of 2027-03-01" in result.output
    seen = Seen(path.read_text(encoding="utf-8"))
    assert "vneid-levels" in seen.text
    assert "idcard-lost" not in seen.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.pdf"], "ends in .html or .xlsx"),
        (["a.html", "--category", "moon"], "there is no category 'moon'"),
        (["a.html", "--day", "soon"], "'soon' does not match"),
    ],
)
def test_the_command_refuses_in_words(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["sheet", *words])
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output
