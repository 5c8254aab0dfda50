"""The exam tells how good the search is, and the command line shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from faq import Faq
from faq.__main__ import main
from faq.measuring import exam
from faq.measuring.exam import BadQuestions, Figures, Prediction, Question
from tests.faq.town import ENTRIES

FAQ = Faq(ENTRIES)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def put(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return put(
        tmp_path / "bank.jsonl",
        {"id": "Lost_Card", "q": "I lost my card"},
        {"id": "Lost_Card", "q": "my card is missing"},
        {"id": "exchange_rate", "q": "what is the exchange rate today"},
        {"id": None, "q": "is it going to rain"},
    )


def test_figures_count_right_wrong_and_refused():
    def made(id: str | None, best: str, outcome: exam.Outcome) -> Prediction:
        return Prediction(Question("?", id), ((best, 0.9), ("c", 0.5), ("d", 0.1)), outcome)

    figures = Figures.of(
        [
            made("a", "a", "sure"),
            made("a", "b", "sure"),
            made("c", "b", "likely"),
            made("z", "b", "none"),
            made(None, "a", "sure"),
            made(None, "a", "likely"),
            made(None, "a", "none"),
        ]
    )
    assert figures == Figures(
        answerable=4,
        top_1=1,
        top_3=2,
        sure=2,
        sure_right=1,
        sure_wrong=1,
        unanswerable=3,
        wrongly_answered=1,
        rightly_refused=2,
    )
    shares = figures.to_dict()
    assert shares["rightly_refused_share"] == 0.6667
    assert shares["in_scope_right_share"] == 0.25


def test_small_talk_in_return_is_no_answer():
    (made,) = exam.predict(FAQ, [Question("chào em", None, "chitchat")])
    assert made.outcome == "none"
    assert made.top[0][0] == "greeting"


def test_a_question_of_the_bank_is_surely_right():
    (made,) = exam.predict(FAQ, [Question("rơi mất bằng lái", "licence-lost")])
    assert (made.place, made.outcome) == (0, "sure")


def test_a_bank_of_questions_alone_can_be_searched(bank: Path):
    faq = Faq(exam.bank(exam.questions(bank)))
    assert [entry.id for entry in faq.entries] == ["Lost_Card", "exchange_rate"]
    assert faq.search("i have lost the card")[0].entry.id == "Lost_Card"


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": "a"}', '{"q": 1}', '{"q": "a", "id": 3}', '{"q": "\\ud83d", "id": "a"}'],
)
def test_a_bad_line_is_named_with_its_file_and_number(tmp_path: Path, line: str):
    path = tmp_path / "bad.jsonl"
    path.write_text('{"q": "good", "id": null}\n\n' + line, encoding="utf-8")
    with pytest.raises(BadQuestions, match=r"bad\.jsonl, line 3: "):
        exam.questions(path)


def test_the_shipped_exam_has_questions_of_every_style():
    asked = exam.questions(exam.shipped_exam())
    assert len(asked) == 260
    assert {"standard", "nodiac", "teencode", "typo", "short", "verbose", "near"} <= {
        one.style for one in asked
    }


def test_exam_prints_figures_as_json_and_writes_predictions(tmp_path: Path, bank: Path):
    asked = put(
        tmp_path / "asked.jsonl",
        {"id": "Lost_Card", "q": "lost my card", "style": "short"},
        {"id": None, "q": "sing me a song", "style": "far"},
    )
    out = tmp_path / "out.jsonl"
    result = run("exam", asked, "--bank", bank, "--json", "--predictions", out)
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert set(figures["styles"]) == {"short", "far"}
    assert figures["styles"]["short"]["top_1_share"] == 1
    assert figures["styles"]["far"]["answerable"] == 0
    assert {"all", "thresholds", "tuned", "questions", "entries"} <= set(figures)
    assert figures["auroc"] == 1
    assert sum(one["questions"] for one in figures["bins"]) == 2
    assert figures["curve"][0]["precision"] == 1
    assert figures["chosen"] in figures["coverage"]
    assert {"ece", "confusions"} <= set(figures)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [set(line) for line in lines] == [{"q", "id", "style", "top", "outcome"}] * 2
    assert lines[0]["top"][0][0] == "Lost_Card"
    assert lines[1]["outcome"] in ("likely", "none")


def test_exam_prints_a_table_with_a_row_for_each_style(tmp_path: Path, bank: Path):
    asked = put(tmp_path / "asked.jsonl", {"id": "Lost_Card", "q": "lost card", "style": "brief"})
    result = run("exam", asked, "--bank", bank)
    assert result.exit_code == 0
    assert "brief" in result.stdout
    assert "Learned: " in result.stdout
    assert "(ECE)" in result.stdout
    assert "sure 0.8" in result.stdout


def test_exam_shows_wrong_pairs_with_their_questions_as_they_were_typed(tmp_path: Path, bank: Path):
    asked = put(tmp_path / "asked.jsonl", {"id": "exchange_rate", "q": "my card [red] :smile:"})
    result = run("exam", asked, "--bank", bank)
    assert "→ Lost_Card" in result.stdout
    assert "my card [red] :smile:" in result.stdout


def test_exam_shows_the_first_wrong_pairs_and_counts_the_rest(tmp_path: Path, bank: Path):
    rows = [{"id": f"entry-{number:02}", "q": "lost card"} for number in range(25)]
    shown = run("exam", put(tmp_path / "asked.jsonl", *rows), "--bank", bank).stdout
    assert "entry-19" in shown
    assert "entry-20" not in shown
    assert "and 5 more pairs" in shown


@pytest.mark.parametrize(
    ("name", "start"), [("a.svg", b"<svg"), ("a.png", b"\x89PNG"), ("A.SVG", b"<svg")]
)
def test_exam_draws_a_picture(tmp_path: Path, bank: Path, name: str, start: bytes):
    result = run("exam", bank, "--bank", bank, "--picture", tmp_path / name)
    assert result.exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--picture", "a.jpg"], "a.jpg: ends in none of .svg, .png"),
        (["--picture", "nowhere/a.svg"], "nowhere/a.svg: cannot be written"),
        (["--predictions", "nowhere/out.jsonl"], "nowhere/out.jsonl: cannot be written"),
        (["--predictions", "."], ".: cannot be written"),
        (["--val", "val.jsonl"], "--val goes with --bank"),
        (["empty.jsonl"], "empty.jsonl: has no questions"),
        (["--bank", "empty.jsonl"], "empty.jsonl: has no questions"),
        (["--bank", "none.jsonl"], 'none.jsonl: no question has an "id"'),
        (["--bank", "bank.jsonl", "--val", "empty.jsonl"], "empty.jsonl: has no questions"),
    ],
)
def test_exam_refuses_what_is_wrong_before_it_searches(
    tmp_path: Path,
    bank: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    fault: str,
):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "empty.jsonl")
    put(tmp_path / "none.jsonl", {"id": None, "q": "is it going to rain"})
    before = set(tmp_path.iterdir())
    result = run("exam", *arguments)
    assert result.exit_code != 0
    assert fault in result.stderr
    assert result.stdout == ""
    assert set(tmp_path.iterdir()) == before


def test_a_path_that_can_be_written_is_left_as_it_is_until_there_is_something_to_write(
    tmp_path: Path,
):
    old = tmp_path / "old.jsonl"
    old.write_text("kept", encoding="utf-8")
    result = run("exam", tmp_path / "none", "--predictions", old, "--picture", tmp_path / "a.svg")
    assert result.exit_code == 1
    assert old.read_text(encoding="utf-8") == "kept"
    assert not (tmp_path / "a.svg").exists()


def test_lines_end_where_json_ends_them(tmp_path: Path):
    path = tmp_path / "asked.jsonl"
    path.write_bytes('\ufeff{"q": "one\u2028two"}\r\n\r\n{"q": "three"}\n'.encode())
    assert [one.q for one in exam.questions(path)] == ["one\u2028two", "three"]


def test_exam_names_a_missing_file(tmp_path: Path):
    result = run("exam", tmp_path / "nowhere.jsonl")
    assert result.exit_code == 1
    assert "nowhere.jsonl: cannot be read" in result.stderr


def test_check_tells_every_fault_and_fails(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("- {id: one, category: vneid}\n- {id: two, category: moon}\n", encoding="utf-8")
    result = run("check", path)
    assert result.exit_code == 1
    assert f"{path}: one: answer: " in result.stdout
    assert f"{path}: two: category: there is no category 'moon'" in result.stdout


def test_check_is_content_with_a_shipped_file():
    shipped = Path(exam.__file__).parent.parent / "data" / "vneid.yaml"
    result = run("check", shipped)
    assert (result.exit_code, result.stderr) == (0, "")


def test_ask_shows_entries_with_their_scores():
    result = run("ask", "cháy nhà rồi,", "gọi số mấy")
    assert result.exit_code == 0
    assert "hotlines" in result.stdout
    assert "urgent: fire, 114" in result.stdout
