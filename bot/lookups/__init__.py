"""What an office's own systems are asked. Never keep what they say, nor log what was asked."""
