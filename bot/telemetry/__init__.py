"""What the program tells its operators. Never a message's text or personal data here."""
