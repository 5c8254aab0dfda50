"""What the web chat's page says besides the messages, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faq import Language


@dataclass(frozen=True, slots=True)
class PageTexts:
    """Names in braces are filled in by the page; both languages use the same ones."""

    # The frame
    language_name: str
    language_label: str
    conversation: str
    close: str
    newest: str
    loading: str
    noscript: str
    advice: str

    # Writing
    question: str
    placeholder: str
    send: str
    add_photo: str
    remove_photo: str
    chosen_photo: str
    menu: str
    topics: str
    person: str
    status: str
    help: str

    # Messages
    you: str
    assistant: str
    staff: str
    typing: str
    today: str
    yesterday: str
    photo: str
    file: str
    place: str
    sending: str
    received: str
    queued: str
    held: str
    refused: str

    # Trouble
    reconnecting: str
    too_fast: str  # {seconds}
    busy: str  # {seconds}
    not_taken: str
    photo_type: str
    photo_size: str
    cookies_blocked: str
    own_page: str

    # The button in other sites
    open_chat: str
    frame_title: str


PAGE: Mapping[Language, PageTexts] = {
    "vi": PageTexts(
        language_name="Tiếng Việt",
        language_label="Ngôn ngữ",
        conversation="Cuộc trò chuyện",
        close="Đóng cửa sổ trò chuyện",
        newest="Tin mới",
        loading="Đang mở cuộc trò chuyện…",
        noscript="Trang này cần JavaScript. Anh/chị bật JavaScript trong trình duyệt rồi tải lại trang, hoặc gọi Cổng Dịch vụ công quốc gia: 1800 1096.",
        advice="Xin đừng gửi mật khẩu, mã OTP hay số tài khoản.",
        question="Câu hỏi của anh/chị",
        placeholder="Nhập câu hỏi…",
        send="Gửi",
        add_photo="Gửi ảnh",
        remove_photo="Bỏ ảnh này",
        chosen_photo="Ảnh sắp gửi",
        menu="Mở danh mục",
        topics="Xem các chủ đề",
        person="Gặp cán bộ",
        status="Câu hỏi đã gửi cán bộ",
        help="Hướng dẫn",
        you="Anh/chị",
        assistant="Trợ lý tự động",
        staff="Cán bộ",
        typing="Đang soạn câu trả lời…",
        today="Hôm nay",
        yesterday="Hôm qua",
        photo="Ảnh trong cuộc trò chuyện",
        file="Mở tệp đính kèm",
        place="Xem vị trí trên bản đồ",
        sending="Đang gửi",
        received="Đã nhận",
        queued="Sẽ gửi khi có mạng trở lại",
        held="Đang chờ gửi",
        refused="Không gửi được",
        reconnecting="Mất kết nối. Đang kết nối lại…",
        too_fast="Anh/chị gửi hơi nhanh. Tin tiếp theo sẽ gửi sau {seconds} giây.",
        busy="Hệ thống đang bận. Tin sẽ tự gửi lại sau {seconds} giây.",
        not_taken="Tin này không gửi được. Anh/chị thử gửi lại bằng cách khác giúp em nhé.",
        photo_type="Tệp này không phải ảnh JPEG, PNG hay WebP. Anh/chị chọn ảnh khác giúp em nhé.",
        photo_size="Ảnh này quá lớn (trên 6 MB). Anh/chị chọn ảnh nhỏ hơn giúp em nhé.",
        cookies_blocked="Trình duyệt chặn cookie của khung này nên cuộc trò chuyện không giữ lại được.",
        own_page="Mở trang trò chuyện riêng",
        open_chat="Hỏi về dịch vụ công",
        frame_title="Trò chuyện về dịch vụ công",
    ),
    "en": PageTexts(
        language_name="English",
        language_label="Language",
        conversation="Conversation",
        close="Close the chat",
        newest="New messages",
        loading="Opening the conversation…",
        noscript="This page needs JavaScript. Please turn it on in your browser and reload the page, or call the National Public Service Portal: 1800 1096.",
        advice="Never send passwords, OTP codes or account numbers.",
        question="Your question",
        placeholder="Type a question…",
        send="Send",
        add_photo="Send a photo",
        remove_photo="Remove this photo",
        chosen_photo="Photo to be sent",
        menu="Open the menu",
        topics="See all topics",
        person="Talk to a person",
        status="My questions to staff",
        help="Help",
        you="You",
        assistant="Automatic assistant",
        staff="Staff",
        typing="Writing an answer…",
        today="Today",
        yesterday="Yesterday",
        photo="Photo in the conversation",
        file="Open the attached file",
        place="See the place on a map",
        sending="Sending",
        received="Received",
        queued="Will be sent when you are back online",
        held="Waiting to be sent",
        refused="Not sent",
        reconnecting="Connection lost. Reconnecting…",
        too_fast="That was a little fast. The next message goes out in {seconds} seconds.",
        busy="The service is busy. Your message goes out again in {seconds} seconds.",
        not_taken="This message could not be sent. Please try it in another way.",
        photo_type="This file is not a JPEG, PNG or WebP photo. Please choose another one.",
        photo_size="This photo is too large (over 6 MB). Please choose a smaller one.",
        cookies_blocked="Your browser blocks the cookie of this frame, so the conversation cannot be kept.",
        own_page="Open the chat in its own page",
        open_chat="Ask about public services",
        frame_title="Chat about public services",
    ),
}
