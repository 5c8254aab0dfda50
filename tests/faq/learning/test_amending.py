"""A few changed entries are taken in at once, and the others do not notice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from faq import Entry, seed
from faq.learning.amending import amended
from faq.learning.evidence import Evidence
from faq.learning.learned import Learned
from faq.learning.sentence import prepared
from faq.learning.shelf import Shelf
from faq.learning.teacher import Teacher
from faq.vietnamese.noise import bare, noised
from tests.faq.learning.bags import Bags
from tests.faq.town import entry

WIFI = entry("wifi", "wifi miễn phí ở đâu", "mật khẩu wifi công cộng", "bắt wifi của phường")


def evidence(learned: Learned, teacher: Teacher, texts: Sequence[str]) -> Evidence:
    sentences = [prepared(learned.marks, text) for text in texts]
    spoken = [sentence.spoken for sentence in sentences]
    return learned.evidence(sentences, teacher.embed(spoken) if teacher.embed else None)


def best(learned: Learned, teacher: Teacher, texts: Sequence[str]) -> list[str]:
    return [learned.entries[place] for place in evidence(learned, teacher, texts).best()]


def ordered(*entries: Entry) -> list[Entry]:
    return sorted(entries, key=lambda one: one.id)


def questions(entries: Sequence[Entry]) -> list[str]:
    return sorted({line for one in entries for line in one.questions()})


@pytest.fixture(scope="module")
def some() -> list[Entry]:
    """Five entries of the shipped bank with a few hundred questions."""
    return ordered(*[one for one in seed() if not one.canned][:80:16])


@pytest.fixture(scope="module")
def knowing(teacher: Teacher, some: list[Entry]) -> Learned:
    """What was learned from all of them but the last."""
    found = teacher.learned(some[:-1])
    assert found
    return found


def test_without_a_change_nothing_changes(learned: Learned, teacher: Teacher, town: list[Entry]):
    same = amended(learned, town, teacher.embed)
    assert (same.entries, same.lines, same.forms) == (
        learned.entries,
        learned.lines,
        learned.forms,
    )
    np.testing.assert_array_equal(same.starts, learned.starts)
    texts = [noised(line, 1) for line in questions(town)]
    before, after = evidence(learned, teacher, texts), evidence(same, teacher, texts)
    np.testing.assert_array_equal(after.scores, before.scores)
    for one, other in zip(after.nearest, before.nearest, strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("id", ["a-wifi", "j-wifi", "z-wifi"])  # before, between, behind
def test_a_new_entry_is_found(learned: Learned, teacher: Teacher, town: list[Entry], id: str):
    new = WIFI.model_copy(update={"id": id})
    more = amended(learned, ordered(*town, new), teacher.embed)
    asked = ["chỗ nào bắt wifi mien phi", *WIFI.questions(), *map(bare, WIFI.variants.vi)]
    assert set(best(more, teacher, asked)) == {id}
    assert more.same(prepared(more.marks, WIFI.variants.vi[0])) == [id]


def test_a_new_question_of_an_entry_is_found(learned: Learned, teacher: Teacher, town: list[Entry]):
    line = "chuyển chỗ ở trọ sang phường khác"
    changed = [entry(one.id, *one.variants.vi, line) if one.id == "stay" else one for one in town]
    more = amended(learned, changed, teacher.embed)
    assert best(more, teacher, [line, "doi tro sang phuong khac"]) == ["stay"] * 2
    assert more.same(prepared(more.marks, line)) == ["stay"]
    assert learned.same(prepared(learned.marks, line)) == []


def test_a_removed_entry_is_found_no_more(learned: Learned, teacher: Teacher, town: list[Entry]):
    rest = [one for one in town if one.id != "birth"]
    less = amended(learned, rest, teacher.embed)
    asked = questions([one for one in town if one.id == "birth"])
    assert "birth" not in less.entries
    assert [line for line in asked if less.same(prepared(less.marks, line))] == []
    found = evidence(less, teacher, asked)
    assert len(found.scores[0]) == len(rest) + 1
    anew = teacher.learned(rest)
    assert anew
    np.testing.assert_allclose(found.scores, evidence(anew, teacher, asked).scores, atol=0.3)


def test_a_removed_question_is_known_no_more(learned: Learned, teacher: Teacher, town: list[Entry]):
    gone = "chủ trọ khai tạm trú ở đâu"
    changed = [
        entry(one.id, *(line for line in one.variants.vi if line != gone))
        if one.id == "stay"
        else one
        for one in town
    ]
    less = amended(learned, changed, teacher.embed)
    assert learned.same(prepared(learned.marks, gone)) == ["stay"]
    assert less.same(prepared(less.marks, gone)) == []
    assert gone not in less.lines
    assert best(less, teacher, ["đăng ký tạm trú cho người thuê trọ"]) == ["stay"]


def test_an_entry_under_another_name_keeps_its_questions(
    learned: Learned, teacher: Teacher, town: list[Entry]
):
    renamed = ordered(
        *(one.model_copy(update={"id": "a-stay"}) if one.id == "stay" else one for one in town)
    )
    found = amended(learned, renamed, teacher.embed)
    assert found.entries[0] == "a-stay"
    assert set(best(found, teacher, questions(renamed[:1]))) == {"a-stay"}
    assert best(found, teacher, ["khai tử muộn có sao không"]) == ["death"]


def test_the_other_entries_are_found_as_before(
    knowing: Learned, teacher: Teacher, some: list[Entry]
):
    changed = entry(some[0].id, *some[0].variants.vi[:-3], "wifi của phường mật khẩu là gì")
    now = ordered(changed, *some[1:])  # one changed, the last one added
    after = amended(knowing, now, teacher.embed)
    asked = questions(some[1:-1])
    same = np.array(best(after, teacher, asked)) == np.array(best(knowing, teacher, asked))
    assert same.mean() > 0.98  # near the changed entry a question may change sides


def test_all_is_found_that_learning_anew_would_find(
    knowing: Learned, teacher: Teacher, some: list[Entry]
):
    anew = teacher.learned(some)
    assert anew
    soon = amended(knowing, some, teacher.embed)
    assert soon.entries == anew.entries
    assert set(soon.lines) >= set(questions(some))
    asked = questions(some)
    same = np.array(best(soon, teacher, asked)) == np.array(best(anew, teacher, asked))
    assert same.mean() > 0.98
    typed = [noised(line, 3) for line in asked]
    alike = np.array(best(soon, teacher, typed)) == np.array(best(anew, teacher, typed))
    assert alike.mean() > 0.98


def test_the_town_is_ranked_as_learning_anew_would(teacher: Teacher, town: list[Entry]):
    before = teacher.learned([one for one in town if one.id != "id-lost"])
    anew = teacher.learned(town)
    assert before
    assert anew
    soon = amended(before, town, teacher.embed)
    asked = [*questions(town), *map(bare, questions(town))]
    assert best(soon, teacher, asked) == best(anew, teacher, asked)


def test_changes_one_after_the_other_are_as_good_as_all_at_once(
    learned: Learned, teacher: Teacher, town: list[Entry]
):
    now = ordered(*town, WIFI)
    back = amended(amended(learned, now, teacher.embed), town, teacher.embed)
    texts = questions(town)
    np.testing.assert_allclose(
        evidence(back, teacher, texts).scores, evidence(learned, teacher, texts).scores, atol=1e-5
    )
    again = amended(back, now, teacher.embed)
    assert set(best(again, teacher, questions([WIFI]))) == {"wifi"}


@pytest.mark.parametrize("kept", [0, 1])
def test_hardly_an_entry_may_be_left(
    learned: Learned, teacher: Teacher, town: list[Entry], kept: int
):
    few = amended(learned, town[:kept], teacher.embed)
    found = evidence(few, teacher, ["khai sinh ở đâu"])
    assert found.scores.shape == (1, kept + 1)
    places = np.arange(kept)
    assert found.of(0, kept).features(places).shape[0] == kept
    assert len(amended(few, town, teacher.embed).entries) == len(town)


def test_only_new_questions_are_embedded(town: list[Entry]):
    bags = Bags()
    teacher = Teacher(bags, Shelf(None))
    learned = teacher.learned(town)
    assert learned
    bags.asked.clear()
    amended(learned, town, teacher.embed)
    assert bags.asked == []
    amended(learned, ordered(*town, WIFI), teacher.embed)
    assert len(bags.asked) == len(set(WIFI.questions()))


def test_of_a_great_bank_no_more_is_taken_in_than_was_learned_from(town: list[Entry]):
    many = [entry(f"e{n}", *(f"câu {word} {n}" for word in "abcdefghijklmnop")) for n in range(3)]
    teacher = Teacher(None, Shelf(None), most=24)
    learned = teacher.learned(ordered(*many))
    assert learned
    assert len(learned.lines) <= 36
    same = amended(learned, ordered(*many), None, most=24)
    assert same.lines == learned.lines
    more = amended(learned, ordered(*many, WIFI), None, most=24)
    assert len(more.lines) <= 36
    assert "wifi" in more.entries
