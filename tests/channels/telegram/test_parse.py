"""Updates as Telegram sends them become what the core knows."""

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.channels.telegram.files import offered
from bot.channels.telegram.parse import parse
from bot.model import Address, GroupMoved, Incoming, Kind, Place, StaffPost
from tests.fakes import START

MAI = Address("telegram", "5001")
GROUP = Address("telegram", "-1001234567890")


@pytest.fixture
def parsed(updates):
    def parse_named(name: str) -> Any:
        update = Update.de_json(updates[name], None)
        assert update is not None
        return parse(update, START)

    return parse_named


@pytest.fixture
def file_of(updates):
    return lambda name: offered(Update.de_json(updates[name], None).message)


def test_a_text_of_a_citizen(parsed):
    at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert parsed("text") == Incoming("700000001", MAI, at, text="làm lại căn cước ở đâu?")


def test_a_command_is_a_choice_with_the_rest_as_text(parsed):
    incoming = parsed("command")
    assert (incoming.choice, incoming.text) == ("status", "BN-7K3F-2")


def test_an_unknown_command_asks_for_help(parsed):
    assert parsed("unknown_command").choice == "help"


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("/start", "start"),
        ("/batdau", "start"),
        ("/trogiup", "help"),
        ("/Chude", "topics"),
        ("/canbo tôi cần gặp người", "person"),
        ("/ngonngu", "language"),
        ("/", None),
        ("/a/b là gì", None),
        ("1/2 ngày", None),
    ],
)
def test_commands_in_both_languages(updates, said, choice):
    payload = updates["text"]
    message = {**payload["message"], "text": said}
    incoming = parse(Update.de_json({**payload, "message": message}, None), START)
    assert isinstance(incoming, Incoming)
    assert incoming.choice == choice


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("photo", Kind.photo, "ổ gà trước chợ"),
        ("voice", Kind.voice, ""),
        ("document", Kind.document, "đơn của em"),
        ("picture_as_document", Kind.photo, ""),
        ("video", Kind.other, ""),
        ("animation", Kind.other, ""),
        ("sticker", Kind.sticker, "🙏"),
        ("contact", Kind.contact, "Bình Lê +84900000000"),
        ("location", Kind.place, ""),
        ("venue", Kind.place, "Chợ Nhớn, Bắc Ninh"),
        ("dice", Kind.other, ""),
    ],
)
def test_what_is_no_text_has_its_kind(parsed, name, kind, text):
    incoming = parsed(name)
    assert (incoming.kind, incoming.text, incoming.choice) == (kind, text, None)


@pytest.mark.parametrize("name", ["location", "venue"])
def test_a_place_has_its_coordinates(parsed, name):
    assert parsed(name).place == Place(21.1861, 106.0763)


def test_the_largest_size_of_a_photo_is_wanted(file_of):
    assert file_of("photo").id == "large"


def test_the_name_of_a_file_leads_nowhere(file_of):
    assert file_of("document").name == "don xin.pdf"


def test_a_press_is_a_choice(parsed):
    assert parsed("press") == Incoming("700000018", MAI, START, choice="yes:idcard-lost")


def test_a_press_under_an_old_message_counts(parsed):
    assert parsed("press_under_an_old_message").choice == "topics"


def test_a_press_in_the_staff_group(parsed):
    assert parsed("staff_press") == StaffPost(
        "700000020", GROUP, "77", "Hùng Vũ", START, choice="claim:BN-7K3F-2", thread="6"
    )


def test_a_reply_of_staff_names_what_it_answers(parsed):
    post = parsed("staff_reply")
    assert (post.text, post.replied_to, post.thread) == ("Mời chị ra phường", "7", None)
    assert (post.author, post.author_name) == ("77", "Hùng Vũ")


def test_a_message_in_a_topic_is_no_reply(parsed):
    post = parsed("staff_in_topic")
    assert (post.replied_to, post.thread) == (None, "6")


def test_an_anonymous_administrator_is_staff(parsed):
    post = parsed("anonymous_staff")
    assert (post.author_name, post.text) == ("Tổ trưởng", "Để tôi hỏi lại")


def test_the_caption_of_a_staff_photo_is_its_text(parsed):
    assert parsed("staff_photo").text == "Mẫu đơn"


def test_a_group_that_moved(parsed):
    assert parsed("migrated") == GroupMoved("700000030", Address("telegram", "-4001"), GROUP)


@pytest.mark.parametrize(
    "name",
    [
        "pinned",
        "edited",
        "channel_post",
        "group_command",
        "other_bot",
        "linked_channel",
        "joined",
        "topic_closed",
        "migrated_from",
    ],
)
def test_what_is_not_meant_for_us_is_nothing(parsed, name):
    assert parsed(name) is None
