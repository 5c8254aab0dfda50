"""The dialogue by properties: whatever comes, in whatever state, a turn is sound."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.citizens.dialogue import Situation, Wait, apologise, take_turn
from bot.model import Address, Incoming, Kind, Talk, Ticket, TicketStatus, Turn
from bot.model.codes import Found
from bot.wording import NOTICE, WORDING
from faq import Match, Urgency, categories
from tests.fakes import ENTRIES, START

MAI, NAM = Address("web", "mai"), Address("web", "nam")
IDS = [entry.id for entry in ENTRIES]

choices = st.one_of(
    st.sampled_from(
        [
            "start",
            "help",
            "topics",
            "language",
            "lang:vi",
            "lang:en",
            "lang:xx",
            "none",
            "person",
            "ticket",
            "status",
            "rate",
            "rate:BN-2345-6:5",
            "rate:BN-2345-6:9",
            "reopen:BN-2345-6",
            "cat:can-cuoc-cu-tru",
            "cat:nope",
            "ask:nope",
            ":",
            "claim:x",
        ]
    ),
    st.builds("{}:{}".format, st.sampled_from(["ask", "yes", "no"]), st.sampled_from(IDS)),
    st.text(max_size=64),
)
incomings = st.builds(
    Incoming,
    id=st.just("m"),
    sender=st.just(MAI),
    at=st.just(START),
    text=st.text(max_size=200),
    kind=st.sampled_from(Kind),
    choice=st.none() | choices,
    too_large=st.booleans(),
)
tickets = st.builds(
    Ticket,
    id=st.just("t"),
    code=st.just("BN-2345-6"),
    address=st.sampled_from([MAI, NAM]),
    language=st.sampled_from(["vi", "en"]),
    question=st.just("gì?"),
    status=st.sampled_from(TicketStatus),
    created_at=st.just(START - timedelta(hours=1)),
    answered_at=st.none() | st.sampled_from([START, START - timedelta(days=9)]),
)
talks = st.builds(
    Talk,
    address=st.just(MAI),
    version=st.integers(0, 9),
    language=st.sampled_from(["vi", "en"]),
    language_chosen=st.booleans(),
    notice=st.sampled_from([None, "2020-01", NOTICE]),
    asked=st.text(max_size=20),
    asked_in=st.sampled_from([(), ("m0",)]),
    offered=st.lists(st.sampled_from(IDS), max_size=3).map(tuple),
    answered=st.none() | st.sampled_from(IDS),
    ticket=st.sampled_from([None, "t"]),
    undecided=st.sampled_from([(), ("m1", "m2")]),
    rated=st.sampled_from([None, "t"]),
)
matches = st.lists(st.builds(Match, st.sampled_from(ENTRIES), st.floats(0, 1)), max_size=4).map(
    lambda found: sorted(found, key=lambda match: -match.score)
)
situations = st.builds(
    Situation,
    message=st.just("now"),
    today=st.just(date(2026, 11, 23)),
    service=st.just("Dân Hỏi"),
    places=st.just({"vi": "thành phố Bắc Ninh", "en": "Bắc Ninh city"}),
    entries=st.just({entry.id: entry for entry in ENTRIES}),
    versions=st.just(dict.fromkeys(IDS, 1)),
    categories=st.just(categories()),
    sure=st.just(0.8),
    likely=st.just(0.5),
    new_code=st.just("BN-7777-7"),
    new_ticket=st.just("new"),
    matches=matches,
    language=st.sampled_from([None, "vi", "en"]),
    part=st.sampled_from([None, "fee", "time", "documents", "where"]),
    urgency=st.sampled_from([None, Urgency("fire", ("114",))]),
    ticket=st.none() | tickets,
    code=st.sampled_from([None, Found("BN-2345-6", True), Found("BN-2345-7", False)]),
    named=st.none() | tickets,
    wait=st.sampled_from([Wait(), Wait(3, timedelta(minutes=20)), Wait(0, timedelta(days=3))]),
)


def decided(turn: Turn) -> list[str]:
    return [said.reply.text for said in turn.said]


@given(incomings, talks, situations)
def test_every_message_gets_a_reply_that_any_channel_can_carry(incoming, talk, situation):
    turn = take_turn(incoming, talk, situation)
    assert turn.said
    for said in turn.said:
        assert said.reply.text.strip()
        assert "{" not in said.reply.text.replace(incoming.text, "")
        for button in said.reply.buttons:
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
def test_an_answer_is_an_approved_text_word_for_word(incoming, talk, situation):
    for said in take_turn(incoming, talk, situation).said:
        if said.entry is None or said.entry.startswith(("greeting", "talk-to-person")):
            continue
        entry = situation.entries[said.entry.partition("@")[0]]
        assert entry.served_on(situation.today)
        language = take_turn(incoming, talk, situation).talk.language
        approved = [entry.text(language, situation.today)]
        approved += [entry.part_text(p, language, situation.today) for p in ("fee", "where")]
        assert said.reply.text in approved


@given(incomings, talks, situations)
def test_an_answer_asks_in_the_same_message_whether_it_helped(incoming, talk, situation):
    served = next(entry for entry in ENTRIES if not entry.canned)
    turn = take_turn(replace(incoming, choice=f"ask:{served.id}"), talk, situation)
    [answer] = [said.reply for said in turn.said if said.entry is not None]
    assert answer is turn.said[-1].reply
    assert answer.footer.endswith(WORDING[turn.talk.language].helped)
    assert [button.value for button in answer.buttons[:2]] == [
        f"yes:{served.id}",
        f"no:{served.id}",
    ]


@given(incomings, talks, situations)
def test_danger_is_answered_with_the_number_first(incoming, talk, situation):
    situation = replace(situation, urgency=Urgency("fire", ("114",)))
    assert "114" in decided(take_turn(incoming, talk, situation))[0]


@given(incomings, talks, situations)
def test_nobody_has_two_open_tickets(incoming, talk, situation):
    turn = take_turn(incoming, talk, situation)
    ticket = situation.ticket
    if ticket is not None and ticket.status in (TicketStatus.waiting, TicketStatus.claimed):
        assert turn.opens is None
    if turn.opens is not None:
        assert turn.talk.ticket == turn.ticket == turn.opens.id
        assert "BN-7777-7" in "".join(decided(turn))


@given(incomings, talks, situations)
def test_small_talk_never_makes_a_ticket(incoming, talk, situation):
    greeting = next(entry for entry in ENTRIES if entry.id == "greeting")
    situation = replace(situation, matches=[Match(greeting, 0.99)], code=None, ticket=None)
    incoming = replace(incoming, choice=None, kind=Kind.text, text="chào em")
    turn = take_turn(incoming, replace(talk, rated=None), situation)
    assert turn.outcome == "canned"
    assert turn.opens is None


@given(incomings, talks, situations)
def test_a_stranger_s_ticket_is_neither_rated_nor_closed_nor_reopened(incoming, talk, situation):
    situation = replace(situation, ticket=None)  # one's own is another matter
    turn = take_turn(incoming, talk, situation)
    if situation.named is not None and situation.named.address != MAI:
        assert turn.closes is None
        assert turn.reopens is None
        assert turn.rating is None or turn.rating.stars is None


@given(incomings, talks, situations)
def test_what_waited_for_a_decision_goes_along_with_the_next_message(incoming, talk, situation):
    talk = replace(talk, undecided=("m1", "m2"))
    turn = take_turn(incoming, talk, situation)
    if turn.outcome in ("to-ticket", "forwarded") and turn.attach:
        assert {"m1", "m2"} <= set(turn.attach)


@given(incomings, talks, situations)
def test_after_a_failure_the_message_reaches_a_person(incoming, talk, situation):
    turn = apologise(incoming, talk, situation)
    assert "now" in turn.attach
    assert turn.opens is not None or turn.wakes


@given(incomings, talks, situations)
def test_who_asks_for_another_language_is_given_the_choice(incoming, talk, situation):
    greeting = next(entry for entry in ENTRIES if entry.id == "greeting")
    choose = greeting.model_copy(update={"id": "choose-language"})
    situation = replace(situation, matches=[Match(choose, 1.0)], code=None)
    incoming = replace(incoming, choice=None, kind=Kind.text, text="english please")
    turn = take_turn(incoming, replace(talk, rated=None), situation)
    assert [button.value for button in turn.said[-1].reply.buttons] == ["lang:vi", "lang:en"]
    assert turn.opens is None


@given(incomings, talks, situations)
def test_danger_is_never_taken_for_a_comment(incoming, talk, situation):
    situation = replace(situation, urgency=Urgency("fire", ("114",)), code=None, matches=())
    incoming = replace(incoming, choice=None, kind=Kind.text, text="cháy nhà rồi")
    turn = take_turn(incoming, replace(talk, rated="t"), replace(situation, part=None))
    assert turn.outcome in ("forwarded", "to-ticket")
