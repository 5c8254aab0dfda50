"""Personal numbers taken out of a text before it leaves the house (the staff group, a log)."""

from __future__ import annotations

import re

# Vietnam: ID card 12 digits, old ID card 9, tax code 10 or 13, phone 10 digits from 0 or +84;
# bank accounts are up to 19. Emergency and hotline numbers (3 to 8 digits) stay.
# People write them right after a word ("sdt0912…"), in brackets, with two spaces or a long dash.
_NUMBER = re.compile(r"(?<!\d)\(?\+?(?:\d[\s.()–-]{0,2}){8,}\d(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PLATE = re.compile(r"\b\d{2}-?[A-Z]{1,2}\d?[\s-]?\d{3}[.\s]?\d{2}\b", re.IGNORECASE)


def mask(text: str) -> str:
    """Leave the last two digits of a long number, so that two can be told apart."""
    text = _EMAIL.sub("•••@•••", text)
    text = _PLATE.sub("•••", text)
    return _NUMBER.sub(lambda found: "•••" + re.sub(r"\D", "", found[0])[-2:], text)
