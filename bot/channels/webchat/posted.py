"""What a page may post, read within limits; every field is checked."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Annotated, Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_request import FileField
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.channels.webchat.refusal import Refusal
from bot.model import Place
from bot.model.letters import whole

LONGEST_TEXT = 4096
LARGEST_PHOTO = 6 * 1024 * 1024
_LARGEST_JSON = 64 * 1024
_READ_SECONDS = 180  # a photo over a poor mobile connection
# The last two are what aiohttp raises for a charset or an encoding that nobody knows.
_UNREADABLE = (ValueError, HttpProcessingError, LookupError, RuntimeError)

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
_Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
_Choice = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,64}$")]
_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class _Place(BaseModel):
    model_config = _STRICT

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class _Post(BaseModel):
    model_config = _STRICT

    id: _Id
    text: _Text = ""
    choice: _Choice | None = None
    place: _Place | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """`id` is the page's own: the same when it repeats a message. `photo` is not looked at yet."""

    id: str
    text: str = ""
    choice: str | None = None
    place: Place | None = None
    photo: bytes | None = None


async def read_post(request: web.Request) -> Post:
    """Read and check a post; raises Refusal."""
    try:
        async with asyncio.timeout(_READ_SECONDS):
            return await _read(request)
    except TimeoutError as error:
        raise Refusal(408, "too_slow") from error
    except web.HTTPRequestEntityTooLarge as error:
        raise Refusal(413, "too_large") from error
    except web.RequestPayloadError as error:  # not the encoding that its header names
        raise Refusal(400, "wrong", "body") from error


async def _read(request: web.Request) -> Post:
    if request.content_type == "application/json":
        return parse(await _limited(request, _LARGEST_JSON).read())
    if request.content_type == "multipart/form-data":
        return await _form(_limited(request, LARGEST_PHOTO + _LARGEST_JSON))
    raise Refusal(415, "wrong_type")


def _limited(request: web.Request, size: int) -> web.BaseRequest:
    if (request.content_length or 0) > size:
        raise Refusal(413, "too_large")
    return request.clone(client_max_size=size)


def parse(body: bytes) -> Post:
    """The message in a JSON body; raises Refusal that names the field."""
    try:
        return _checked(_Post.model_validate(_mended(json.loads(body))))
    except ValidationError as error:
        raise _wrong(error) from error
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "wrong", "body") from error


def _mended(post: Any) -> Any:
    """Browsers hand over half a character where somebody's keyboard or clipboard cut it."""
    if isinstance(post, dict) and isinstance(post.get("text"), str):
        return post | {"text": whole(post["text"])}
    return post


async def _form(request: web.BaseRequest) -> Post:
    try:
        fields = dict(await request.post())
    except _UNREADABLE as error:
        raise Refusal(400, "wrong", "body") from error
    files = [field for field in fields.values() if isinstance(field, FileField)]
    try:
        photo = fields.pop("photo", None)
        if not isinstance(photo, FileField):
            raise Refusal(400, "wrong", "photo")
        return _captioned(fields, await asyncio.to_thread(photo.file.read))
    finally:
        for file in files:
            file.file.close()


def _captioned(fields: dict[str, Any], photo: bytes) -> Post:
    if len(photo) > LARGEST_PHOTO:
        raise Refusal(413, "too_large")
    if unknown := fields.keys() - {"id", "text"}:
        raise Refusal(400, "wrong", min(unknown)[:64])
    try:
        post = _Post.model_validate(_mended(fields))
    except ValidationError as error:
        raise _wrong(error) from error
    return Post(post.id, post.text, photo=photo)


def _checked(post: _Post) -> Post:
    if not (post.text.strip() or post.choice or post.place):
        raise Refusal(400, "wrong", "text")
    place = Place(post.place.latitude, post.place.longitude) if post.place else None
    return Post(post.id, post.text, post.choice, place)


def _wrong(error: ValidationError) -> Refusal:
    steps = error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
    return Refusal(400, "wrong", ".".join(map(str, steps))[:64] or "body")
