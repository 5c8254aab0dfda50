"""The chats of the fake, with what was said in them."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.fake_telegram.refusal import Refusal, bad

BOT = {"id": 1234567890, "is_bot": True, "first_name": "Dân Hỏi", "username": "DanHoiTestBot"}


@dataclass
class Chat:
    id: int
    type: str
    forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    may_open_topics: bool = True
    status: str = "administrator"  # what the bot is in a group
    blocked: bool = False
    moved_to: int | None = None

    def is_led(self) -> bool:
        return self.status == "administrator"

    def shown(self) -> dict[str, Any]:
        if self.type == "private":
            return {"id": self.id, "type": "private", "first_name": "Mai"}
        forum = {"is_forum": True} if self.forum else {}
        return {"id": self.id, "type": self.type, "title": "Bộ phận một cửa", **forum}


@dataclass
class Sent:
    """A message of the bot as it stands now; `text` is what a reader sees, `at` when it came.

    `unanswered`: it took effect, but the bot was not told so.
    """

    chat_id: int
    id: int
    method: str
    text: str
    html: str = ""
    rows: list[list[tuple[str, str]]] = field(default_factory=list)
    thread: int | None = None
    replied_to: int | None = None
    file: bytes | None = None
    edits: int = 0
    params: dict[str, Any] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)  # when it came, in seconds
    at: float = field(default_factory=time.monotonic)
    unanswered: bool = False

    @property
    def buttons(self) -> list[tuple[str, str]]:
        return [button for row in self.rows for button in row]


@dataclass
class Chats:
    chats: dict[int, Chat] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    service: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    # 1 is the general topic of a group, so nothing else bears it.
    _numbers: dict[int, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    seen: set[tuple[int, int]] = field(default_factory=set)

    def open(self, id: int, type: str, **fields: Any) -> Chat:
        return self.chats.setdefault(id, Chat(id, type, **fields))

    def to(self, id: Any) -> Chat:
        """The chat a call is about; Refusal when the bot cannot write there."""
        chat = self.chats.get(id)
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            description = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, description, migrate_to_chat_id=chat.moved_to)
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def next_number(self, chat: Chat) -> int:
        """Private chats share one counter, every group has its own."""
        key = 0 if chat.type == "private" else chat.id
        self._numbers[key] += 1
        self.seen.add((chat.id, self._numbers[key]))
        return self._numbers[key]

    def thread(self, chat: Chat, thread: int | None) -> None:
        if thread is not None and thread not in chat.topics:
            raise bad("message thread not found")

    def replied(self, chat: Chat, parameters: dict[str, Any] | None) -> int | None:
        if parameters is None:
            return None
        if (chat.id, parameters["message_id"]) in self.seen:
            return int(parameters["message_id"])
        if not parameters.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        return None

    def find(self, chat: Chat, id: int) -> Sent | None:
        found = (sent for sent in self.sent if (sent.chat_id, sent.id) == (chat.id, id))
        return next(found, None)

    def open_topic(self, chat: Chat, name: str) -> int:
        """The thread of a new topic, which is the number of its service message."""
        thread = self.next_number(chat)
        chat.topics[thread] = name
        self.service[(chat.id, thread)] = {
            "message_id": thread,
            "date": int(time.time()),
            "chat": chat.shown(),
            "from": BOT,
            "message_thread_id": thread,
            "is_topic_message": True,
            "forum_topic_created": {"name": name, "icon_color": 7322096},
        }
        return thread

    def shown(self, sent: Sent) -> dict[str, Any]:
        """A message of the bot as the Bot API shows it."""
        thread = {"message_thread_id": sent.thread, "is_topic_message": True}
        return {
            "message_id": sent.id,
            "date": int(time.time()),
            "chat": self.chats[sent.chat_id].shown(),
            "from": BOT,
            "text" if sent.file is None else "caption": sent.text,
            **(thread if sent.thread is not None else {}),
        }
