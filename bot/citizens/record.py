"""What a turn changes in the store, as the statements of one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.citizens.dialogue.lines import waits_until
from bot.model import UNANSWERED, Incoming, Kind, Message, MessageStatus, Place, Reply, Said, Turn
from bot.model.ids import new_id
from bot.privacy.masking import mask
from bot.staff.desk import Desk
from bot.store import messages, people, ratings, tickets, unanswered
from bot.store.database import Statement
from bot.telemetry.turns import current_turn
from bot.wording import WORDING, Wording


@dataclass(frozen=True, slots=True)
class Record:
    """Writes turns down as of one moment."""

    desk: Desk
    now: datetime

    def statements(
        self,
        incoming: Incoming,
        turn: Turn,
        message: str,
        earlier: Sequence[Message],
        nearest: str | None = None,
    ) -> list[Statement]:
        """All that a turn changes; AlreadyDone if the message had its turn before.

        `message` is the id under which the incoming message is kept; `earlier` are the messages
        that the turn adds to a ticket besides it; `nearest` is the entry nearest to what was asked.
        """
        received = self._received(incoming, message)
        return [
            people.done(incoming.sender.channel, incoming.id, self.now),
            people.save(turn.talk, self.now),
            *(messages.withdraw(incoming.sender, id) for id in turn.withdraws),
            *self._files(incoming),
            messages.add(received),
            *self._ticket(incoming, turn, received, earlier),
            *self._rating(incoming, turn),
            *self._in_vain(turn, message, nearest),
            *(
                messages.add(self._out(incoming, turn, said, place))
                for place, said in enumerate(turn.said)
                if said.reply.text or said.reply.attachment
            ),
        ]

    def _files(self, incoming: Incoming) -> Iterator[Statement]:
        if incoming.attachment is not None:
            yield messages.keep(incoming.attachment, incoming.sender, self.now)

    def _received(self, incoming: Incoming, message: str) -> Message:
        attachment = incoming.attachment.id if incoming.attachment else None
        return Message(
            id=message,
            address=incoming.sender,
            at=self.now,
            author="",
            reply=Reply(incoming.text, attachment=attachment),
            status=MessageStatus.received,
            kind=incoming.kind,
            place=incoming.place,
            platform_id=incoming.id,
            turn=current_turn(),
        )

    def _ticket(
        self, incoming: Incoming, turn: Turn, received: Message, earlier: Sequence[Message]
    ) -> Iterator[Statement]:
        if turn.opens is not None:
            yield tickets.opened(turn.opens)
            yield from self.desk.card(turn.opens.id)
            if turn.opens.urgent:  # a message of its own rings, where an edited card does not
                words = WORDING[turn.talk.language].note_urgent.format(code=turn.opens.code)
                yield from self.desk.note(turn.opens.id, Reply(words))
        if turn.ticket is not None:
            if turn.wakes:
                yield tickets.woken(turn.ticket)
                yield from self.desk.card(turn.ticket)
            for id in turn.attach:
                yield messages.attach(incoming.sender, id, turn.ticket)
            # The label of a pressed button tells staff nothing.
            heard = [] if incoming.choice is not None else [received]
            yield from self._notes(turn, turn.ticket, [*earlier, *heard])
        if turn.closes is not None:
            yield tickets.closed(turn.closes, self.now)
            yield from self.desk.card(turn.closes)
        if turn.reopens is not None:
            yield tickets.reopened(turn.reopens)
            yield from self.desk.card(turn.reopens)
        if turn.urges is not None:
            yield tickets.urged(turn.urges)
            yield from self.desk.card(turn.urges)

    def _in_vain(self, turn: Turn, message: str, nearest: str | None) -> Iterator[Statement]:
        """What had no answer is kept for the editors, whatever became of it."""
        if turn.outcome in UNANSWERED:
            yield unanswered.asked(message, turn.outcome, nearest, self.now)

    def _notes(self, turn: Turn, ticket: str, added: Sequence[Message]) -> Iterator[Statement]:
        """What staff read under the card; a new ticket's card has the question already."""
        wording = WORDING[turn.talk.language]
        for message in added:
            if message.id not in turn.attach:
                continue
            if turn.wakes or (turn.opens and message.kind is not Kind.text):
                reply = _note(message, wording)
                if reply.text or reply.attachment:
                    yield from self.desk.note(ticket, reply)

    def _rating(self, incoming: Incoming, turn: Turn) -> Iterator[Statement]:
        rating = turn.rating
        if rating is None:
            return
        yield ratings.given(new_id(), incoming.sender, rating, self.now)
        if rating.ticket is not None:
            yield tickets.rated(rating.ticket, rating.stars, rating.comment)
            yield from self.desk.card(rating.ticket)

    def _out(self, incoming: Incoming, turn: Turn, said: Said, place: int) -> Message:
        held = turn.talk.held
        due = waits_until(turn.talk, self.now, turn.waits) if held else None
        return Message(
            id=held[place] if held else new_id(),
            due=due,
            address=incoming.sender,
            at=self.now,
            author="bot",
            reply=said.reply,
            status=MessageStatus.waiting,
            entry=said.entry,
            turn=current_turn(),
        )


def _note(message: Message, wording: Wording) -> Reply:
    """A citizen's message as staff see it in their group: without personal numbers."""
    text = mask(message.reply.text)
    if message.kind is not Kind.text:
        text = f"{wording.note_file[message.kind]} {text}".strip()
    if message.place is not None:
        text = f"{text}\n{_map(message.place)}"
    return Reply(text, attachment=message.reply.attachment)


def _map(place: Place) -> str:
    return f"https://www.openstreetmap.org/?mlat={place.latitude:.5f}&mlon={place.longitude:.5f}"
