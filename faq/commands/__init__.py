"""What `python -m faq NAME` does, a file a command.

Never more than asking, calling and printing here.
"""
