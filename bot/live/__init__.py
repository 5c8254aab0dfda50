"""Who hears at once what changed.

Never keep anything here: what must not be lost is in the store.
"""
