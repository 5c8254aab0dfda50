"""All settings as the program uses them, and what the environment and the file call each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.config.groups import Answer, Desk, Dossiers, Keeping, Place, Search, Server, Telegram

PREFIX = "DANHOI_"


class Settings(Server, Place, Telegram, Desk, Answer, Dossiers, Search, Keeping, BaseSettings):
    """Every setting, flat; the environment outranks what is given to the constructor."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,  # a refused value may be a secret
    )

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


@dataclass(frozen=True)
class Setting:
    """A setting by its names; `secret` where no message may show its value."""

    name: str
    group: str
    secret: bool

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()

    @property
    def key(self) -> str:
        """Its name within its group, which is not said twice: [telegram] token."""
        return self.name.removeprefix(f"{self.group}_")


def groups() -> dict[str, type[BaseModel]]:
    """The groups by their names in the file."""
    return {
        base.__name__.lower(): base
        for base in Settings.__bases__
        if issubclass(base, BaseModel) and base is not BaseSettings
    }


def _all() -> Iterator[Setting]:
    for group, fields in groups().items():
        for name, field in fields.model_fields.items():
            yield Setting(name, group, _is_secret(field))


def _is_secret(field: FieldInfo) -> bool:
    return not field.repr or _holds_secret(field.annotation)


def _holds_secret(kind: Any) -> bool:
    return kind is SecretStr or any(_holds_secret(part) for part in get_args(kind))


SETTINGS = {setting.name: setting for setting in _all()}
