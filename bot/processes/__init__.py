"""A process among others: who it is, what it alone does, the memory it gives back.

Never a matter of the trade here.
"""
