"""What the bot says in English."""

from bot.wording.form import Wording

EN = Wording(
    start=(
        "Hello! I am {service}, the automatic assistant of {place}.\n\n"
        "Ask about public services and I answer at once. What I do not know goes to a member of "
        "staff, and the reply comes back right here.\n\n"
        "Just type your question in your own words."
    ),
    notice=(
        "Personal data (notice {version}): {place} keeps this conversation to answer you and to let "
        "staff handle your question. Please send no ID numbers, passwords, OTP codes or photos of "
        "papers unless asked. You may see your data, get it back or have it erased: just write to "
        "the staff here."
    ),
    help=(
        "You can:\n"
        "- Type a question, such as “how do I replace a lost ID card?”\n"
        "- Browse the topics and pick a question.\n"
        "- Talk to a person when I could not help.\n"
        "- Type a question's code (such as BN-7K3F-2) to see whether staff have answered.\n"
        "- Change the language: English or Vietnamese."
    ),
    language_changed="From now on I answer in English.",
    language_question="Which language would you like? / Anh/chị muốn dùng ngôn ngữ nào?",
    in_vietnamese="Tiếng Việt",
    in_english="English",
    helped="Did this help you?",
    yes="Yes",
    no="Not yet",
    source="Source: {sources}. As of {as_of}.",
    confirm="This is not fully confirmed; please check with the office in charge.",
    glad="Thank you. I am glad it helped.",
    follow_up_unknown=(
        "I have no separate information on that point of “{question}”. Please see the whole answer "
        "above, or press the button below to ask a member of staff."
    ),
    which_matter="Which paper or procedure do you mean? Please type its name, too.",
    answer_gone="That answer is no longer in use. Please type your question again.",
    did_you_mean="Did you mean:",
    none_of_these="None of these",
    stale="That button belongs to an earlier question. Please type your question again.",
    write_please="Please type your question in words; a short one will do.",
    topics="What would you like to know about?",
    category="{name}: please pick a question.",
    person_button="Talk to a person",
    topics_button="Browse topics",
    status_button="Has staff answered?",
    forwarded=(
        "I have passed your question to our staff. Its code is {code}\n{wait}\n"
        "The answer will appear right here. If you want to add anything, just write on."
    ),
    no_answer_yet="I have no exact answer to this, and I will not guess.",
    sorry_not_helped="I am sorry that did not help.",
    expired_answer="The rules on this are changing, so a member of staff will answer you.",
    person_asked="Certainly, I am asking a member of staff to help you.",
    wait_known="Lately, half of the questions were answered by staff within {typical}.",
    wait_unknown="I do not have enough figures to tell the waiting time; staff answer in working hours.",
    ahead="Questions waiting before yours: {count}.",
    minutes="about {count} min",
    hours="about {count} h",
    days="about {count} days",
    added="I have passed this on to our staff (code {code}).",
    added_kind={
        "photo": "I have passed your photo to our staff (code {code}).",
        "voice": "I have passed your voice message to our staff (code {code}).",
        "document": "I have passed your file to our staff (code {code}).",
        "place": "I have passed your location to our staff (code {code}).",
        "contact": "I have passed the contact to our staff (code {code}).",
    },
    which=(
        "Your question {code} is waiting for a member of staff. Is your last message a new question "
        "that I should answer now, or should I pass it on to them?"
    ),
    to_ticket_button="Pass on to staff ({code})",
    already_open="Your question {code} is with our staff, not answered yet. You can write on here.",
    status_question="Please type the question's code, such as BN-7K3F-2.",
    status_wrong_code="The code {code} is not right; a character may be off. Please check it.",
    status_unknown_code="I cannot find a question with the code {code}.",
    status_line="Question {code}: {state} (sent {since}).",
    states={
        "waiting": "waiting for a member of staff",
        "claimed": "being worked on",
        "answered": "answered",
        "closed": "closed",
    },
    no_ticket="You have no question with our staff.",
    staff_answer="An officer answers question {code}",
    rate_please="Please rate this answer (1: poor, 5: very good).",
    rated="Thank you for rating. If you want to add a comment, just type it now.",
    rated_low=(
        "I am sorry that the answer was not good. You can type a comment now, or press the button "
        "below to have staff answer again."
    ),
    reopen_button="Ask staff again",
    reopened="I have passed question {code} back to our staff.",
    comment_thanks="I have noted your comment. Thank you.",
    ticket_closed="Question {code} is closed. Write to me whenever you need anything else.",
    emergency="If anyone is in danger, please call now (free, day and night):",
    emergency_call="Please make the call first; do not wait for a message here.",
    emergency_numbers={
        "111": "111 – National child protection hotline",
        "112": "112 – Search and rescue",
        "113": "113 – Police",
        "114": "114 – Fire and rescue",
        "115": "115 – Ambulance",
    },
    unreadable={
        "photo": "I cannot read photos. Please type your question, or let me pass the photo to staff.",
        "voice": "I cannot listen to voice messages. Please type, or let me pass it on to staff.",
        "document": "I cannot read files. Please type your question, or let me pass it on to staff.",
        "sticker": "Got your sticker. If you have a question, just type it.",
        "contact": "I cannot use this contact. Please type your question, or let me pass it to staff.",
        "place": "I have your location. Please type your question, or let me pass it on to staff.",
        "other": "I cannot read this kind of message. Please type your question.",
    },
    too_large="This file is too large or of the wrong type. I take photos, voice and PDF up to 5 MB.",
    set_aside="Sorry: something went wrong, and your last message could not be dealt with. It is kept and will be dealt with once that is mended; you need not send it again.",
    apology=(
        "I am sorry, something went wrong with this message. I have passed it to our staff; its "
        "code is {code}. You need not send it again."
    ),
    commands={
        "start": "Start",
        "topics": "Browse topics",
        "person": "Talk to a person",
        "status": "How my question stands",
        "language": "Language / Đổi ngôn ngữ",
        "help": "Help",
    },
    card_title="{code} · {state}",
    card_states={
        "waiting": "waiting",
        "claimed": "{name} is on it",
        "answered": "answered by {name}",
        "closed": "closed",
    },
    card_urgent="⚠ URGENT: signs of danger",
    card_kinds={
        "question": "",
        "data": "Request about personal data",
        "report": "Report from the street",
    },
    card_term="Due by law: {day}",
    card_channel="Channel: {channel}",
    card_hint="Reply to this message or write in the topic to answer the citizen. Start with // for a note among staff.",
    card_link="All of it: {url}",
    card_claim="Take it",
    card_release="Back to the queue",
    card_close="Close",
    card_reopen="Reopen",
    card_stars="Rated: {stars}/5",
    note_citizen="The citizen writes ({code})",
    note_file={
        "photo": "[photo]",
        "voice": "[voice message]",
        "document": "[file]",
        "sticker": "[sticker]",
        "contact": "[contact]",
        "place": "[location]",
        "other": "[other message]",
    },
    note_urgent="⚠ URGENT – {code}: somebody may be in danger, please look at once.",
    note_failed="⚠ The answer to {code} could not be sent: {reason}",
    note_error="⚠ {name}: something went wrong with your last message; send it again or use the console.",
    refusals={
        "held_by_other": "Somebody else has this question, or it is closed.",
        "already_closed": "This question is closed.",
        "not_closed": "This question is open.",
        "no_ticket": "There is no such question.",
        "empty_answer": "The answer is empty.",
        "file_not_taken": "This file cannot be sent (photos, voice and PDF up to 5 MB only); the answer has not gone out.",
        "too_long": "The answer is longer than 4,000 characters.",
    },
)
