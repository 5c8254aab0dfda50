"""Whatever may come: messages, talks, tickets and what was looked up, drawn at random."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from bot.citizens.dialogue import Asked, Situation
from bot.model import (
    Address,
    Button,
    Incoming,
    Kind,
    Mood,
    Talk,
    Ticket,
    TicketKind,
    TicketStatus,
)
from bot.model.codes import Found
from bot.staff.waiting import Expected
from bot.wording import NOTICE
from faq import DANGERS, PARTS, Match, Unit, Units, Wish, Wishes, categories, danger
from tests.fakes import ENTRIES, START, entry
from tests.town import HOURS

MAI, NAM = Address("web", "mai"), Address("web", "nam")
CATEGORIES = categories()
SURE, LIKELY = 0.8, 0.5
LONG = entry(
    "birth",
    "Làm giấy khai sinh thế nào?",
    "\n\n".join(f"Đoạn {number}: " + "chữ " * 30 for number in range(1, 6)),
    related=["idcard-lost"],
    parts={"where": {"vi": "Làm ở xã, phường.", "en": "At the commune."}},
)
KNOWN = [*ENTRIES, LONG]
IDS = [known.id for known in KNOWN]
ASKED = [known for known in KNOWN if not known.canned]
WISHES = [*Wishes.shipped()._weights.ids]
TEXTS = [
    "mất căn cước",
    "làm hộ chiếu qua mạng thế nào",
    "nhà tôi có con trâu bị ốm thì gọi ai",
    "con chị mới sinh",
    "được 2 tuần",
    "bao nhiêu tiền",
    "còn con tôi thì sao",
    "có",
    "không",
    "đúng rồi ạ",
    "câu 2",
    "2",
    "5 sao",
    "cảm ơn em",
    "chị ơi",
    "mẹ tôi mất rồi",
    "bực mình quá chờ cả tháng",
    "không, ý tôi là đổi hộ chiếu",
    "cháu muốn hỏi việc đăng ký hộ khẩu ở đâu",
    "asdf qwer",
    "how do I renew my passport",
    "ổ gà to trước cổng trường tiểu học",
    "BN-2345-6",
]
_VO_CUONG = Unit("Võ Cường", "phường", "09190")
PLACES = [
    Units("phường Võ Cường", "Võ Cường ward", (_VO_CUONG,), True),
    Units("xã Cũ cũ", "the former Cũ commune", (_VO_CUONG,), False),
    Units(
        "huyện Hiệp Hòa cũ",
        "the former Hiệp Hòa district",
        tuple(Unit(f"Xã {number}", "xã", str(number)) for number in range(9)),
        False,
    ),
]

scores = st.sampled_from([0.0, 0.1, 0.3, 0.45, 0.6, 0.79, 0.8, 0.95, 1.0])
wishes = st.lists(
    st.builds(Wish, st.sampled_from(WISHES), scores), max_size=3, unique_by=lambda wish: wish.id
).map(lambda found: tuple(sorted(found, key=lambda wish: -wish.score)))
matches = st.lists(
    st.builds(Match, st.sampled_from(KNOWN), scores),
    max_size=4,
    unique_by=lambda match: match.entry.id,
).map(lambda found: tuple(sorted(found, key=lambda match: -match.score)))
several = st.just(()) | st.lists(
    st.builds(Asked, st.sampled_from(TEXTS), matches), min_size=2, max_size=4
).map(tuple)
urgencies = st.sampled_from(DANGERS).map(danger)
typed = st.sampled_from(TEXTS) | st.text(max_size=200).map(lambda text: text.replace("{", ""))
CHOICES = [
    *("start", "help", "topics", "language", "lang:vi", "lang:en", "lang:xx", "none", "person"),
    *("ticket", "status", "rate", "rate:BN-2345-6:5", "rate:BN-2345-6:1", "rate:BN-2345-6:9"),
    *("reopen:BN-2345-6", "cancel:BN-2345-6", "cat:can-cuoc-cu-tru", "cat:nope", "ask:nope"),
    *("report", "drop", "safe", "open:0", "open:7", "open:x", "part:fee", "part:x", ":", "claim:x"),
]
choices = st.one_of(
    st.sampled_from(CHOICES),
    st.builds(
        "{}:{}".format, st.sampled_from(["ask", "yes", "no", "full", "src"]), st.sampled_from(IDS)
    ),
    st.text(max_size=64),
)
incomings = st.builds(
    Incoming,
    id=st.just("m"),
    sender=st.just(MAI),
    at=st.just(START),
    text=typed,
    kind=st.sampled_from(Kind),
    choice=st.none() | choices,
    too_large=st.booleans(),
)
presses = st.builds(
    Incoming, id=st.just("m"), sender=st.just(MAI), at=st.just(START), choice=choices
)
messages = st.builds(
    Incoming, id=st.just("m"), sender=st.just(MAI), at=st.just(START), text=st.sampled_from(TEXTS)
)
tickets = st.builds(
    Ticket,
    id=st.just("t"),
    code=st.just("BN-2345-6"),
    address=st.sampled_from([MAI, NAM]),
    language=st.sampled_from(["vi", "en"]),
    question=st.sampled_from(TEXTS),
    status=st.sampled_from(TicketStatus),
    created_at=st.just(START - timedelta(hours=1)),
    kind=st.sampled_from(TicketKind),
    urgent=st.booleans(),
    answered_at=st.none() | st.sampled_from([START, START - timedelta(days=9)]),
)
_BUTTONS = [
    Button("Có ạ", "yes:idcard-lost"),
    Button("Không", "no:idcard-lost"),
    Button("Gửi cán bộ", "ticket"),
    Button("Chọn chủ đề", "topics"),
    Button("Mất căn cước?", "ask:idcard-lost"),
    Button("Không phải", "none"),
    Button("Câu kia", "open:0"),
]
talks = st.builds(
    Talk,
    address=st.just(MAI),
    version=st.integers(0, 9),
    language=st.sampled_from(["vi", "en"]),
    language_chosen=st.booleans(),
    notice=st.sampled_from([None, "2020-01", NOTICE]),
    asked=st.sampled_from(["", *TEXTS]),
    asked_in=st.sampled_from([(), ("m0",)]),
    standing=st.lists(st.sampled_from(_BUTTONS), max_size=4, unique=True).map(tuple),
    offered=st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(tuple),
    answers=st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(tuple),
    open=st.lists(st.sampled_from(TEXTS), max_size=3).map(tuple),
    ticket=st.sampled_from([None, "t"]),
    undecided=st.sampled_from([(), ("m1", "m2")]),
    rated=st.sampled_from([None, "t"]),
    mood=st.sampled_from(Mood),
    misses=st.integers(0, 4),
    said=st.sampled_from(["", "gì?"]),
    called=st.sampled_from(["", "bác", "cháu", "bà"]),
    held=st.sampled_from([(), ("h1", "h2")]),
    began=st.sampled_from(["", START.isoformat()]),
    sourced=st.sampled_from(["", "idcard-lost"]),
    about=st.sampled_from(["", "place", "forwarded", "report", "rights", "to-ticket", "answered"]),
    place=st.sampled_from(["", "Võ Cường"]),
)
waits = st.sampled_from(
    [
        None,
        Expected(None, None, 0),
        Expected(timedelta(minutes=30), None, 3),
        Expected(timedelta(hours=24), START + timedelta(days=1), 1, 3),
    ]
)
situations = st.builds(
    Situation,
    message=st.just("now"),
    now=st.just(START),
    today=st.just(date(2026, 11, 23)),
    service=st.just("Dân Hỏi"),
    places=st.just({"vi": "thành phố Bắc Ninh", "en": "Bắc Ninh city"}),
    entries=st.just({known.id: known for known in KNOWN}),
    versions=st.just(dict.fromkeys(IDS, 1)),
    categories=st.just(CATEGORIES),
    sure=st.just(SURE),
    likely=st.just(LIKELY),
    new_code=st.just("BN-7777-7"),
    new_ticket=st.just("new"),
    hours=st.just(HOURS),
    matches=matches,
    several=several,
    wishes=wishes,
    language=st.sampled_from([None, "vi", "en"]),
    part=st.sampled_from([None, *PARTS]),
    aspect=st.sampled_from([None, *PARTS]),
    followup=st.sampled_from([None, "person", "place", "online"]),
    in_case=matches,
    urgency=st.none() | urgencies,
    units=st.sampled_from([None, *PLACES]),
    ticket=st.none() | tickets,
    code=st.sampled_from([None, Found("BN-2345-6", True), Found("BN-2345-7", False)]),
    named=st.none() | tickets,
    expected=waits,
    often=st.sampled_from([(), tuple(IDS)]),
    screen=st.sampled_from([0, 100, 400]),
    handover=st.sampled_from(["sure", "all", "none"]),
    dossier=st.sampled_from([None, "đang giải quyết"]),
)
