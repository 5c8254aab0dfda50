"""What an operator looks at and looks after. Never a citizen's or an officer's matter here."""
