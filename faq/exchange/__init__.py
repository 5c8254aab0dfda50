"""Entries from and to files of all kinds.

Never a guess here: what cannot be read is said by its place.
"""
