"""Requests that are refused, as JSON that says why."""

from __future__ import annotations

import math

from aiohttp import web


class Refusal(Exception):
    """`error` is a word for the page, `field` the part of the request that is wrong."""

    def __init__(
        self, status: int, error: str, field: str | None = None, seconds: float | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.field = field
        self.seconds = seconds

    def response(self) -> web.Response:
        answer: dict[str, object] = {"error": self.error}
        headers = {}
        if self.field is not None:
            answer["field"] = self.field
        if self.seconds is not None:
            answer["retry_after"] = max(1, math.ceil(self.seconds))
            headers["Retry-After"] = str(answer["retry_after"])
        return web.json_response(answer, status=self.status, headers=headers)
