"""What the trail holds of looks at protected data."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.report.purposes.rules import Purpose


class Look(Struct, frozen=True, kw_only=True):
    """That somebody looked at what is protected: at a guarded report, or at original pictures, and what for."""

    at: datetime
    person: PersonId | None
    act: str
    number: int | None
    purpose: Purpose | None
    said: str | None


async def looks(db: Db, city: CityId, acts: Sequence[str], *, limit: int = 200) -> list[Look]:
    """The latest looks of these kinds, the newest first; a reading with the purpose that was stated last before it."""
    return await db.all(
        Look,
        """
        select a.at, a.actor as person, a.act, r.number, p.purpose, p.said
          from audit a
          left join report r on r.city_id = a.city_id and r.id = a.thing
          left join lateral (
                select purpose, said
                  from protected_purpose
                 where city_id = a.city_id
                   and report = a.thing
                   and person = a.actor
                   and (id = (a.body ->> 'purpose')::uuid or (a.body ->> 'purpose' is null and at <= a.at and until > a.at))
                 order by at desc, id desc
                 limit 1
               ) p on true
         where a.city_id = %(city)s
           and a.act = any(%(acts)s::text[])
         order by a.id desc
         limit %(limit)s
        """,
        city=city,
        acts=column(acts),
        limit=limit,
    )
