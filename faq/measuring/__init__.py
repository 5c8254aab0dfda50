"""How good and how quick the search is. Never anything the search itself needs here."""
