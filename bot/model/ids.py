"""Keys that sort by the time at which they were made."""

import uuid_utils


def new_id() -> str:
    """A UUID version 7 (RFC 9562); within one process each is greater than the one before."""
    return str(uuid_utils.uuid7())
