"""The settings: environment variables and one TOML file, refused by name when wrong."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import SettingsError
from faq import Language

PREFIX = "DANHOI_"
FILE = "danhoi.toml"

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Settings(BaseSettings):
    """Every setting with its default; the environment outranks the file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    database: str = Field(
        "danhoi.db",
        repr=False,  # an address may hold a password
        description="path of the SQLite file, or postgresql://user:password@host/name",
    )
    host: str = Field("0.0.0.0", description="address to listen on")
    port: int = Field(8080, ge=1, le=65535, description="port to listen on")
    metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="port for /metrics, /healthz and /readyz of a process without the role web",
    )
    public_url: str | None = Field(
        None, description="https address under which the world reaches this server"
    )
    trusted_proxy: bool = Field(
        False, description="whether a proxy of ours in front writes X-Forwarded-For"
    )
    telegram_token: SecretStr | None = Field(None, description="token from @BotFather")
    telegram_api: str = Field("https://api.telegram.org", description="Bot API server")
    telegram_pace: bool = Field(
        True, description="whether to keep Telegram's limits; a server for load tests has none"
    )
    telegram_staff_chat: str | None = Field(
        None, description="id of the Telegram staff group, such as -1001234567890"
    )
    language: Language = Field("vi", description="language where a citizen's is not known")
    admin_password: SecretStr | None = Field(
        None, description="password of the first administrator, `admin`"
    )
    service_name: _Name = Field("Dân Hỏi", description="what the assistant calls itself")
    place_vi: _Name = Field("thành phố Bắc Ninh", description="kind and name of the place")
    place_en: _Name = Field("Bắc Ninh city", description="the same in English")
    code_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}$")] = Field(
        "BN", description="first letters of a ticket's code"
    )
    embeddings: str = Field(
        "in-process",
        description="model of meaning: `in-process`, `none`, or the address of a server",
    )
    embeddings_model: _Name = Field(
        "multilingual-e5-small", description="model asked for at that address"
    )
    embeddings_key: SecretStr | None = Field(None, description="key for that address")
    log_json: bool = Field(False, description="log lines as JSON")
    backups: Path | None = Field(
        None, description="folder of the backups, whose age `danhoi doctor` looks at"
    )
    done_days: int = Field(
        30, ge=2, description="days for which it is known which messages were taken"
    )
    card_days: int = Field(
        30, ge=2, description="days for which each sending of a card to the staff group is kept"
    )

    def places(self) -> dict[Language, str]:
        """The place that is served, by language."""
        return {"vi": self.place_vi, "en": self.place_en}

    def titles(self) -> dict[Language, str]:
        """What stands at the head of a page, by language."""
        return {
            language: f"{self.service_name} · {place}" for language, place in self.places().items()
        }

    @field_validator("public_url", "telegram_api")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise ValueError("is not an address such as https://hoi.example.vn")
        return value.rstrip("/")

    @field_validator("embeddings")
    @classmethod
    def _is_model(cls, value: str) -> str | None:
        if value in ("in-process", "none"):
            return value
        return cls._is_address(value)

    @field_validator("telegram_staff_chat", mode="before")
    @classmethod
    def _is_group(cls, value: Any) -> Any:
        if value is not None and not re.fullmatch(r"-\d{5,20}", str(value)):
            raise ValueError("is not the id of a group (a negative number)")
        return None if value is None else str(value)

    @field_validator("telegram_token")
    @classmethod
    def _is_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]{10,}", value.get_secret_value()):
            raise ValueError("is not a bot token (digits, a colon, letters)")
        return value

    @field_validator("admin_password")
    @classmethod
    def _is_password(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().strip():
            raise ValueError("is empty")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what `load` read from the file."""
        return (env_settings, init_settings)


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the file named by DANHOI_CONFIG (or danhoi.toml, if it is there) and the environment.

    Raises SettingsError that names every wrong setting and says why.
    """
    path = environment.get(f"{PREFIX}CONFIG")
    try:
        return Settings(**_read(Path(path or FILE), required=path is not None))
    except ValidationError as error:
        raise SettingsError("\n".join(_fault(fault) for fault in error.errors())) from error


def unknown(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Variables that look like settings of ours but are none: most likely misspelt."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {f"{PREFIX}CONFIG"}
    return sorted(name for name in environment if name.startswith(PREFIX) and name not in known)


def _read(path: Path, required: bool) -> dict[str, Any]:
    if not required and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}") from error


def _fault(fault: Any) -> str:
    name = PREFIX + ".".join(str(step) for step in fault["loc"]).upper()
    if fault["type"] == "extra_forbidden":
        return f"{name}: there is no such setting (a misspelling in {FILE}?)"
    # What looks like a secret may stand in the wrong place: only plain values are shown.
    plain = re.fullmatch(r"[\w./-]{1,30}", str(fault["input"])) and "PASSWORD" not in name
    shown = f"{fault['input']!r}: " if plain and "TOKEN" not in name else ""
    return f"{name}: {shown}{str(fault['msg']).removeprefix('Value error, ')}"
