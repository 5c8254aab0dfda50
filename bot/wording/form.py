"""What has to be said, as a form that each language fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Names in braces are filled in when said; both languages use the same ones."""

    # Start and help
    start: str  # {service} {place}
    notice: str  # {version} {place}
    help: str
    language_changed: str
    language_question: str
    in_vietnamese: str
    in_english: str

    # Answers
    helped: str
    yes: str
    no: str
    source: str  # {sources} {as_of}
    confirm: str
    glad: str
    follow_up_unknown: str  # {question}
    which_matter: str
    answer_gone: str

    # Unsure
    did_you_mean: str
    none_of_these: str
    stale: str
    write_please: str

    # Browsing
    topics: str
    category: str  # {name}

    # A person
    person_button: str
    topics_button: str
    status_button: str
    forwarded: str  # {code} {wait}
    no_answer_yet: str
    sorry_not_helped: str
    expired_answer: str
    person_asked: str
    wait_known: str  # {typical}
    wait_unknown: str
    ahead: str  # {count}
    minutes: str  # {count}
    hours: str  # {count}
    days: str  # {count}
    added: str  # {code}
    added_kind: Mapping[str, str]  # by kind of message, {code}
    which: str  # {code}
    to_ticket_button: str  # {code}
    already_open: str  # {code}

    # Status by code
    status_question: str
    status_wrong_code: str  # {code}
    status_unknown_code: str  # {code}
    status_line: str  # {code} {state} {since}
    states: Mapping[str, str]  # by TicketStatus
    no_ticket: str

    # The answer of a person
    staff_answer: str  # {code}; never a name under which staff log in
    rate_please: str
    rated: str  # {code}
    rated_low: str  # {code}
    reopen_button: str
    reopened: str  # {code}
    comment_thanks: str
    ticket_closed: str  # {code}

    # Danger
    emergency: str
    emergency_call: str
    emergency_numbers: Mapping[str, str]  # by number

    # Messages that are not text
    unreadable: Mapping[str, str]  # by kind of message
    too_large: str

    # Trouble
    apology: str  # {code}
    set_aside: str

    # Telegram's menu of commands
    commands: Mapping[str, str]

    # The staff group
    card_title: str  # {code} {state}
    card_states: Mapping[str, str]  # by TicketStatus, {name}
    card_urgent: str
    card_kinds: Mapping[str, str]  # by TicketKind
    card_term: str  # {day}
    card_channel: str  # {channel}
    card_hint: str
    card_link: str  # {url}
    card_claim: str
    card_release: str
    card_close: str
    card_reopen: str
    card_stars: str  # {stars}
    note_citizen: str  # {code}
    note_file: Mapping[str, str]  # by kind of message
    note_urgent: str  # {code}
    note_failed: str  # {code} {reason}
    note_error: str  # {name}
    refusals: Mapping[str, str]  # by Refused.reason
