"""Vietnamese as people type it, and its one plain form. Never an entry's meaning here."""
