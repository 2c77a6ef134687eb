"""On time, a first answer, stars, not opened again, and what nobody has answered."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Measure, Measured, Month
from tanggap.kit.words import Say, say
from tanggap.oversight.scorecards.measuring import store

_STINTS = say("waktu tiap unit memegang laporan, dari catatan kejadian laporan")
STEPS_OF_STARS = 4
"""From one star to five."""


async def on_time(desk: Desk, month: Month) -> Sequence[Measured]:
    """Finished within the unit's own time, of what it finished and what it holds past that time."""
    happened = await store.happened(desk.db, desk.city, month)
    waiting = await store.waiting(desk.db, desk.city, month)
    return [
        *(
            Measured(agency=e.agency, area=e.area, kind=e.kind, part=e.on_time, whole=e.finished)
            for e in happened
            if e.finished
        ),
        *(
            Measured(agency=e.agency, area=e.area, kind=e.kind, waiting=e.overdue)
            for e in waiting
            if e.overdue
        ),
    ]


async def first_answer(desk: Desk, month: Month) -> Sequence[Measured]:
    """First answered in time, of what came to the unit in the month and should have been answered."""
    happened = await store.happened(desk.db, desk.city, month)
    waiting = await store.waiting(desk.db, desk.city, month)
    return [
        *(
            Measured(agency=e.agency, area=e.area, kind=e.kind, part=e.answered, whole=e.asked)
            for e in happened
            if e.asked
        ),
        *(
            Measured(agency=e.agency, area=e.area, kind=e.kind, whole=e.unanswered)
            for e in waiting
            if e.unanswered
        ),
    ]


async def rating(desk: Desk, month: Month) -> Sequence[Measured]:
    """How far above one star reporters rated the unit's work, of the four steps there are."""
    return [
        Measured(
            agency=e.agency,
            area=e.area,
            kind=e.kind,
            part=e.stars - e.rated,
            whole=STEPS_OF_STARS * e.rated,
        )
        for e in await store.happened(desk.db, desk.city, month)
        if e.rated
    ]


async def stayed_closed(desk: Desk, month: Month) -> Sequence[Measured]:
    """Not opened again, of what was finished in the month or opened again in it."""
    return [
        Measured(agency=e.agency, area=e.area, kind=e.kind, part=e.tested - e.reopened, whole=e.tested)
        for e in await store.happened(desk.db, desk.city, month)
        if e.tested
    ]


async def neglected(desk: Desk, month: Month) -> Sequence[Measured]:
    """Without a first answer after twice the time for it, of what the unit holds."""
    return [
        Measured(agency=e.agency, area=e.area, kind=e.kind, waiting_part=e.neglected, waiting=e.held)
        for e in await store.waiting(desk.db, desk.city, month)
    ]


def neglected_words(part: int, whole: int) -> Say:
    """That so many wait for a first answer."""
    return say("{count} laporan belum dijawab setelah dua kali batas waktunya.", count=part)


def late_words(part: int, whole: int) -> Say:
    """That too few were on time."""
    return say("Hanya {part} dari {whole} selesai tepat waktu.", part=part, whole=whole)


MEASURES = (
    Measure(
        name="on_time", title=say("Tepat waktu"), source=_STINTS, count=on_time, order=10, failing=late_words
    ),
    Measure(name="first_answer", title=say("Cepat ditanggapi"), source=_STINTS, count=first_answer, order=20),
    Measure(
        name="rating",
        title=say("Bintang"),
        source=say("bintang dari pelapor"),
        count=rating,
        order=30,
        steps=STEPS_OF_STARS,
        or_city=True,
    ),
    Measure(
        name="stayed_closed", title=say("Tidak dibuka lagi"), source=_STINTS, count=stayed_closed, order=40
    ),
    Measure(
        name="neglected",
        title=say("Terlalu lama tanpa tanggapan"),
        source=_STINTS,
        count=neglected,
        order=60,
        good="low",
        failing=neglected_words,
    ),
)
