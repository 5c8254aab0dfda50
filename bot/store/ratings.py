"""What citizens thought of answers."""

from __future__ import annotations

from datetime import datetime

from bot.model import Address, Rating
from bot.store.database import Statement, statement


def given(id: str, address: Address, rating: Rating, now: datetime) -> Statement:
    return statement(
        """INSERT INTO rating
            (id, channel, person, entry, helpful, ticket, stars, comment, at)
        VALUES (:id, :channel, :person, :entry, :helpful, :ticket, :stars, :comment, :now)
        ON CONFLICT DO NOTHING""",
        id=id,
        channel=address.channel,
        person=address.person,
        entry=rating.entry,
        helpful=rating.helpful,
        ticket=rating.ticket,
        stars=rating.stars,
        comment=rating.comment,
        now=now,
    )
