"""Questions of which it is known what they lead to, and how each answer is known again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.fakes import entry

_QUESTIONS = (
    "làm lại căn cước bị mất",
    "làm hộ chiếu qua mạng",
    "đăng ký khai sinh cho con",
    "đăng ký kết hôn ở đâu",
    "sang tên sổ đỏ",
    "xin giấy phép xây dựng nhà ở",
    "đổi bằng lái xe ô tô",
    "gia hạn thẻ bảo hiểm y tế",
    "xin miễn học phí",
    "đăng ký hộ kinh doanh",
    "đăng ký tạm trú cho người thuê nhà",
    "xin phiếu lý lịch tư pháp",
)
# What is near enough to an entry to ask whether it is meant, and no nearer.
UNSURE = {0: "thẻ bị mất", 2: "đăng ký cho con", 5: "giấy phép xe"}
SURE = {number: text for number, text in enumerate(_QUESTIONS) if number not in UNSURE}
UNKNOWN = (
    "nhà tôi có con trâu bị ốm thì gọi ai",
    "con gà nhà tôi bị dịch thì báo cho ai",
    "ao cá nhà tôi bị bệnh thì hỏi ai",
    "lịch tiêm phòng cho chó ở đâu",
    "đào giếng trong vườn có phải xin phép không",
    "muốn xin cây giống thì hỏi ai",
    "vợ chồng tôi muốn nuôi ong thì cần hỏi ai",
    "nuôi hươu có phải khai báo không",
)
MORE = "bổ sung thêm: con này sáu tuổi"

BANK = [
    entry(f"muc-{number:02}", f"{text.capitalize()} thế nào?", f"Đáp án mục {number:02}.", text)
    for number, text in enumerate(_QUESTIONS)
]

NOTICE, TICKET, ADDED = "notice", "ticket", "added"
_IN_TEXT = (
    (re.compile(r"Đáp án mục (\d\d)"), "answer {}"),
    (re.compile(r"Cán bộ trả lời số (\d+)\."), "staff {}"),
    (re.compile(r"Mã câu hỏi: BN-"), TICKET),
    (re.compile(r"^Em đã chuyển thêm"), ADDED),
    (re.compile(r"^Dữ liệu cá nhân"), NOTICE),
)
_OFFER = re.compile(r"^ask:muc-(\d\d)$")


def answer_to(number: int) -> tuple[str, ...]:
    """What is heard when a question is answered."""
    return (f"answer {number:02}",)


def offer_of(number: int) -> str:
    return f"offer {number:02}"


def staff_answer(number: int) -> tuple[str, str]:
    """What a member of staff writes, and how it is known again."""
    return f"Cán bộ trả lời số {number}.", f"staff {number}"


def known(text: str, buttons: Iterable[tuple[str, str]]) -> str:
    """What a message of the bot is; its own text when it is nothing that was expected."""
    for _, value in buttons:
        if found := _OFFER.match(value):
            return offer_of(int(found.group(1)))
    for pattern, name in _IN_TEXT:
        if found := pattern.search(text):
            return name.format(*found.groups())
    return f"unexpected: {text[:60]}"
