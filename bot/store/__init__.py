"""All SQL, a file a noun. Never a rule of the trade or a sentence for people here."""
