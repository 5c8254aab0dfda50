"""What editors are told about a bank and its answers. Never a change to an entry here."""
