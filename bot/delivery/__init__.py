"""What goes out: from the outbox to the channels, in order. Never decide here what is said."""
