"""The dialogue by properties: whatever comes, in whatever state, a turn is sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given

from bot.citizens.dialogue import Situation, apologise, take_turn
from bot.citizens.dialogue.lines import taken_for
from bot.citizens.dialogue.register import addressed
from bot.model import Incoming, Mood, Reply, Said, TicketKind, TicketStatus, Turn
from bot.store.people import _read, _written
from bot.wording import NOTICE, TALKING, WORDING
from faq import PARTS, Entry, Language, Match, Wish, danger
from tests.citizens.dialogue.chance import (
    ASKED,
    CHOICES,
    KNOWN,
    MAI,
    incomings,
    messages,
    presses,
    situations,
    talks,
    tickets,
    urgencies,
)
from tests.fakes import START

# A reply is one message of a messenger at most: title, text and footer together.
LONGEST = 4096
PENDING = (TicketStatus.waiting, TicketStatus.claimed)


def decided(turn: Turn) -> list[str]:
    return [said.reply.text for said in turn.said]


def pressed(choice: str) -> Incoming:
    return Incoming("m", MAI, START, choice=choice)


def calm(talk):
    """The same with nothing of ours that a message could be a reply to."""
    return replace(talk, rated=None, mood=Mood.calm, standing=(), about="", undecided=(), held=())


def plainly(situation: Situation, **found) -> Situation:
    """The same, of a message that says nothing but this."""
    nothing = replace(
        situation,
        matches=(),
        several=(),
        wishes=(),
        part=None,
        aspect=None,
        followup=None,
        urgency=None,
        units=None,
        code=None,
    )
    return replace(nothing, **found)


@given(incomings, talks, situations)
def test_every_message_gets_a_reply_that_any_channel_can_carry(incoming, talk, situation):
    turn = take_turn(incoming, talk, situation)
    assert turn.said
    for said in turn.said:
        reply = said.reply
        assert reply.text.strip()
        assert "{" not in reply.text
        assert len(reply.title) + len(reply.text) + len(reply.footer) <= LONGEST
        for button in reply.buttons:
            assert button.label
            assert len(button.value.encode()) <= 64


@given(incomings, talks, situations)
def test_the_same_facts_lead_to_the_same_turn(incoming, talk, situation):
    assert take_turn(incoming, talk, situation) == take_turn(incoming, talk, situation)


@given(incomings, talks, situations)
def test_a_turn_keeps_the_address_and_leaves_the_version_to_the_store(incoming, talk, situation):
    turn = take_turn(incoming, talk, situation)
    assert (turn.talk.address, turn.talk.version) == (talk.address, talk.version)
    assert turn.talk.notice == NOTICE


@given(incomings, talks, situations)
def test_a_talk_comes_back_from_the_store_as_it_went(incoming, talk, situation):
    after = take_turn(incoming, talk, situation).talk
    assert _read(after.address, after.version, _written(after)) == after


@given(incomings, talks, tickets)
def test_what_a_message_is_taken_for_keeps_whose_it_is(incoming, talk, ticket):
    meant, after = taken_for(incoming, talk, ticket)
    assert (meant.id, meant.sender, meant.at) == (incoming.id, incoming.sender, incoming.at)
    assert (after.address, after.version) == (talk.address, talk.version)
    if incoming.choice is not None and not incoming.choice.startswith("open"):
        assert meant == incoming


@given(incomings, talks, situations)
def test_an_answer_is_an_approved_text_word_for_word(incoming, talk, situation):
    turn = take_turn(incoming, talk, situation)
    for said in turn.said:
        if said.entry is None or turn.outcome == "canned":  # small talk has words of our own
            continue
        entry = situation.entries[said.entry.partition("@")[0]]
        assert entry.served_on(situation.today)
        assert said.reply.text in [*approved(entry, turn.talk.language, situation)]


def approved(entry: Entry, language: Language, situation: Situation) -> Iterator[str]:
    """The whole, its first paragraphs, its parts."""
    paragraphs = entry.text(language, situation.today).split("\n\n")
    for count in range(1, len(paragraphs) + 1):
        yield "\n\n".join(paragraphs[:count]).replace("{place}", situation.places[language])
    for part in PARTS:
        if text := entry.part_text(part, language, situation.today):
            yield text


@given(incomings, talks, situations)
def test_an_answer_asks_in_the_same_message_whether_it_helped(incoming, talk, situation):
    for served in ASKED:
        if situation.servable(served.id) is None:
            continue
        turn = take_turn(replace(incoming, choice=f"ask:{served.id}"), talk, situation)
        [answer] = [said.reply for said in turn.said if said.entry is not None]
        assert answer is turn.said[-1].reply
        helped = addressed(Said(Reply(WORDING[turn.talk.language].helped)), turn.talk, is_ours=True)
        assert answer.footer.endswith(helped.reply.text)
        values = [button.value for button in answer.buttons]
        place = values.index(f"yes:{served.id}")
        assert values[place : place + 2] == [f"yes:{served.id}", f"no:{served.id}"]
        assert values[:place] in ([], [f"full:{served.id}"])


@given(talks, situations)
def test_what_a_screen_leaves_out_is_behind_a_button(talk, situation):
    press = take_turn(pressed("ask:birth"), talk, situation)
    [said] = [said for said in press.said if said.entry is not None]
    whole = situation.entries["birth"].text(press.talk.language, situation.today)
    values = [button.value for button in said.reply.buttons]
    assert (said.reply.text != whole) == ("full:birth" in values)
    full = take_turn(pressed("full:birth"), press.talk, situation)
    assert whole in decided(full)


@given(messages, talks, situations, urgencies)
def test_danger_is_answered_with_the_number_first(incoming, talk, situation, urgency):
    turn = take_turn(incoming, talk, replace(situation, urgency=urgency))
    assert turn.outcome == "cared"
    assert urgency.numbers[0] in decided(turn)[0].splitlines()[0]
    assert turn.talk.mood is Mood.danger
    assert turn.urges or (turn.opens and turn.opens.urgent)


@given(incomings, talks, situations)
def test_nobody_has_two_open_tickets(incoming, talk, situation):
    turn = take_turn(incoming, talk, situation)
    ticket = situation.ticket
    if turn.opens is None:
        return
    if turn.opens.kind is not TicketKind.data:
        assert ticket is None or ticket.status not in PENDING
    elif ticket is not None and ticket.kind is TicketKind.data:
        assert ticket.status not in PENDING
    assert turn.talk.ticket == turn.ticket == turn.opens.id
    if turn.outcome != "cared":  # in danger nobody reads a code
        assert "BN-7777-7" in "".join(decided(turn))


@given(messages, talks, situations)
def test_small_talk_never_makes_a_ticket(incoming, talk, situation):
    greeting = next(known for known in KNOWN if known.id == "greeting")
    situation = plainly(situation, matches=[Match(greeting, 0.99)], ticket=None)
    turn = take_turn(replace(incoming, text="chào em"), calm(talk), situation)
    assert turn.outcome == "canned"
    assert turn.opens is None


@given(messages, talks, situations)
def test_what_plainly_is_for_nobody_never_makes_a_ticket(incoming, talk, situation):
    for wish in ("weather", "market", "trivia", "noise", "small-talk"):
        asked = plainly(situation, wishes=(Wish(wish, 0.99),), ticket=None)
        turn = take_turn(incoming, calm(talk), asked)
        assert (turn.opens, turn.ticket) == (None, None), wish


@given(messages, talks, situations)
def test_rights_over_one_s_data_are_a_ticket_of_their_own_with_a_term(incoming, talk, situation):
    for right, words in TALKING["vi"].rights.items():
        assert "{term}" in words
        asked = plainly(situation, wishes=(Wish(right, 0.99),), ticket=None)
        turn = take_turn(incoming, calm(talk), asked)
        assert turn.outcome == "rights"
        assert turn.opens is not None
        assert turn.opens.kind is TicketKind.data
        assert turn.opens.term is not None
        assert turn.opens.term > incoming.at


@given(incomings, talks, situations)
def test_a_stranger_s_ticket_is_neither_rated_nor_closed_nor_reopened(incoming, talk, situation):
    situation = replace(situation, ticket=None)  # one's own is another matter
    turn = take_turn(incoming, talk, situation)
    if situation.named is not None and situation.named.address != MAI:
        assert turn.closes is None
        assert turn.reopens is None
        assert turn.rating is None or turn.rating.stars is None


@given(talks, situations)
def test_no_button_forgets_what_waits_or_opens_a_second_ticket(talk, situation):
    for choice in CHOICES:
        turn = take_turn(pressed(choice), replace(talk, undecided=("m1", "m2")), situation)
        if turn.outcome not in ("withdrawn", "answered"):
            assert {"m1", "m2"} <= {*turn.attach, *turn.talk.undecided}, choice
        if situation.ticket is not None and situation.ticket.status in PENDING:
            assert turn.opens is None, choice


@given(messages | presses, talks, situations)
def test_what_waited_for_a_decision_is_not_forgotten(incoming, talk, situation):
    talk = replace(talk, undecided=("m1", "m2"))
    turn = take_turn(incoming, talk, situation)
    if turn.outcome in ("withdrawn", "answered"):
        return  # taken back, or met
    assert {"m1", "m2"} <= {*turn.attach, *turn.talk.undecided}


@given(incomings, talks, situations)
def test_replies_that_were_held_are_taken_back_by_the_next_turn(incoming, talk, situation):
    assert take_turn(incoming, talk, situation).withdraws == talk.held


@given(incomings, talks, situations)
def test_after_a_failure_the_message_reaches_a_person(incoming, talk, situation):
    turn = apologise(incoming, talk, situation)
    assert "now" in turn.attach
    assert turn.opens is not None or turn.wakes


@given(messages, talks, situations)
def test_who_asks_for_another_language_is_given_the_choice(incoming, talk, situation):
    situation = plainly(situation, wishes=[Wish("choose-language", 1.0)], language=None)
    turn = take_turn(incoming, calm(talk), situation)
    assert [button.value for button in turn.said[-1].reply.buttons] == ["lang:vi", "lang:en"]
    assert turn.opens is None


@given(messages, talks, situations)
def test_danger_is_never_taken_for_a_comment(incoming, talk, situation):
    situation = replace(situation, urgency=danger("fire"), code=None, matches=())
    incoming = replace(incoming, text="cháy nhà rồi")
    turn = take_turn(incoming, replace(talk, rated="t"), situation)
    assert turn.outcome == "cared"
    assert turn.rating is None


@given(messages, talks, situations)
def test_whoever_is_in_danger_reads_of_no_queue(incoming, talk, situation):
    situation = plainly(situation, ticket=None)
    first = take_turn(incoming, calm(talk), replace(situation, urgency=danger("self-harm")))
    opened = first.opens
    later = replace(incoming, text="sợ quá")
    after = take_turn(later, first.talk, replace(situation, ticket=opened))
    assert after.outcome == "cared"
    assert all("BN-" not in text for text in decided(after))
