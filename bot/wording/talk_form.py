"""What has to be said to keep a conversation going, as a form that each language fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talking:
    """Names in braces are filled in when said; both languages use the same ones."""

    # The start
    examples: str
    opening: tuple[str, ...]  # said in turn
    test: str

    # An answer
    full_button: str
    sources_button: str
    updated: str  # {month} {count}
    updated_one: str  # {month}
    sources: str  # {sources} {as_of}
    ask_owner: str  # {owner}
    acknowledged: str
    same_again: str
    part_unknown: str  # {part} {question}
    parts: Mapping[str, str]  # by Part
    elsewhere: str  # {question}
    in_your_case: str  # {question}
    in_your_case_too: str
    expired: str
    draft: str

    # Unsure
    is_it: str  # {question}
    is_it_yes: str
    is_it_no: str
    which_of_these: str
    what_then: str
    several: str  # {count}
    still_open: str  # {count}
    nothing_open: str
    no_earlier: str
    nothing_to_show: str

    # No question for an office, by kind
    not_ours: Mapping[str, str]  # {place}
    say_more: str
    say_more_again: str
    missed_often: str
    shorter_none: str
    unclear: str
    wrong: str
    send_to_staff: str
    write_anew: str

    # A person
    person_about: str
    handed_over: str  # {question} {code} {wait}
    handed_over_short: str  # {code} {wait}
    take_back_button: str
    add_button: str  # {code}
    add_offer: str  # {code}
    added_again: str  # {code}
    added_same: str  # {code}
    taken_back: str  # {code}
    none_to_take_back: str
    already_answered: str  # {code}
    closed_already: str  # {code}

    # How long it takes
    within: str  # {time}
    no_estimate: str
    desk_is_open: str
    always_here: str
    desk_opens: str  # {when}
    days_of_week: tuple[str, ...]  # from Monday
    today: str
    tomorrow: str
    minutes: str  # {count}
    hours: str  # {count}
    days: str  # {count}

    # Personal data
    rights: Mapping[str, str]  # by wish; {code} {ack} {term}
    rights_again: str  # {code}

    # The city
    report_offer: str
    report_yes: str
    report_no: str
    reported: str  # {code} {wait}
    report_photo: str
    dropped: str
    complaint: str
    place_now: str  # {old} {new}
    place_same: str  # {name}
    place_many: str  # {name} {units}
    place_unknown: str
    place_office: str  # {name}
    place_office_unnamed: str
    place_named: str  # {name}
    dossier: str
    dossier_code: str  # {code}
    dossier_state: str  # {code} {state}

    # The tone
    condolence: str
    regret: str

    # Finding an answer again
    word: str  # {code} {word}
