"""Replies as Telegram takes them: escaped, within its limits, with nothing left out."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.render import cut, keyboard, pages, pieces
from bot.model import Attachment, Button, Reply
from tests.fake_telegram.markup import visible

words = st.text(st.sampled_from("aăâ<>&\"' \n.đ😀"), max_size=300)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
PHOTO = Attachment("a", "image/jpeg", "photo.jpg", b"\xff\xd8\xff")


def without_spaces(text: str) -> str:
    return "".join(text.split())


@given(st.builds(Reply, words, words, words), st.integers(min_value=20, max_value=400))
def test_every_part_is_valid_and_short_and_nothing_is_lost(reply, limit):
    parts = [visible(part) for part in pages(reply, limit)]
    assert all(0 < len(part) <= limit for part in parts)
    said = without_spaces(reply.title + reply.text + reply.footer)
    assert without_spaces("".join(parts)) == said


@given(texts)
def test_the_text_of_a_user_is_shown_as_written(text):
    assert without_spaces("".join(map(visible, pages(Reply(text))))) == without_spaces(text)


@given(st.lists(st.text("xyz", min_size=1, max_size=40), min_size=1, max_size=30))
def test_whole_paragraphs_stay_whole(paragraphs):
    parts = pages(Reply("\n\n".join(paragraphs)), 50)
    assert [line for part in parts for line in part.split("\n\n")] == paragraphs


def test_a_long_text_breaks_between_lines_where_it_has_no_paragraphs():
    assert cut("một hai\nba bốn", 10) == ("một hai", "ba bốn")


def test_a_long_line_breaks_between_words():
    assert cut("một hai ba", 8) == ("một hai", "ba")


def test_a_mark_stays_with_its_letter():
    assert cut("abe\u0302\u0301f", 4) == ("ab", "e\u0302\u0301f")


def test_title_and_footer_are_marked_and_markup_is_escaped():
    reply = Reply("Phí < 50.000 & miễn", title="<b>Lệ phí</b>", footer="Nguồn: A&B")
    assert pages(reply) == [
        "<b>&lt;b&gt;Lệ phí&lt;/b&gt;</b>\n\nPhí &lt; 50.000 &amp; miễn\n\n<i>Nguồn: A&amp;B</i>"
    ]


def test_a_footer_is_not_torn():
    footer = "nguồn " * 60
    last = pages(Reply("chữ " * 1000, footer=footer))[-1]
    assert visible(last) == footer.strip()


def test_buttons_stand_under_the_last_part():
    parts = pieces(Reply("chữ " * 3000, buttons=(Button("Có", "yes:a"),)))
    assert [part.keyboard is not None for part in parts] == [False, False, True]


def test_a_short_text_is_the_caption_of_its_file():
    [part] = pieces(Reply("Mẫu đơn"), PHOTO)
    assert (part.html, part.attachment) == ("Mẫu đơn", PHOTO)


def test_a_long_text_follows_its_file():
    file, text = pieces(Reply("chữ " * 400), PHOTO)
    assert (file.html, file.attachment, text.attachment) == ("", PHOTO, None)


def test_stars_share_a_row_and_long_labels_do_not():
    stars = tuple(Button(str(n), f"rate:BN:{n}") for n in range(1, 6))
    markup = keyboard((*stars, Button("Chưa được, hỏi lại", "reopen:BN"), Button("Xong", "ok")))
    assert [len(row) for row in markup["inline_keyboard"]] == [5, 1, 1]


def test_a_long_label_is_cut():
    markup = keyboard((Button("câu hỏi " * 20, "ask:a"),))
    label = markup["inline_keyboard"][0][0]["text"]
    assert len(label) <= 60
    assert label.endswith("…")


def test_nothing_to_say_makes_no_message():
    assert pieces(Reply(" \n")) == []
