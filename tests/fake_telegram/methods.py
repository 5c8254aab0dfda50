"""The methods of the Bot API that the fake knows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp.web import FileField

from tests.fake_telegram.faults import Flood
from tests.fake_telegram.markup import visible
from tests.fake_telegram.messages import BOT, Chat, Chats, Sent
from tests.fake_telegram.refusal import bad
from tests.fake_telegram.updates import Updates

Params = dict[str, Any]
_PHOTOS = (b"\xff\xd8\xff", b"\x89PNG")


class Methods:
    """Every public coroutine bears the name of its method."""

    def __init__(self, chats: Chats, updates: Updates, flood: Flood | None) -> None:
        self._chats = chats
        self._updates = updates
        self._flood = flood
        self.commands: dict[str, list[Params]] = {}
        self.answered: list[str] = []
        self.trouble: Params = {}  # what getWebhookInfo tells of failed posts

    def named(self, method: str) -> Callable[[Params], Awaitable[Any]]:
        found: Callable[[Params], Awaitable[Any]] = getattr(self, method)
        return found

    async def getMe(self, params: Params) -> Any:
        return {**BOT, "can_join_groups": True, "supports_inline_queries": False}

    async def getUpdates(self, params: Params) -> Any:
        self._allow(params)
        limit = params.get("limit", 100)
        return await self._updates.poll(params.get("offset", 0), limit, params.get("timeout", 0))

    async def setWebhook(self, params: Params) -> Any:
        self._allow(params)
        most = params.get("max_connections", 40)
        self._updates.set_hook(params["url"], params.get("secret_token", ""), most)
        return True

    async def deleteWebhook(self, params: Params) -> Any:
        self._updates.remove_hook()
        if params.get("drop_pending_updates"):
            self._updates.pending.clear()
        return True

    async def getWebhookInfo(self, params: Params) -> Any:
        hook = self._updates.hook
        return {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.pending),
            **self.trouble,
        }

    async def setMyCommands(self, params: Params) -> Any:
        if not all(1 <= len(command["description"]) <= 256 for command in params["commands"]):
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[params.get("language_code", "")] = params["commands"]
        return True

    async def answerCallbackQuery(self, params: Params) -> Any:
        if params["callback_query_id"] in self.answered:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.answered.append(params["callback_query_id"])
        return True

    async def getChat(self, params: Params) -> Any:
        chat = self._chats.to(params["chat_id"])
        gifts = dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        )
        needed = {"accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return {**chat.shown(), **needed}

    async def getChatMember(self, params: Params) -> Any:
        chat = self._chats.to(params["chat_id"])
        rights = {"can_manage_topics": chat.may_open_topics}
        user = {**BOT, "id": params["user_id"]}
        return {"user": user, "status": chat.status, **(rights if chat.is_led() else {})}

    async def createForumTopic(self, params: Params) -> Any:
        chat = self._chats.to(params["chat_id"])
        if not chat.forum:
            raise bad("the chat is not a forum")
        if not chat.may_open_topics:
            raise bad("not enough rights to create a topic")
        if not 1 <= len(params["name"]) <= 128:
            raise bad("TOPIC_NAME_INVALID")
        thread = self._chats.open_topic(chat, params["name"])
        return {"message_thread_id": thread, "name": params["name"], "icon_color": 7322096}

    async def getFile(self, params: Params) -> Any:
        content = self._chats.files.get(params["file_id"])
        if content is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if len(content) > 20 << 20:
            raise bad("file is too big")
        return {
            "file_id": params["file_id"],
            "file_unique_id": params["file_id"],
            "file_size": len(content),
            "file_path": f"files/{params['file_id']}",
        }

    async def sendChatAction(self, params: Params) -> Any:
        self._chats.to(params["chat_id"])
        return True

    async def sendMessage(self, params: Params) -> Any:
        text = _parsed(params, "text", 4096)
        if not text:
            raise bad("message text is empty")
        return self._sent("sendMessage", params, text)

    async def sendPhoto(self, params: Params) -> Any:
        return self._sent_file("sendPhoto", params, params["photo"])

    async def sendVoice(self, params: Params) -> Any:
        return self._sent_file("sendVoice", params, params["voice"])

    async def sendDocument(self, params: Params) -> Any:
        return self._sent_file("sendDocument", params, params["document"])

    async def editMessageText(self, params: Params) -> Any:
        chat = self._chats.to(params.get("chat_id"))
        found = self._chats.find(chat, params["message_id"])
        if found is None:
            raise bad("message to edit not found")
        text, rows = _parsed(params, "text", 4096), _rows(params)
        if (text, rows) == (found.text, found.rows):
            raise bad("message is not modified: specified new message content is the same")
        found.text, found.rows, found.html = text, rows, params["text"]
        found.edits += 1
        return self._chats.shown(found)

    def _allow(self, params: Params) -> None:
        # Not given, the former setting stays.
        if "allowed_updates" in params:
            self._updates.allowed = params["allowed_updates"]

    def _sent_file(self, method: str, params: Params, file: FileField | str) -> Any:
        if isinstance(file, str):
            raise bad("wrong remote file identifier specified: the fake takes uploads only")
        content = file.file.read()
        if method == "sendPhoto" and not content.startswith(_PHOTOS):
            raise bad("IMAGE_PROCESS_FAILED")
        return self._sent(method, params, _parsed(params, "caption", 1024), content)

    def _sent(self, method: str, params: Params, text: str, file: bytes | None = None) -> Any:
        chat = self._chats.to(params["chat_id"])
        thread = params.get("message_thread_id")
        self._chats.thread(chat, thread)
        rows = _rows(params)
        replied_to = self._chats.replied(chat, params.get("reply_parameters"))
        self._count(chat)
        sent = Sent(
            chat.id,
            self._chats.next_number(chat),
            method,
            text,
            html=params.get("text") or params.get("caption") or "",
            rows=rows,
            thread=thread,
            replied_to=replied_to,
            file=file,
            params=params,
        )
        self._chats.sent.append(sent)
        return self._chats.shown(sent)

    def _count(self, chat: Chat) -> None:
        if self._flood is not None:
            self._flood.check(chat.id)


def _parsed(params: Params, name: str, limit: int) -> str:
    """The visible text, checked as the server does."""
    given = params.get(name, "")
    if len(given.encode()) > 32768:
        raise bad("text is too long")
    mode = params.get("parse_mode", "")
    if mode not in ("", "HTML"):
        raise bad("unsupported parse_mode")
    text = visible(given) if mode else given.strip()
    if len(text) > limit:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    return text


def _rows(params: Params) -> list[list[tuple[str, str]]]:
    markup = params.get("reply_markup", {"inline_keyboard": []})
    rows = []
    for row in markup["inline_keyboard"]:
        for button in row:
            if not button["text"].strip():
                raise bad("text buttons are unallowed in the inline keyboard")
            if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
                raise bad("BUTTON_DATA_INVALID")
        rows.append([(button["text"], button["callback_data"]) for button in row])
    return rows
