"""The benchmark measures what it says, whatever the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from faq import Faq
from faq.__main__ import main
from faq.learning.embedder import in_process
from faq.measuring.bench import Job, durations, measure, memory, summary
from faq.measuring.bench_banks import MADE_UP, MadeUp, bank, evenly, grown, retyped, variants
from tests.faq.town import ENTRIES, entry


def run(*arguments: object) -> Result:
    """The command with every job done in this process, which spares its start."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], obj=measure)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    asked = [{"id": e.id, "q": line} for e in ENTRIES if not e.canned for line in e.questions()]
    path = tmp_path / "town.jsonl"
    path.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    return path


def test_a_small_bank_has_ten_variants_an_entry_taken_from_everywhere():
    lines = tuple(f"câu hỏi số {number}" for number in range(70))
    (small,) = bank([entry("many", *lines)], "few")
    assert small.variants.vi == lines[::7]
    assert bank(ENTRIES, "few") == ENTRIES
    assert bank(ENTRIES, "whole") == ENTRIES


def test_an_entry_grows_by_variants_of_its_own_words_the_same_each_time():
    big = grown(ENTRIES[0], 200)
    assert variants([big]) == 200
    assert len(set(big.variants)) == 200
    assert set(ENTRIES[0].variants) <= set(big.variants)
    assert big == grown(ENTRIES[0], 200)


def test_an_entry_of_one_word_grows_as_far_as_it_can():
    assert 1 <= variants([grown(entry("one", "đâu"), 1000)]) <= 1000


def test_a_large_bank_has_so_many_variants_by_equal_shares():
    big = bank(ENTRIES, "many", 500)
    assert [variants([one]) for one in big] == [100] * 5 + [0] * 3
    assert big[5:] == ENTRIES[5:]


def test_questions_are_retyped_without_marks_or_in_chat_spellings():
    made = retyped(ENTRIES, 10)
    assert len(made) == 10
    assert made[0] == "dang ky khai sinh cho con o dau?"
    assert not {line for one in ENTRIES for line in one.questions()} >= set(made)


def test_no_more_is_taken_than_there_is():
    assert evenly([1, 2, 3], 5) == [1, 2, 3]
    assert evenly([1, 2, 3, 4], 2) == [1, 3]
    assert evenly([], 2) == []


def test_made_up_vectors_lie_near_that_of_the_question_they_are_made_of():
    model = in_process()
    if model is None:
        pytest.skip("the model of meaning does not run on this machine")
    made = MadeUp.of(model, ENTRIES)
    assert made.name == model.name
    asked = ["làm giấy khai sinh cho bé", "rơi mất bằng lái xe"]
    vectors = made.embed(asked)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    alike = model.embed(["làm giấy khai sinh cho bé mới sinh", "rơi mất bằng lái"])
    assert np.diag(vectors @ alike.T) == pytest.approx(0.98, abs=0.02)
    assert np.array_equal(vectors[1:], made.embed(asked[1:]))


def test_durations_are_summed_up_in_milliseconds():
    assert summary([0.001 * n for n in range(1, 101)]) == pytest.approx(
        {"median": 50.5, "p95": 95.0}
    )
    assert summary([0.002]) == pytest.approx({"median": 2.0, "p95": 2.0})


def test_every_question_is_asked_in_every_round_unless_patience_ends():
    asked: list[str] = []
    assert len(durations(["a", "b"], asked.append, 3)) == 2
    assert asked == ["a"] * 3 + ["b"] * 3
    assert len(durations(["a", "b"], asked.append, 1, patience=0)) == 1


def test_a_process_holds_no_more_than_it_held_at_most():
    held = memory()
    assert 0 < held.get("resident", 1) <= held["peak"]


def test_the_command_tells_all_figures_of_each_size(town: Path):
    result = run("bench", "--quick", "--json", "--questions", 5, "--bank", town)
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert set(told["machine"]) == {"cpu", "cores", "python"}
    assert [one["size"] for one in told["banks"]] == ["few", "whole"]
    assert MADE_UP not in told["notes"]
    for one in told["banks"]:
        _is_whole(one, meaning=Faq([]).meaning is not None)
    assert "the bank as it is, 2 of 2: asking questions" in result.stderr


def _is_whole(one: dict[str, Any], meaning: bool) -> None:
    assert one["entries"] == 5
    assert one["learned"] > one["variants"]
    assert set(one["load"]) == {"cold", "cached"}
    assert set(one["memory"]) == {"cold", "cached"}
    assert one["changed"] > 0
    for kind in ("near", "letters", *(["meaning"] if meaning else [])):
        assert one[kind]["asked"] > 0
        assert one[kind]["median"] <= one[kind]["p95"]
        assert set(one[kind]["baseline"]) == {"asked", "median", "p95", "ratio"}


def test_a_job_can_be_done_in_a_process_of_its_own(town: Path, tmp_path: Path):
    done = measure(Job("learn", "whole", str(tmp_path / "shelf"), str(town)))
    again = measure(Job("load", "whole", str(tmp_path / "shelf"), str(town)))
    assert done["entries"] == 5
    assert set(again) == {"seconds", *memory()}
