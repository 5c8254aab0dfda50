"""The knowledge base of Dân Hỏi: entries, and a search that understands how citizens type."""

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
