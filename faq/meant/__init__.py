"""What is recognised in a question without learning. Never a score here."""
