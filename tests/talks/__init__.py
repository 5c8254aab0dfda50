"""Whole talks by kind, played with the real search and the shipped entries: the talk exam."""
