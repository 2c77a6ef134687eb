"""What came in from phones, by its key."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.report.report import ReportId, TaskId


class Taken(Struct, frozen=True, kw_only=True):
    """An act that was done: which event came of it, when it happened, when its phone says so, and when it arrived."""

    person: PersonId
    key: str
    report: ReportId
    task: TaskId
    step: str
    nth: int
    happened_at: datetime
    told_at: datetime
    received_at: datetime


async def find(db: Db, city: CityId, person: PersonId, key: str) -> Taken | None:
    """What was done under this person's key."""
    return await db.one(
        Taken,
        """
        select person, key, report, task, step, nth, happened_at, told_at, received_at
          from shift_act
         where city_id = %(city)s
           and person = %(person)s
           and key = %(key)s
        """,
        city=city,
        person=person,
        key=key,
    )


async def add(db: Db, city: CityId, taken: Taken) -> bool:
    """Remember what was done; False when this key was used meanwhile."""
    return bool(
        await db.run(
            """
            insert into shift_act (city_id, person, key, report, task, step, nth, happened_at, told_at, received_at)
            values (%(city)s, %(person)s, %(key)s, %(report)s, %(task)s, %(step)s, %(nth)s, %(happened_at)s,
                    %(told_at)s, %(received_at)s)
                on conflict do nothing
            """,
            city=city,
            **asdict(taken),
        )
    )
