"""Looks at Telegram: token, clock, updates under way, the staff group."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.channels.telegram.webhook import PATH
from bot.config import Settings
from bot.operations.doctor.finding import Finding
from bot.operations.doctor.network import Answer, Network, NoAnswer
from bot.operations.doctor.sentences import Sentences

_SKEW = 30.0  # seconds
_MANY = 100  # updates
_LATELY = 60  # minutes


class _Refusal(Exception):
    """The Bot API says no."""

    def __init__(self, method: str, told: dict[str, Any]) -> None:
        self.method = method
        self.code = told.get("error_code")
        self.why = str(told.get("description", ""))[:200]
        self.new = (told.get("parameters") or {}).get("migrate_to_chat_id")


@dataclass(frozen=True, slots=True)
class Telegram:
    """`findings` ends at the first thing without which the rest cannot be found out."""

    settings: Settings
    network: Network
    now: datetime
    sentences: Sentences

    async def findings(self) -> list[Finding]:
        if self.settings.telegram_token is None:
            return [
                self.sentences.clock_unknown.well("clock"),
                self.sentences.telegram_off.well("telegram"),
            ]
        return [finding async for finding in self._findings()]

    async def _findings(self) -> AsyncIterator[Finding]:
        said = self.sentences
        try:
            me, answer = await self._call("getMe")
            yield self._clock(answer)
            yield said.telegram_fine.well("telegram", name=me.get("username", "?"))
            yield self._updates((await self._call("getWebhookInfo"))[0])
            yield await self._group(int(me["id"]))
        except NoAnswer as error:
            host = urlsplit(self.settings.telegram_api).hostname
            yield said.telegram_unreached.ill("telegram", host=host, why=error)
        except _Refusal as refusal:
            if refusal.code in (401, 404):
                yield said.telegram_refused.ill("telegram")
            else:
                why = f"{refusal.code} {refusal.why}"
                yield said.telegram_failed.ill("telegram", method=refusal.method, why=why)

    def _clock(self, answer: Answer) -> Finding:
        if answer.date is None:
            return self.sentences.clock_unknown.well("clock")
        skew = (self.now - answer.date).total_seconds()
        if abs(skew) > _SKEW:
            return self.sentences.clock_wrong.ill("clock", seconds=skew)
        return self.sentences.clock_fine.well("clock")

    def _updates(self, info: dict[str, Any]) -> Finding:
        said, url = self.sentences, self.settings.public_url
        ours = "" if url is None else f"{url}{PATH}"
        there, count = str(info.get("url", "")), int(info.get("pending_update_count", 0))
        if there != ours:
            shown = (there or "getUpdates", ours or "getUpdates")
            return said.updates_elsewhere.ill("updates", there=shown[0], url=shown[1])
        failed = info.get("last_error_date")
        minutes = _LATELY if failed is None else self._minutes_since(int(failed))
        if minutes < _LATELY:
            why = str(info.get("last_error_message", ""))[:200]
            return said.updates_error.ill("updates", minutes=minutes, why=why, url=url)
        if count > _MANY:
            return said.updates_waiting.ill("updates", count=count)
        return said.updates_fine.well("updates", count=count)

    async def _group(self, me: int) -> Finding:
        chat, said = self.settings.telegram_staff_chat, self.sentences
        if chat is None:
            return said.group_off.well("staff group")
        try:
            group, _ = await self._call("getChat", chat_id=int(chat))
            member, _ = await self._call("getChatMember", chat_id=int(chat), user_id=me)
        except _Refusal as refusal:
            if refusal.new is not None:
                return said.group_moved.ill("staff group", new=refusal.new)
            return said.group_gone.ill("staff group", chat=chat, why=refusal.why)
        status = member.get("status")
        if status not in ("administrator", "member", "restricted"):
            return said.group_gone.ill("staff group", chat=chat, why=status)
        if group.get("is_forum") and not member.get("can_manage_topics"):
            return said.group_topics.ill("staff group")
        if status != "administrator":
            return said.group_member.well("staff group")
        return said.group_fine.well("staff group", title=group.get("title", chat))

    async def _call(self, method: str, **fields: Any) -> tuple[dict[str, Any], Answer]:
        assert self.settings.telegram_token is not None
        token = self.settings.telegram_token.get_secret_value()
        answer = await self.network.ask(f"{self.settings.telegram_api}/bot{token}/{method}", fields)
        try:
            told = json.loads(answer.body)
            result = told["result"] if told["ok"] else None
        except (ValueError, TypeError, KeyError):
            raise NoAnswer(f"status {answer.status}: no Bot API server answers there") from None
        if not isinstance(result, dict):
            raise _Refusal(method, told)
        return result, answer

    def _minutes_since(self, stamp: int) -> int:
        return int((self.now - datetime.fromtimestamp(stamp, UTC)).total_seconds() // 60)
