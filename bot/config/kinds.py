"""Kinds of values of settings, which say what is wrong with a value without showing it."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr, StringConstraints

from bot.config import calendar


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise ValueError("is not an address such as https://hoi.example.vn")
    return value.rstrip("/")


def _endpoint(value: str) -> str:
    address = _address(value)
    parts = urlsplit(address)
    if parts.username is not None or parts.password is not None:
        raise ValueError("has a name or password in it, which would be seen")
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("begins with http://, which is for this machine only: use https://")
    return address


def _embedder(value: str) -> str:
    return value if value in ("in-process", "none") else _address(value)


def _group(value: Any) -> str:
    # TOML has numbers: what the environment writes as text may stand without quotes there.
    if not re.fullmatch(r"-\d{5,20}", str(value)):
        raise ValueError("is not the id of a group (a negative number)")
    return str(value)


def _bot_token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[\w-]{10,}", value.get_secret_value()):
        raise ValueError("is not a bot token (digits, a colon, letters)")
    return value


def _filled(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().strip():
        raise ValueError("is empty")
    return value


def _hours(value: str) -> str:
    calendar.week(value)
    return value


def _days(value: Any) -> str:
    # TOML has lists and dates: all become what the environment writes, dates and commas.
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    calendar.days(text)
    return text


def _phone(value: Any) -> str:
    if not re.fullmatch(r"\+?[\d(][\d .()-]{1,22}\d", str(value), re.ASCII):
        raise ValueError("is not a phone number such as 0222 3822 000 or 1022")
    return str(value)


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
CodePrefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")]
Address = Annotated[str, AfterValidator(_address)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
Embedder = Annotated[str, AfterValidator(_embedder)]
TelegramGroup = Annotated[str, BeforeValidator(_group)]
BotToken = Annotated[SecretStr, AfterValidator(_bot_token)]
Password = Annotated[SecretStr, AfterValidator(_filled)]
OfficeHours = Annotated[str, AfterValidator(_hours)]
Days = Annotated[str, BeforeValidator(_days)]
Phone = Annotated[str, BeforeValidator(_phone)]
Handover = Literal["sure", "all", "none"]
