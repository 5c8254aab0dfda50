"""A whole core with two channels that reach nobody: citizens on one, the staff group on another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.citizens.knowledge import Library
from bot.citizens.reading import Recognise
from bot.citizens.reception import Reception, Service
from bot.delivery.courier import Courier
from bot.model import (
    Address,
    Attachment,
    Delivery,
    Incoming,
    Kind,
    StaffPost,
    Ticket,
    TicketStatus,
)
from bot.staff.desk import Agent, Desk
from bot.staff.hours import Hours
from bot.staff.staffroom import StaffRoom
from bot.store.database import Database
from bot.store.entries import Entries
from bot.store.tickets import Tickets
from bot.telemetry.metrics import CitizenFigures, Metrics
from faq import Entry, Faq, Wishes
from tests.fakes import ENTRIES, FakeChannel, SetClock, word_search

MAI = Address("web", "mai")
GROUP = Address("telegram", "-1001")
# What has no answer goes to staff at once here: what does not is the talks' matter (tests/talks).
HOURS = Hours.parse("Mon-Fri 07:30-11:30 13:30-17:00", (), ())
SERVICE = Service(
    "Dân Hỏi", {"vi": "thành phố Bắc Ninh", "en": "Bắc Ninh city"}, "BN", HOURS, "all"
)


@cache
def recognise() -> Recognise:
    """The shipped recogniser of wishes."""
    return Wishes.shipped().of


@dataclass
class Town:
    """`mai` is the citizen of most tests; `deliver` lets the couriers do their rounds."""

    database: Database
    clock: SetClock
    desk: Desk
    reception: Reception
    staffroom: StaffRoom
    tickets: Tickets
    library: Library
    web: FakeChannel
    telegram: FakeChannel
    couriers: list[Courier]
    figures: CitizenFigures
    mai: Address = MAI
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    async def build(
        cls,
        database: Database,
        clock: SetClock,
        entries: Sequence[Entry] = ENTRIES,
        group: Address | None = GROUP,
        search: Callable[[Sequence[Entry], Faq | None], Faq] = word_search,
        service: Service = SERVICE,
    ) -> Town:
        def committed(_: str | None) -> None:
            return None

        metrics = Metrics()
        desk = Desk(database, clock, committed, group)
        library = Library(Entries(database), clock, search, lambda entries: search(entries, None))
        await library.seed(lambda: entries)
        await library.refresh()
        reception = Reception(
            database, library, desk, service, clock, committed, metrics.citizens, recognise()
        )
        staffroom = StaffRoom(
            database, desk, clock, "vi", lambda ticket: f"https://x.vn/{ticket}", SERVICE.code
        )
        web, telegram = FakeChannel("web"), FakeChannel("telegram", topics=True)
        couriers = [
            Courier(database, channel, staffroom, clock, metrics.delivery)
            for channel in (web, telegram)
        ]
        return cls(
            database,
            clock,
            desk,
            reception,
            staffroom,
            Tickets(database),
            library,
            web,
            telegram,
            couriers,
            metrics.citizens,
        )

    def new_number(self, what: str = "message") -> str:
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return f"{what}-{self._numbers[what]}"

    async def says(self, text: str = "", id: str | None = None, **fields: object) -> list[Delivery]:
        """Mai writes; what she hears back."""
        incoming = Incoming(
            id or self.new_number(),
            self.mai,
            self.clock(),
            text=text,
            **fields,  # type: ignore[arg-type]
        )
        await self.reception.receive(incoming)
        return await self.heard()

    async def presses(self, choice: str) -> list[Delivery]:
        return await self.says(choice=choice)

    async def sends_photo(self, text: str = "") -> list[Delivery]:
        photo = Attachment(self.new_number("photo"), "image/jpeg", "anh.jpg", b"\xff\xd8")
        return await self.says(text, kind=Kind.photo, attachment=photo)

    async def posts(self, text: str = "", **fields: object) -> list[Delivery]:
        """Hùng writes in the staff group; what the group sees after that."""
        before = len(self.telegram.sent)
        post = StaffPost(
            self.new_number("post"),
            GROUP,
            "77",
            "Hùng",
            self.clock(),
            text=text,
            **fields,  # type: ignore[arg-type]
        )
        await self.staffroom.receive(post)
        await self.deliver()
        return self.telegram.sent[before:]

    async def heard(self) -> list[Delivery]:
        """What was delivered to the web since the last look."""
        await self.deliver()
        sent = list(self.web.sent)
        self.web.sent.clear()
        return sent

    async def deliver(self) -> None:
        for courier in self.couriers:
            await courier.deliver_due()

    async def ticket(self) -> Ticket:
        """Mai's newest ticket."""
        found = await self.tickets.latest(self.mai)
        assert found is not None
        return found

    async def waiting(self) -> list[Ticket]:
        return await self.tickets.queue(TicketStatus.waiting)


LAN = Agent("staff:lan", "Lan")
HUNG = Agent("staff:hung", "Hùng")


def texts(deliveries: Sequence[Delivery]) -> str:
    """Everything that was said, as one text."""
    return "\n".join(
        f"{delivery.reply.title}\n{delivery.reply.text}\n{delivery.reply.footer}"
        for delivery in deliveries
    )


def labels(deliveries: Sequence[Delivery]) -> list[str]:
    return [button.label for delivery in deliveries for button in delivery.reply.buttons]


def values(deliveries: Sequence[Delivery]) -> list[str]:
    return [button.value for delivery in deliveries for button in delivery.reply.buttons]
