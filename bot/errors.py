"""Every error raised on purpose.

DanHoiError
├── SettingsError           a setting is missing or wrong: the start stops and says which
├── StoreError              the database failed; nothing of the transaction was kept
├── Unstorable              the database refuses a value, and will each time; nothing was kept
├── CopyError               an installation is not copied, or not wholly; the text says why
├── BackupError             a copy on disk is not made, not sound or not put back; the text says why
├── Overtaken               another process changed the row first: decide again
│   ├── AlreadyDone         this message went through its turn before
│   ├── TalkMoved           the talk was continued elsewhere meanwhile
│   └── CodeTaken           the new ticket's code is in use
├── Refused                 a rule of the desk says no; the reader is told why
│   └── HeldByOther         somebody else has the ticket
└── ChannelError            a platform did not take a message
    ├── Blocked             final: the person does not want messages from us
    ├── Undeliverable       final: the platform will never take this message
    ├── Later               not now: the platform names the seconds to wait
    ├── Unreached           nothing was sent: safe to try again
    ├── Uncertain           the request was out when it broke: it may have arrived
    └── PersonMoved         the chat has a new id
"""

from __future__ import annotations


class DanHoiError(Exception):
    """Something went wrong that the code foresees."""


class SettingsError(DanHoiError):
    """A setting is missing or wrong; the text names it and says why."""


class StoreError(DanHoiError):
    """The database failed; nothing of the transaction was kept."""


class Unstorable(DanHoiError):
    """The database refuses a value, and will each time; nothing of the transaction was kept."""


class CopyError(DanHoiError):
    """An installation cannot be copied, or was not wholly; the text says why and what to do."""


class BackupError(DanHoiError):
    """A copy on disk is not made, not sound, or not put back; the text says why and what to do."""


class Overtaken(DanHoiError):
    """Another process changed the row first; nothing of the transaction was kept."""


class AlreadyDone(Overtaken):
    """This message went through its turn before."""


class TalkMoved(Overtaken):
    """The talk was continued elsewhere meanwhile; decide again on its new state."""


class CodeTaken(Overtaken):
    """The code of the new ticket is in use; decide again with another one."""


class Refused(DanHoiError):
    """A rule says no. `reason` is a field of the console's wording, for the reader's language."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HeldByOther(Refused):
    """Somebody else has the ticket."""


class ChannelError(DanHoiError):
    """A platform did not take a message. The text is safe to log: no token, no message text."""


class Blocked(ChannelError):
    """Final: the person blocked the bot or is gone."""


class Undeliverable(ChannelError):
    """Final: the platform will never take this message."""


class Later(ChannelError):
    """Nothing was sent; the platform names the seconds to wait, with `everyone` or this person."""

    def __init__(self, seconds: float, everyone: bool = True) -> None:
        super().__init__(f"the platform asks to wait {seconds:g} s")
        self.seconds = seconds
        self.everyone = everyone


class Unreached(ChannelError):
    """Nothing was sent: the platform could not be reached. Safe to try again."""


class Uncertain(ChannelError):
    """The request was out when the connection broke or the platform failed: it may have arrived."""


class PersonMoved(ChannelError):
    """The chat goes on under another id (a group that became a supergroup)."""

    def __init__(self, person: str) -> None:
        super().__init__("the chat has a new id")
        self.person = person
