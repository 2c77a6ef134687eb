"""How many of the results a unit filed were found not to be true."""

from collections.abc import Sequence

from tanggap.city.desk import Desk
from tanggap.city.offers import Measure, Measured, Month
from tanggap.journey.resolution.filings import store
from tanggap.kit.words import Say, say


async def untrue(desk: Desk, month: Month) -> Sequence[Measured]:
    """Found not to be true in the month, of what was filed in it or found so; parts that units helped with too."""
    found = await store.judged(
        desk.db, desk.city, first=month.first, last=month.last, zone=desk.ground.known.timezone
    )
    return [Measured(agency=e.agency, area=e.area, kind=e.kind, part=e.false, whole=e.filed) for e in found]


def untrue_words(part: int, whole: int) -> Say:
    """That so many of the results a unit filed were found not to be true."""
    return say("{false} dari {filed} hasil kerja ternyata tidak benar.", false=part, filed=whole)


MEASURES = (
    Measure(
        name="untrue",
        title=say("Hasil kerja yang tidak benar"),
        source=say("yang ditemukan pemeriksa pada hasil kerja yang dilaporkan"),
        count=untrue,
        order=70,
        good="low",
        failing=untrue_words,
    ),
)
