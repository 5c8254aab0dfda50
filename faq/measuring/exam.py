"""How good the search is, on questions whose entries are known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from faq.engine import Faq
from faq.entry import Entry, Said, Status, Variants

Outcome = Literal["sure", "likely", "none"]
_TOP = 5
TUNED = (
    "Learned: weights and calibration from the entries' own questions, each left out in turn, and "
    "from the questions of negatives.jsonl, which no entry answers. Chosen with the shipped exam "
    "in sight, so that it flatters a little: the chat spellings, the views, what each counts and "
    "how steeply it falls. The costs behind the thresholds were stated, not tuned. "
    "exam-apart.jsonl was written apart from both and used to compare calibrations only; no entry "
    "repeats it. A foreign bank keeps views and costs; its own questions teach the rest."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the id of the entry that answers it; None where no entry does."""

    q: str
    id: str | None
    style: str = "all"


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the search made of a question; small talk in return is no answer, hence "none"."""

    question: Question
    top: tuple[tuple[str, float], ...]
    outcome: Outcome
    small_talk: bool = False  # leads

    @property
    def best(self) -> str | None:
        return self.top[0][0] if self.top else None

    @property
    def right(self) -> bool:
        return self.place == 0

    @property
    def confidence(self) -> float:
        """The score of the best match; 0 where nothing is found or small talk leads."""
        return self.top[0][1] if self.top and not self.small_talk else 0.0

    @property
    def place(self) -> int | None:
        """Where the right entry stands, from 0; None where it is not found."""
        ids = [id for id, _ in self.top]
        return ids.index(self.question.id) if self.question.id in ids else None

    def to_dict(self) -> dict[str, Any]:
        asked = self.question
        top = [[id, round(score, 4)] for id, score in self.top]
        return {
            "q": asked.q,
            "id": asked.id,
            "style": asked.style,
            "top": top,
            "outcome": self.outcome,
        }


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts. "Sure" are questions answered at once; the rest is offered for choice or refused."""

    answerable: int
    top_1: int
    top_3: int
    sure: int
    sure_right: int
    sure_wrong: int
    unanswerable: int
    wrongly_answered: int
    rightly_refused: int

    @classmethod
    def of(cls, predictions: Iterable[Prediction]) -> Figures:
        made = list(predictions)
        known = [p for p in made if p.question.id is not None]
        sure = [p for p in known if p.outcome == "sure"]
        refused = [p for p in made if p.question.id is None and p.outcome != "sure"]
        right = sum(p.right for p in sure)
        return cls(
            answerable=len(known),
            top_1=sum(p.right for p in known),
            top_3=sum(p.place in (0, 1, 2) for p in known),
            sure=len(sure),
            sure_right=right,
            sure_wrong=len(sure) - right,
            unanswerable=len(made) - len(known),
            wrongly_answered=len(made) - len(known) - len(refused),
            rightly_refused=len(refused),
        )

    def to_dict(self) -> dict[str, float | None]:
        """Counts, with each as a share of the questions it is about.

        In-scope right and rightly refused are the two sides on which CLINC150 is judged.
        """
        return asdict(self) | {
            "top_1_share": share(self.top_1, self.answerable),
            "top_3_share": share(self.top_3, self.answerable),
            "sure_share": share(self.sure, self.answerable),
            "sure_right_share": share(self.sure_right, self.sure),
            "in_scope_right_share": share(self.sure_right, self.answerable),
            "wrongly_answered_share": share(self.wrongly_answered, self.unanswerable),
            "rightly_refused_share": share(self.rightly_refused, self.unanswerable),
        }


class BadQuestions(ValueError):
    """A file of questions that cannot be read, with the line where that shows."""


def share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def questions(path: Traversable | Path) -> list[Question]:
    """The questions of a JSONL file, at least one; raise BadQuestions naming file and line."""
    try:
        # Only "\n" ends a line: JSON may hold the others that `splitlines` knows.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{path}: cannot be read: {error}") from error
    asked = [
        _question(line, f"{path}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not asked:
        raise BadQuestions(f"{path}: has no questions")
    return asked


def shipped_exam() -> Traversable:
    return files("faq") / "data" / "exam.jsonl"


def bank(asked: Iterable[Question]) -> list[Entry]:
    """Entries made of labelled questions alone, to measure the search on a foreign bank."""
    lines: dict[str, list[str]] = {}
    for one in asked:
        if one.id is not None:
            lines.setdefault(one.id, []).append(one.q)
    return [_bare_entry(id, said) for id, said in lines.items()]


def predict(
    faq: Faq,
    asked: Sequence[Question],
    along: Callable[[Sequence[Question]], Iterable[Question]] = iter,
) -> list[Prediction]:
    """Search for every question; `along` may show progress while it hands them out."""
    return [_prediction(faq, question) for question in along(asked)]


def by_style(predictions: Iterable[Prediction]) -> dict[str, Figures]:
    styles: dict[str, list[Prediction]] = {}
    for prediction in predictions:
        styles.setdefault(prediction.question.style, []).append(prediction)
    return {style: Figures.of(made) for style, made in styles.items()}


def _question(line: str, where: str) -> Question:
    try:
        fields = json.loads(line)
        # Half a character ("\ud83d" alone) is read without complaint, but cannot be written.
        json.dumps(fields, ensure_ascii=False).encode()
    except (json.JSONDecodeError, UnicodeEncodeError) as error:
        raise BadQuestions(f"{where}: is no JSON: {error}") from error
    if not isinstance(fields, dict) or not isinstance(fields.get("q"), str):
        raise BadQuestions(f'{where}: has no question "q"')
    id = fields.get("id")
    if id is not None and not isinstance(id, str):
        raise BadQuestions(f'{where}: "id" is neither a name nor null')
    return Question(fields["q"], id, str(fields.get("style") or fields.get("kind") or "all"))


def _prediction(faq: Faq, question: Question) -> Prediction:
    matches = faq.search(question.q, limit=_TOP)
    top = tuple((match.entry.id, match.score) for match in matches)
    if not matches or matches[0].entry.canned:
        return Prediction(question, top, "none", small_talk=bool(matches))
    score = matches[0].score
    outcome: Outcome = "sure" if score >= faq.sure else "likely" if score >= faq.likely else "none"
    return Prediction(question, top, outcome)


def _bare_entry(id: str, said: Sequence[str]) -> Entry:
    # Built unchecked: a foreign bank has neither answers nor our form of ids.
    nothing = Said.model_construct(vi="", en="")
    return Entry.model_construct(
        id=id,
        category="exam",
        status=Status.approved,
        canned=False,
        # A label such as "card_arrival" is a question in short.
        question=Said.model_construct(vi=said[0], en=" ".join(id.split("_"))),
        answer=nothing,
        variants=Variants.model_construct(vi=tuple(said[1:]), en=()),
        parts={},
        dated=(),
    )
