"""The platforms people write on: each parses, sends and paces.

Never rules, SQL or settings here.
"""
