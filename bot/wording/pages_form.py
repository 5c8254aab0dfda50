"""What the console's pages say, as a form that each language fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConsoleTexts:
    """Names in braces are filled in when shown; both languages use the same ones."""

    # Every page
    console: str
    skip: str
    queue: str
    staff: str
    log_out: str
    other_language: str  # in the other language
    offline: str
    menu: str

    # Logging in
    log_in: str
    name: str
    password: str
    show_password: str
    wrong_login: str
    throttled: str  # {seconds}
    lost_password: str
    one_moment: str
    go_on: str

    # A new password
    welcome: str  # {name}
    welcome_text: str
    new_password: str
    repeat_password: str
    password_rule: str
    set_password: str

    # The queue
    tabs: Mapping[str, str]  # by tab
    empty: Mapping[str, str]  # by tab
    search: str
    search_hint: str
    not_found: str  # {code}
    ticket_kinds: Mapping[str, str]  # by TicketKind
    term: str
    urgent: str
    held_by: str  # {name}
    yours: str
    limited: str  # {count}
    channels: Mapping[str, str]  # by channel
    languages: Mapping[str, str]  # by language
    just_now: str
    minutes_ago: str  # {count}
    hours_ago: str  # {count}
    days_ago: str  # {count}

    # A ticket
    back: str
    states: Mapping[str, str]  # by TicketStatus
    asked_at: str
    answered_at: str
    closed_at: str
    channel: str
    language: str
    holder: str
    nobody: str
    rating: str
    stars: str  # {stars}
    comment: str
    details: str
    talk: str
    not_own: str
    own: str
    citizen: str
    bot: str
    message_states: Mapping[str, str]  # by MessageStatus
    why_not_sent: str  # {reason}
    reasons: Mapping[str, str]  # by Message.reason
    kinds: Mapping[str, str]  # by kind of message
    download: str  # {name}
    photo: str
    map: str
    offered: str

    # What one does with it
    claim: str
    release: str
    take_over: str
    close: str
    reopen: str
    answer: str
    answer_label: str
    answer_hint: str  # {channel}
    send: str
    send_and_close: str
    held_notice: str  # {name}
    closed_notice: str
    draft: str
    done: Mapping[str, str]  # by what was done

    # The staff
    staff_title: str
    hire_title: str
    role: str
    roles: Mapping[str, str]  # by role
    hire: str
    link_title: str  # {name}
    link_text: str
    copy: str
    copied: str
    staff_states: Mapping[str, str]
    since: str  # {date}
    you: str
    new_link: str
    disable: str
    enable: str

    # What was set aside, what was not delivered
    aside_title: str
    aside_text: str
    aside_none: str
    aside_tries: str  # {count} {reason}
    aside_from: Mapping[str, str]  # by who wrote: citizen, staff, unread
    replay: str
    replay_all: str
    undelivered_title: str
    undelivered_text: str
    undelivered_none: str
    to_ticket: str

    # What goes wrong
    problems: Mapping[str, str]  # by HTTP status
    problem: str
    refusals: Mapping[str, str]  # by Refused.reason
