"""What was done with lines: looked at, set aside with a reason."""

from datetime import date, datetime

from msgspec import Struct

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db


class Known(Struct, frozen=True, kw_only=True):
    """What was done with a line: when it was last looked at, why it is set aside, by whom, until the end of which day."""

    line: str
    looked_at: datetime | None
    aside_by: PersonId | None
    until: date | None
    reason: str | None


async def known(db: Db, city: CityId) -> dict[str, Known]:
    """What was done with each line."""
    found = await db.all(
        Known,
        """
        select line, looked_at, aside_by, until, reason
          from decision_line
         where city_id = %(city)s
         order by line
         limit 10000
        """,
        city=city,
    )
    return {each.line: each for each in found}


async def looked(db: Db, city: CityId, line: str, *, by: PersonId, at: datetime) -> None:
    """Somebody looked at what a line is about."""
    await db.run(
        """
        insert into decision_line (city_id, line, looked_at, looked_by)
        values (%(city)s, %(line)s, %(at)s, %(by)s)
            on conflict (city_id, line) do update
           set looked_at = excluded.looked_at, looked_by = excluded.looked_by
        """,
        city=city,
        line=line,
        by=by,
        at=at,
    )


async def set_aside(
    db: Db, city: CityId, line: str, *, by: PersonId, at: datetime, until: date, reason: str
) -> None:
    """Do not show a line until the end of a day."""
    await db.run(
        """
        insert into decision_line (city_id, line, aside_by, aside_at, until, reason)
        values (%(city)s, %(line)s, %(by)s, %(at)s, %(until)s, %(reason)s)
            on conflict (city_id, line) do update
           set aside_by = excluded.aside_by, aside_at = excluded.aside_at, until = excluded.until,
               reason = excluded.reason
        """,
        city=city,
        line=line,
        by=by,
        at=at,
        until=until,
        reason=reason,
    )


async def take_up(db: Db, city: CityId, line: str) -> bool:
    """Show a line again that was set aside; False for one that was not."""
    found = await db.one(
        str,
        """
        update decision_line
           set aside_by = null, aside_at = null, until = null, reason = null
         where city_id = %(city)s
           and line = %(line)s
           and until is not null
        returning line
        """,
        city=city,
        line=line,
    )
    return found is not None
