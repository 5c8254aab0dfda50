"""What `danhoi NAME` does, a file for each family.

Never rules here: a command asks, calls and prints.
"""
