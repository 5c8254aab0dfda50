"""What the search learns from the entries' own questions: how alike texts are, who is meant."""
