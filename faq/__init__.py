"""The knowledge base of Dân Hỏi: entries, and a search that understands how citizens type.

What is asked for here is loaded then: who needs a name of an entry need not wait for the search.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faq.builder import Builder
    from faq.engine import Faq, Match
    from faq.entry import LANGUAGES, PARTS, BadEntry, Entry, Fault, Language, Part, Said, Status
    from faq.exchange.files import Category, categories, read, seed, write
    from faq.meant.aspect import aspect, part_only
    from faq.meant.correction import corrected
    from faq.meant.danger import DANGERS, danger
    from faq.meant.followup import Followup, followup, in_other_case
    from faq.meant.parts import asks, has_matter, questions
    from faq.meant.places import Unit, Units, dossier_code, units
    from faq.meant.replying import pick, stars, yes_or_no
    from faq.meant.urgent import Urgency, urgent
    from faq.vietnamese.text import fold, language, plain
    from faq.wishes import Wish, Wishes

__all__ = [
    "DANGERS",
    "LANGUAGES",
    "PARTS",
    "BadEntry",
    "Builder",
    "Category",
    "Entry",
    "Faq",
    "Fault",
    "Followup",
    "Language",
    "Match",
    "Part",
    "Said",
    "Status",
    "Unit",
    "Units",
    "Urgency",
    "Wish",
    "Wishes",
    "asks",
    "aspect",
    "categories",
    "corrected",
    "danger",
    "dossier_code",
    "fold",
    "followup",
    "has_matter",
    "in_other_case",
    "language",
    "part_only",
    "pick",
    "plain",
    "questions",
    "read",
    "seed",
    "stars",
    "units",
    "urgent",
    "write",
    "yes_or_no",
]

_WHERE = {
    "faq.meant.aspect": "aspect part_only",
    "faq.meant.correction": "corrected",
    "faq.meant.danger": "DANGERS danger",
    "faq.meant.followup": "Followup followup in_other_case",
    "faq.meant.parts": "asks has_matter questions",
    "faq.meant.places": "Unit Units dossier_code units",
    "faq.meant.replying": "pick stars yes_or_no",
    "faq.vietnamese.text": "fold language plain",
    "faq.wishes": "Wish Wishes",
    "faq.builder": "Builder",
    "faq.engine": "Faq Match",
    "faq.entry": "LANGUAGES PARTS BadEntry Entry Fault Language Part Said Status",
    "faq.exchange.files": "Category categories read seed write",
    "faq.meant.urgent": "Urgency urgent",
}

if not TYPE_CHECKING:  # else every name at all would pass for one of these

    def __getattr__(name: str) -> object:
        """The name, from the file where it lives."""
        for module, names in _WHERE.items():
            if name in names.split():
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
