"""An entry of the knowledge base: one question of citizens with its approved answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Part = Literal["fee", "time", "documents", "where"]
PARTS: tuple[Part, ...] = get_args(Part)

# A phone shows some 900 characters on two screens; the rest is room for the links below the answer.
LONGEST_ANSWER = 1000

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Https = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+\.[^\s]+$", max_length=300)]
_YEAR_MONTH_DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


def _existing(day: str) -> str:
    date.fromisoformat(f"{day}-01-01"[:10])
    return day


AsOf = Annotated[str, StringConstraints(pattern=_YEAR_MONTH_DAY), AfterValidator(_existing)]


class Status(StrEnum):
    """Only an approved entry is served; a draft still keeps its questions from other entries."""

    draft = "draft"
    approved = "approved"
    retired = "retired"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one field of one entry; `entry` is its id, or its place in the file."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: {self.field}: {self.message}"


class BadEntry(ValueError):
    """Entries that cannot be used; `faults` lists everything that is wrong, not the first only."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Said(_Frozen):
    """The same text in each language."""

    vi: Prose
    en: Prose

    def in_(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Variants(_Frozen):
    """Other ways in which people ask the question, in each language, written with their marks."""

    vi: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # a pydantic model iterates its fields
        return iter(self.vi + self.en)


class Source(_Frozen):
    """Where the facts come from: a law or a page, as a citizen would look it up."""

    name: Line
    url: Https | None = None


class _Dated(_Frozen):
    """Days are those of Vietnam; both ends belong to the time of validity."""

    valid_from: date | None = None
    valid_until: date | None = None

    @field_validator("valid_until")
    @classmethod
    def _ends_after_it_begins(cls, until: date | None, fields: ValidationInfo) -> date | None:
        begin = fields.data.get("valid_from")
        if until and begin and until < begin:
            raise ValueError(f"{until} is before valid_from {begin}")
        return until

    def holds_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


class DatedText(_Dated):
    """A paragraph of the answer (and of one of its parts) that comes and goes by itself."""

    vi: Prose
    en: Prose
    part: Part | None = None

    def in_(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Entry(_Dated):
    """A question with its answer in Vietnamese and English, its sources and its term."""

    id: Slug
    category: Slug
    status: Status = Status.approved
    canned: bool = False  # small talk: answered without source, rating or a person
    urgent: bool = False
    question: Said
    dated: tuple[DatedText, ...] = ()
    links: tuple[Https, ...] = Field(default=(), validate_default=True)
    answer: Said  # checked with the dated parts and links that are shown with it, hence after them
    parts: dict[Part, Said] = Field(default_factory=dict)
    variants: Variants = Field(default=Variants(), validate_default=True)
    related: tuple[Slug, ...] = Field(default=(), max_length=4)
    sources: tuple[Source, ...] = Field(default=(), validate_default=True)
    as_of: AsOf | None = Field(default=None, validate_default=True)
    reviewed_on: date | None = Field(default=None, validate_default=True)
    reviewed_by: Line | None = Field(default=None, validate_default=True)
    review_days: int | None = Field(default=None, ge=1, le=1100, validate_default=True)
    owner: Said | None = Field(default=None, validate_default=True)
    confidence: Literal["high", "medium", "low"] | None = Field(default=None, validate_default=True)

    @field_validator(
        *("links", "variants", "sources", "as_of", "reviewed_on"),
        *("reviewed_by", "review_days", "owner", "confidence"),
    )
    @classmethod
    def _is_there(cls, value: Any, fields: ValidationInfo) -> Any:
        lines = list(value) if isinstance(value, Variants) else value
        if not lines and not fields.data.get("canned"):
            raise ValueError("is missing")
        return value

    @field_validator("answer")
    @classmethod
    def _fits_a_phone(cls, answer: Said, fields: ValidationInfo) -> Said:
        dated, links = fields.data.get("dated", ()), fields.data.get("links", ())
        for day in _turning_days(dated):
            for language in LANGUAGES:
                length = len(_whole(answer, dated, links, language, day))
                if length > LONGEST_ANSWER:
                    raise ValueError(
                        f"has {length} characters ({language}, on {day}) with its dated parts "
                        f"and links; at most {LONGEST_ANSWER} fit"
                    )
        return answer

    @field_validator("related")
    @classmethod
    def _are_others(cls, related: tuple[str, ...], fields: ValidationInfo) -> tuple[str, ...]:
        if fields.data.get("id") in related:
            raise ValueError("names the entry itself")
        return related

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any], file: str = "-", where: str = "?") -> Entry:
        """Check every field; raise BadEntry with all faults. `where` names an entry without id."""
        name = str(fields.get("id") or where)
        try:
            return cls.model_validate(dict(fields))
        except ValidationError as error:
            raise BadEntry([_fault(file, name, fault) for fault in error.errors()]) from error

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON or YAML, without the fields that are as they are by default."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def served_on(self, day: date) -> bool:
        """Whether a citizen may be given this answer on that day (of Vietnam)."""
        return self.status is Status.approved and self.holds_on(day)

    def text(self, language: Language, day: date) -> str:
        """The whole answer as it stands on that day, ending with the official links."""
        return _whole(self.answer, self.dated, self.links, language, day)

    def part_text(self, part: Part, language: Language, day: date) -> str | None:
        """Just the fee, time, documents or place, as of that day; None where no fact is known."""
        lasting = [self.parts[part].in_(language)] if part in self.parts else []
        dated = [p.in_(language) for p in self.dated if p.part == part and p.holds_on(day)]
        return "\n\n".join(lasting + dated) or None

    def questions(self) -> list[str]:
        """Everything people may say to mean this entry."""
        return [self.question.vi, self.question.en, *self.variants]

    def review_due(self) -> date | None:
        """The day by which its office should have looked at it again."""
        if self.reviewed_on is None or self.review_days is None:
            return None
        return self.reviewed_on + timedelta(days=self.review_days)


def _whole(
    answer: Said, dated: Iterable[DatedText], links: Iterable[str], language: Language, day: date
) -> str:
    shown = [part.in_(language) for part in dated if part.holds_on(day)]
    parts = [answer.in_(language), *shown, "\n".join(links)]
    return "\n\n".join(part for part in parts if part)


def _turning_days(dated: Iterable[DatedText]) -> list[date]:
    """Days that between them show every combination of dated parts."""
    ends = {day for part in dated for day in (part.valid_from, part.valid_until) if day}
    around = {day + timedelta(days=step) for day in ends for step in (-1, 0, 1)}
    return sorted(around) or [date(2026, 1, 1)]


def _fault(file: str, entry: str, error: Any) -> Fault:
    field = ".".join(str(step) for step in error["loc"]) or "(entry)"
    message = str(error["msg"]).removeprefix("Value error, ")
    return Fault(file, entry, field, message)
