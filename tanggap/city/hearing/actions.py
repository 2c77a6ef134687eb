"""Telling people: what they chose, where they are found, and so what is owed to them."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.hearing import store
from tanggap.city.hearing.rules import Word, plan
from tanggap.city.hearing.wishes import store as wishes
from tanggap.city.owed import owe


async def tell(desk: Desk, words: Sequence[Word]) -> None:
    """Owe everybody what these words have them told, each of them once for an event."""
    if not words:
        return
    db, city = desk.db, desk.city
    letters = plan(
        words,
        await wishes.choices(db, city, {name for word in words for name in word.names}),
        await store.devices(
            db,
            city,
            {seat for word in words for seat in word.seats},
            {word.person for word in words if word.person is not None},
            now=desk.now(),
        ),
        await wishes.stopped(db, city, {word.mail.lookup for word in words if word.mail is not None}),
        now=desk.now(),
        zone=desk.ground.zone,
    )
    if letters:
        await owe(db, city, letters, at=desk.now())
