"""What each kind of message leads to in every state of a talk: `python -m tests.talks.table`.

Writes the tables of docs/talking.md, from turns that the pure dialogue really takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.citizens.dialogue import Situation, take_turn
from bot.citizens.dialogue.lines import taken_for
from bot.citizens.dialogue.situation import Asked
from bot.model import (
    Address,
    Attachment,
    Incoming,
    Kind,
    Talk,
    Ticket,
    TicketKind,
    TicketStatus,
    Turn,
    codes,
)
from bot.staff.hours import Hours
from faq import (
    Category,
    Entry,
    Match,
    Said,
    Wish,
    aspect,
    followup,
    in_other_case,
    language,
    units,
    urgent,
)
from tests.fakes import ENTRIES, START
from tests.running import ROOT

PAGE = ROOT / "docs" / "talking.md"
_BEGIN = "<!-- made by `python -m tests.talks.table` from the code -->\n"
_END = "<!-- end of what is made -->\n"

_MAI = Address("web", "mai")
_CODE = "BN-7K3F-X"
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_THANKS = Entry.from_dict(
    {
        "id": "thanks",
        "category": "tro-chuyen",
        "canned": True,
        "question": {"vi": "cảm ơn", "en": "thanks"},
        "answer": {"vi": "Dạ, không có gì ạ.", "en": "You are welcome."},
    }
)
_ENTRIES = {entry.id: entry for entry in (*ENTRIES, _THANKS)}
_CATEGORIES = (Category("can-cuoc-cu-tru", Said(vi="Căn cước, cư trú", en="Identity, residence")),)
_HOURS = Hours.parse("Mon-Fri 07:30-11:30 13:30-17:00", (), ())
_ON_A_TICKET = ("status", "cancel", "data-erase")  # as in bot.citizens.reception


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of message: an example, and what was learned of it (wishes, and scores of entries)."""

    name: str
    text: str
    wishes: tuple[tuple[str, float], ...] = (("question", 0.9),)
    found: tuple[tuple[str, float], ...] = ()
    several: tuple[tuple[str, str, float], ...] = ()
    kind: Kind = Kind.text
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where a talk stands: the messages that led there, whether staff answered, what came then."""

    name: str
    messages: tuple[Message, ...] = ()
    answered: bool = False
    then: tuple[Message, ...] = ()


def wish(name: str, text: str, id: str, *found: tuple[str, float]) -> Message:
    return Message(name, text, ((id, 0.95),), found)


SURE = Message(
    "a question that an entry surely answers",
    "Làm hộ chiếu qua mạng thế nào?",
    found=(("passport-online", 0.95),),
)
CARD = Message("", "Mất căn cước thì làm lại thế nào?", found=(("idcard-lost", 0.95),))
LIKELY = Message(
    "one that may mean several entries",
    "Thẻ căn cước của tôi thì làm thế nào?",
    found=(("idcard-lost", 0.5), ("idcard-renew", 0.4)),
)
ONE = Message("", "Thẻ căn cước rơi đâu ấy thì sao?", found=(("idcard-lost", 0.6),))
OFFICE = Message(
    "one for an office that no entry answers",
    "Nhà tôi có con trâu bị ốm thì báo cho cơ quan nào?",
    found=(("idcard-lost", 0.1),),
)
BETWEEN = Message("what may be anything", "giấy tờ nhà đất", (("question", 0.4),))
SEVERAL = Message(
    "several questions at once",
    "1) Làm hộ chiếu qua mạng thế nào? 2) Xin giấy phép nuôi ong ở đâu?",
    several=(
        ("Làm hộ chiếu qua mạng thế nào?", "passport-online", 0.95),
        ("Xin giấy phép nuôi ong ở đâu?", "idcard-lost", 0.1),
    ),
)
PERSON = wish("a wish for a person", "cho tôi gặp cán bộ", "person")
REPORT = wish("something broken in the street", "đèn đường ngõ 3 hỏng cả tuần nay", "report")
DANGER = Message("danger", "cháy nhà rồi cứu với", (("fire", 0.9),))
PHOTO = Message("a photo without words", "", (), kind=Kind.photo)

STARS = Message("", "", choice=f"rate:{_CODE}:1")

STATES = {
    "A question, and no ticket": (
        State("new"),
        State("an answer was given", (CARD,)),
        State("one of several is offered", (LIKELY,)),
        State("is it this one?", (ONE,)),
        State("we asked back", (BETWEEN,)),
    ),
    "Something waits for a decision": (
        State("a person: about what?", (PERSON,)),
        State("send this report?", (REPORT,)),
        State("a photo came first", (PHOTO,)),
        State("other questions wait", (SEVERAL,)),
    ),
    "With staff": (
        State("a ticket waits", (OFFICE,)),
        State("staff answered it", (OFFICE,), answered=True),
        State("few stars were given", (OFFICE,), answered=True, then=(STARS,)),
        State("in danger", (DANGER,)),
    ),
}

MESSAGES = (
    SURE,
    LIKELY,
    OFFICE,
    replace(OFFICE, name="the same in other words", text="con trâu nhà tôi ốm thì báo cơ quan nào"),
    SEVERAL,
    BETWEEN,
    wish("junk", "giá vàng hôm nay", "market"),
    wish("an opening", "cho em hỏi chút", "opening"),
    wish("thanks", "cảm ơn em", "thanks"),
    Message('"yes"', "có ạ", (("question", 0.3),)),
    Message('"no"', "không", (("question", 0.3),)),
    Message('"the second one"', "câu 2", (("question", 0.3),)),
    Message("stars in words", "năm sao", (("question", 0.3),)),
    Message("a part of the last answer", "bao nhiêu tiền", (("question", 0.6),)),
    Message("the same for another case", "còn con tôi thì sao", (("question", 0.6),)),
    wish('"what about the rest?"', "còn việc kia thì sao", "rest"),
    wish('"I do not understand"', "không hiểu gì cả", "unclear"),
    PERSON,
    wish("taking back", "thôi không cần nữa", "cancel"),
    wish("how does it stand?", "câu hỏi của tôi đến đâu rồi", "status"),
    Message("a ticket's code", _CODE, (("status", 0.9),)),
    wish("a right over one's data", "xóa dữ liệu của tôi", "data-erase"),
    REPORT,
    wish("how an application stands", "hồ sơ của tôi xong chưa", "dossier"),
    wish("what an old commune is now", "xã Hiệp Hòa giờ là xã nào", "place-now"),
    wish("the other language", "speak english please", "english"),
    PHOTO,
    DANGER,
)

LED = {
    "answered": "the answer",
    "offered": "did you mean",
    "forwarded": "to staff",
    "canned": "small talk",
    "followed-up": "of the last answer",
    "to-ticket": "into the ticket",
    "status": "how it stands",
    "rated": "thanks for it",
    "browsed": "shown",
    "greeted": "go on",
    "unreadable": "what is it about?",
    "stale": "over already",
    "asked-back": "asked back",
    "refused": "not ours",
    "cared": "**care**",
    "withdrawn": "taken back",
    "rights": "the right is noted",
    "place": "the place",
    "dossier": "where to look",
    "report": "send it?",
}


def page() -> str:
    """The page as it should be, with the tables as the code is now."""
    before, _, rest = PAGE.read_text("utf-8").partition(_BEGIN)
    return "".join([before, _BEGIN, "\n", tables(), "\n", _END, rest.partition(_END)[2]])


def tables() -> str:
    return "\n".join(
        "\n".join([f"### {title}", "", *_table(states), ""]) for title, states in STATES.items()
    )


def _table(states: Sequence[State]) -> Iterator[str]:
    yield f"| message | {' | '.join(state.name for state in states)} |"
    yield f"|---{'|---' * len(states)}|"
    reached = [_reached(state) for state in states]
    for message in MESSAGES:
        cells = [led(message, talk, ticket) for talk, ticket in reached]
        example = f" _{message.text}_" if message.text else ""
        yield f"| {message.name}{example} | {' | '.join(cells)} |"


def _reached(state: State) -> tuple[Talk, Ticket | None]:
    talk, ticket = _after(state.messages, Talk(_MAI), None)
    if state.answered and ticket is not None:
        ticket = replace(ticket, status=TicketStatus.answered, answered_at=START)
    return _after(state.then, talk, ticket)


def _after(
    messages: Sequence[Message], talk: Talk, ticket: Ticket | None
) -> tuple[Talk, Ticket | None]:
    for message in messages:
        _, turn = _taken(message, talk, ticket)
        # What waits for more lines has gone out by the next message.
        talk, ticket = replace(turn.talk, held=(), began=""), turn.opens or ticket
    return talk, ticket


def led(message: Message, talk: Talk, ticket: Ticket | None) -> str:
    """What a message leads to, and what becomes of tickets."""
    read, turn = _taken(message, talk, ticket)
    button = read.choice.partition(":")[0] if read.choice and read.choice != message.choice else ""
    done = (*_opened(turn), *_changed(turn, ticket))
    words = LED[turn.outcome] + (f" ({', '.join(done)})" if done else "")
    return f"[{button}] {words}" if button else words


def _opened(turn: Turn) -> Iterator[str]:
    if turn.opens is not None:
        kind = turn.opens.kind
        yield "new ticket" if kind is TicketKind.question else f"new ticket of kind {kind}"


def _changed(turn: Turn, ticket: Ticket | None) -> Iterator[str]:
    if turn.ticket and turn.opens is None and turn.outcome != "to-ticket":
        yield "noted in the ticket"
    if turn.closes:
        yield "ticket closed"
    answered = ticket is not None and ticket.status is TicketStatus.answered
    if turn.reopens or (turn.wakes and answered):
        yield "which waits again"


def _taken(message: Message, talk: Talk, ticket: Ticket | None) -> tuple[Incoming, Turn]:
    photo = Attachment("f", "image/jpeg", "anh.jpg", b"\xff")
    incoming = Incoming(
        "m",
        _MAI,
        START,
        text=message.text,
        kind=message.kind,
        choice=message.choice,
        attachment=photo if message.kind is Kind.photo else None,
    )
    meant, talk = taken_for(incoming, talk, ticket)
    return meant, take_turn(meant, talk, _situation(message, meant, ticket))


def _situation(message: Message, meant: Incoming, ticket: Ticket | None) -> Situation:
    """As the reception looks it up; what is learned, the message tells."""
    code = codes.find(meant.choice or meant.text, "BN")
    top = message.wishes[0][0] if message.wishes else ""
    asked_for = meant.choice == "status" or top in _ON_A_TICKET
    named = ticket if asked_for or (code and ticket and code.code == ticket.code) else None
    situation = Situation(
        message="m",
        now=START,
        today=START.astimezone(_VIETNAM).date(),
        service="Dân Hỏi",
        places={"vi": "thành phố Bắc Ninh", "en": "Bắc Ninh city"},
        entries=_ENTRIES,
        versions=dict.fromkeys(_ENTRIES, 1),
        categories=_CATEGORIES,
        sure=5 / 6,
        likely=1 / 11,
        new_code=_CODE,
        new_ticket="t",
        hours=_HOURS,
        ticket=ticket,
        code=code,
        named=named,
    )
    if meant.choice is not None:
        return situation
    text = meant.text
    return replace(
        situation,
        matches=_matches(message.found),
        several=[Asked(one, _matches([(id, score)])) for one, id, score in message.several],
        wishes=[Wish(id, score) for id, score in message.wishes],
        language=language(text),
        part=followup(text),
        aspect=aspect(text),
        followup=in_other_case(text),
        urgency=urgent(text),
        units=units(text),
    )


def _matches(found: Sequence[tuple[str, float]]) -> list[Match]:
    return [Match(_ENTRIES[id], score) for id, score in found]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
