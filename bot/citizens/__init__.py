"""What a citizen's message goes through, from reading it to its record.

Never pages, HTTP or a platform's words here.
"""
