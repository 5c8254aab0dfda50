"""The nouns of the chat application: frozen values, changed by copy.

Never a wait, a store or a sentence for people here.
"""

from bot.model.aside import SetAside, Unread
from bot.model.group import Card, CardText, GroupMoved, StaffPost
from bot.model.incoming import Address, Attachment, Incoming, Kind, Place
from bot.model.message import (
    PRIORITY,
    Button,
    Delivery,
    Message,
    MessageStatus,
    Receipt,
    Reply,
    Role,
)
from bot.model.staff import Staff
from bot.model.talk import UNANSWERED, Mood, Outcome, Said, Talk, Turn
from bot.model.ticket import Rating, Ticket, TicketKind, TicketStatus

__all__ = [
    "PRIORITY",
    "UNANSWERED",
    "Address",
    "Attachment",
    "Button",
    "Card",
    "CardText",
    "Delivery",
    "GroupMoved",
    "Incoming",
    "Kind",
    "Message",
    "MessageStatus",
    "Mood",
    "Outcome",
    "Place",
    "Rating",
    "Receipt",
    "Reply",
    "Role",
    "Said",
    "SetAside",
    "Staff",
    "StaffPost",
    "Talk",
    "Ticket",
    "TicketKind",
    "TicketStatus",
    "Turn",
    "Unread",
]
