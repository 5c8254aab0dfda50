"""Every setting with its default and its description, in the group where the file has it.

A new setting is one field here. A new group is one class, named among the bases of `Settings`.
docs/settings.md is made from these classes: `python -m tests.settings_page`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from bot.config.kinds import (
    Address,
    BotToken,
    CodePrefix,
    Days,
    Embedder,
    Endpoint,
    Handover,
    Name,
    OfficeHours,
    Password,
    Phone,
    TelegramGroup,
)
from faq import Language

# An office must check these against the yearly notice of the Ministry of Home Affairs, which may
# move days, and names the Saturdays worked instead. Sure by law (Labour Code 2019, articles 111
# and 112) are 1 January; 6 to 9 February (Tết begins on the 6th); 16 April (10th of the third
# month); 30 April, 1 May and, as that is a Saturday, 3 May; 2 September. Likely are 5 and 10
# February, off whether the five days of Tết begin one or two days before it, and 4 or 11 February,
# one of which comes with either; 3 September, the neighbour of the 2nd; 24 November (resolution
# 80-NQ/TW of 2026). What is in doubt is off here: an answer before its time harms nobody.
_HOLIDAYS = (
    "2027-01-01, 2027-02-04..2027-02-11, 2027-04-16, 2027-04-30..2027-05-03, "
    "2027-09-02..2027-09-03, 2027-11-24"
)


class Server(BaseModel):
    """How the program is reached, and how it is run."""

    host: str = Field("0.0.0.0", description="address to listen on")
    port: int = Field(8080, ge=1, le=65535, description="port to listen on")
    metrics_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="port on which a process without the role `web` serves `/metrics`, "
        "`/healthz`, `/readyz`; without it, none",
    )
    public_url: Address | None = Field(
        None,
        description="address under which the world reaches this server; "
        "with https cookies are secure and Telegram uses a webhook",
    )
    trusted_proxy: bool = Field(
        False, description="whether a proxy of yours in front writes `X-Forwarded-For`"
    )
    admin_password: Password | None = Field(
        None, description="sets the password of the first administrator, `admin`, instead of a link"
    )
    log_json: bool = Field(False, description="log lines as JSON")


class Place(BaseModel):
    """Whom the program serves, and what it calls itself."""

    service_name: Name = Field("Dân Hỏi", description="what the assistant calls itself")
    place_vi: Name = Field("thành phố Bắc Ninh", description="kind and name of the place served")
    place_en: Name = Field("Bắc Ninh city", description="the same in English")
    code_prefix: CodePrefix = Field("BN", description="first letters of a ticket's code")
    language: Language = Field(
        "vi",
        description="language where a citizen's is not known, and of the staff group (`vi`, `en`)",
    )

    def places(self) -> dict[Language, str]:
        """The place that is served, by language."""
        return {"vi": self.place_vi, "en": self.place_en}

    def titles(self) -> dict[Language, str]:
        """What stands at the head of a page, by language."""
        return {
            language: f"{self.service_name} · {place}" for language, place in self.places().items()
        }


class Telegram(BaseModel):
    """The bot of Telegram, and the group of the staff there."""

    telegram_token: BotToken | None = Field(
        None, description="the bot's token, from @BotFather; without it there is no Telegram"
    )
    telegram_staff_chat: TelegramGroup | None = Field(
        None, description="id of the staff group, such as `-1001234567890`"
    )
    telegram_api: Address = Field(
        "https://api.telegram.org",
        description="another Bot API server, such as `http://127.0.0.1:8081`",
    )
    telegram_pace: bool = Field(
        True, description="`false`: keep none of Telegram's limits, for a server of load tests"
    )


class Desk(BaseModel):
    """When staff answer, and which questions go to them at once."""

    desk_hours: OfficeHours = Field(
        "Mon-Fri 07:30-11:30 13:30-17:00",
        description="when the office works, in the clock of Vietnam; "
        "parts with other hours after a `;`, such as `Sat 07:30-11:30`",
    )
    desk_holidays: Days = Field(
        _HOLIDAYS,
        description="days off, a list or with commas, `..` for all between, or `none`: "
        "check them against the yearly notice",
    )
    desk_workdays: Days = Field(
        "none",
        description="make-up days that are worked, also if they are days off: "
        "a Saturday has Friday's hours, a Sunday Monday's",
    )
    desk_phone: Phone | None = Field(
        None,
        description="phone number that is told when the desk is closed or has too much to do",
    )
    desk_handover: Handover = Field(
        "sure",
        description="which questions without an answer go to staff at once: those that are plainly "
        "for an office (`sure`), every one (`all`), none without the citizen's yes (`none`)",
    )


class Answer(BaseModel):
    """How an answer is shown."""

    answer_screen: int = Field(
        400,
        ge=0,
        le=4000,
        description="characters of an answer that are shown at first, cut at paragraphs only; the "
        "rest is behind a button (`0`: always the whole answer)",
    )


class Dossiers(BaseModel):
    """The office's own system that knows how an application stands: see [dossiers](dossiers.md)."""

    dossiers_url: Endpoint | None = Field(
        None,
        description="where it is asked, with https (http on this machine only); "
        "without it citizens are told where they can look themselves",
    )
    dossiers_secret: Password | None = Field(
        None, description="the secret that signs what is asked; required with an address"
    )
    dossiers_seconds: float = Field(
        3.0, gt=0, le=30, description="seconds after which no answer is waited for any more"
    )

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.dossiers_url is not None and self.dossiers_secret is None:
            raise ValueError(
                "DANHOI_DOSSIERS_SECRET ([dossiers] secret): is required with DANHOI_DOSSIERS_URL"
            )
        return self


class Search(BaseModel):
    """How a question finds its entry."""

    embeddings: Embedder = Field(
        "in-process",
        description="model of meaning: `in-process`, `none`, or the address of a server with an "
        "OpenAI-compatible `/embeddings`, such as `http://127.0.0.1:8000/v1`",
    )
    embeddings_model: Name = Field(
        "multilingual-e5-small", description="the model asked for at that address"
    )
    embeddings_key: SecretStr | None = Field(None, description="the key for that address")


class Keeping(BaseModel):
    """Where everything is kept, and for how long."""

    database: str = Field(
        "danhoi.db",
        repr=False,  # an address may hold a password
        description="path of the SQLite file, or `postgresql://user:password@host/name`",
    )
    backups: Path | None = Field(
        None,
        description="folder of the backups: `danhoi doctor` looks at the newest one's age",
    )
    done_days: int = Field(
        30, ge=2, description="days for which it is known which messages were taken"
    )
    card_days: int = Field(
        30, ge=2, description="days for which each sending of a card to the staff group is kept"
    )
