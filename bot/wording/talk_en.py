"""The conversation in English: short enough for a phone, polite and plain."""

from bot.wording.talk_form import Talking

EN = Talking(
    examples="For example, you can ask:",
    opening=(
        "Yes, please go ahead and ask.",
        "I am here. What would you like to know?",
    ),
    test="Your message has arrived. What would you like to ask?",
    full_button="Read all",
    sources_button="Sources",
    updated="Updated {month} · {count} sources",
    updated_one="Updated {month} · 1 source",
    sources="As of {as_of}. Sources:\n{sources}",
    ask_owner="To be sure, please confirm with {owner}.",
    acknowledged="I am still here if you need anything.",
    same_again="I have just answered this above. Would you like to read all of it, see other topics or ask an officer?",
    part_unknown=(
        "On “{question}” I have nothing on the {part} in particular. Read the whole answer, "
        "or shall I ask an officer for you?"
    ),
    parts={
        "fee": "fee",
        "time": "time",
        "documents": "documents",
        "where": "place",
    },
    elsewhere=(
        "I answer for this city. In other provinces “{question}” mostly follows the same national rules, "
        "but offices and fees may differ. Please ask the public service centre there, or shall I ask an officer?"
    ),
    in_your_case=(
        "On “{question}” I only have the general answer, not one for this case. Shall I ask an officer for you?"
    ),
    in_your_case_too="I have no answer of its own for this case either. Shall I ask an officer?",
    expired="The rules on this have just changed and the old answer no longer holds, so I pass it to an officer.",
    draft="The answer to this is being written and not approved yet, so I pass your question to an officer.",
    is_it="Do you mean “{question}”?",
    is_it_yes="Yes",
    is_it_no="No",
    which_of_these="I am not sure which one you mean. Please choose one, or type its number:",
    what_then="I see. What would you like to ask, then? Please put it another way, or choose below.",
    several="You asked {count} things. Here is the answer to one; the other is behind the button below.",
    still_open="You asked {count} more. Which one would you like to see?",
    nothing_open="There is nothing left of what you asked.",
    no_earlier="I have not answered anything before. What would you like to ask?",
    nothing_to_show="There is no answer to show in full yet. What would you like to ask?",
    not_ours={
        "weather": "I cannot look up the weather. I answer questions on public services in {place}.",
        "market": "I do not follow prices, exchange rates or lotteries. I answer questions on public services in {place}.",
        "trivia": "That is beyond me. I answer questions on public services in {place}.",
        "small-talk": "I am only an automatic assistant for public services in {place}, so I cannot help with that.",
        "noise": "I could not read this message. Please type your question in words.",
    },
    say_more="I am not sure what you need. Please tell me more: which paper is it about, or what has happened?",
    say_more_again="I still do not understand. Try the name of what you need, such as “replace my ID card”, or let me send it to an officer.",
    missed_often="I am sorry, I still do not understand you. Choose from the topics, or shall an officer answer?",
    shorter_none="I will keep it shorter. Do you want to know the fee, the papers, the time or the place?",
    unclear="Sorry for not being clear. What is unclear: the fee, the papers, the time or the place? Or shall an officer explain?",
    wrong="Sorry for misunderstanding. Please put it another way, or choose below.",
    send_to_staff="Send to an officer",
    write_anew="Type it again",
    person_about="Certainly. What is it about, so that I can pass it to the right officer?",
    handed_over=(
        "I have no ready answer to this, so I passed it to an officer: “{question}”\nIts code is {code}\n{wait}\n"
        "The officer answers right here. To add something, just write on."
    ),
    handed_over_short=(
        "I passed it to an officer. Its code is {code}\n{wait}\nThe officer answers right here; to add something, just write on."
    ),
    take_back_button="Take it back",
    add_button="Send to the officer, too ({code})",
    add_offer="Your question {code} is still with an officer.",
    added_again="I added this, too (code {code}).",
    added_same="I take this as your question {code} once more and added it for the officer; no need to send it again.",
    taken_back="I took your question {code} back. Ask again whenever you like.",
    none_to_take_back="None of your questions waits for an officer. Is there anything else?",
    already_answered="Your question {code} has been answered already.",
    closed_already="Your question {code} was closed before.",
    within="Most questions lately were answered within {time} of working time.",
    no_estimate="I have too few figures to say how long it takes; officers answer during office hours.",
    desk_is_open="I answer day and night; the officers are at work now.",
    always_here="I answer day and night.",
    desk_opens="The desk is closed now; it opens {when}.",
    days_of_week=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    today="today",
    tomorrow="tomorrow",
    minutes="{count} minutes",
    hours="{count} hours",
    days="{count} days",
    rights={
        "data-erase": (
            "You have the right to have your personal data erased (Law 91/2025/QH15). Your request is recorded, "
            "its code is {code}. The officer in charge confirms it by {ack} and settles it by {term}."
        ),
        "data-see": (
            "We keep this conversation and the questions you sent to officers. You have the right to see them and to get "
            "a copy (Law 91/2025/QH15). Your request is recorded, its code is {code}; the officer in charge answers by {term}."
        ),
        "data-withdraw": (
            "You may withdraw your consent at any time (Law 91/2025/QH15). Your request is recorded, its code is {code}. "
            "The officer in charge confirms it by {ack} and carries it out by {term}."
        ),
        "data-stop": (
            "You have the right to object to or restrict the keeping of your data (Law 91/2025/QH15). Your request is "
            "recorded, its code is {code}. The officer in charge confirms it by {ack} and carries it out by {term}."
        ),
    },
    rights_again="Your request about your data is recorded, its code is {code}, and it is being dealt with.",
    report_offer="Shall I send this report to the officers? If you have a photo or the address, please send it along.",
    report_yes="Send the report",
    report_no="Do not send",
    reported="I sent your report to the officers. Its code is {code}\n{wait}\nYou can send more photos or the address right here.",
    report_photo="I have your photo. What is it about, and where? Please type it, or press to send it to an officer.",
    dropped="I see, I do not send it. Write whenever you need something.",
    complaint="I am sorry that this happened to you. Shall I pass it to an officer?",
    place_now="{old} now belongs to {new}.",
    place_same="{name} keeps its name.",
    place_many="The former {name} now consists of: {units}. In which (former) commune or ward do you live?",
    place_unknown="Please type the name of the commune or ward, the old or the new one.",
    place_office=(
        "I do not have the address of the office of {name}. Search for “UBND {name}” on a map, or shall I ask an officer?"
    ),
    place_office_unnamed="The office of which commune or ward are you looking for? The old or the new name will do.",
    place_named="The place you named: {name}.",
    dossier=(
        "I cannot see your application. Look it up by the code on your receipt at https://dichvucong.gov.vn, "
        "in VNeID, or ask the office that received it."
    ),
    dossier_code=(
        "I cannot see application {code}. Enter the code at https://dichvucong.gov.vn (look up an application), "
        "or ask the office that received it (see your receipt)."
    ),
    dossier_state="Application {code}: {state}",
    condolence="Please accept my condolences.",
    regret="I am very sorry for the trouble and the waiting.",
    word="On another device, type: {code} {word}",
)
