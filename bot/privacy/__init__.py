"""What takes personal data away before others see it. Never a store, a network or a clock here."""
