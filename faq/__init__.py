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
    from faq.meant.followup import followup
    from faq.meant.urgent import Urgency, urgent
    from faq.vietnamese.text import fold, language

__all__ = [
    "LANGUAGES",
    "PARTS",
    "BadEntry",
    "Builder",
    "Category",
    "Entry",
    "Faq",
    "Fault",
    "Language",
    "Match",
    "Part",
    "Said",
    "Status",
    "Urgency",
    "categories",
    "fold",
    "followup",
    "language",
    "read",
    "seed",
    "urgent",
    "write",
]

_WHERE = {
    "faq.builder": "Builder",
    "faq.engine": "Faq Match",
    "faq.entry": "LANGUAGES PARTS BadEntry Entry Fault Language Part Said Status",
    "faq.exchange.files": "Category categories read seed write",
    "faq.meant.followup": "followup",
    "faq.meant.urgent": "Urgency urgent",
    "faq.vietnamese.text": "fold language",
}

if not TYPE_CHECKING:  # else every name at all would pass for one of these

    def __getattr__(name: str) -> object:
        """The name, from the file where it lives."""
        for module, names in _WHERE.items():
            if name in names.split():
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
