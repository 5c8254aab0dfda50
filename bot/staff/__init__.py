"""What staff may do and who they are, without pages.

Never HTTP, templates or a platform's words here.
"""
