"""Where notices are remembered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.kit.words import Say
from tanggap.report.report import ReportId, Visibility
from tanggap.report.reporter.store import Holder


class Followed(Struct, frozen=True, kw_only=True):
    """As much of a report as says who may follow its moves live."""

    id: ReportId
    number: int
    agency: AgencySlug | None
    area: AreaCode | None
    listed: bool
    quiet: bool
    visibility: Visibility
    sensitivity: Sensitivity

    @property
    def everybody(self) -> bool:
        """Whether the public may know of its moves to the minute.

        Of an anonymous report or one of a sensitive kind the public is told the hour or the day, never at once.
        """
        return (
            self.listed
            and not self.quiet
            and self.visibility is Visibility.PUBLIC
            and self.sensitivity is Sensitivity.PUBLIC
        )


class Audience(StrEnum):
    """For whom a notice is: somebody of staff, the report's own reporter, or all who support it."""

    PERSON = "person"
    REPORTER = "reporter"
    SUPPORTERS = "supporters"


class NewNotice(Struct, frozen=True, kw_only=True):
    """What somebody is told of one event of ``source``, which is the report itself or one that it follows."""

    report: ReportId
    source: ReportId
    nth: int
    audience: Audience
    person: PersonId | None = None
    message: Say
    at: datetime


class Notice(Struct, frozen=True, kw_only=True):
    """What somebody is told in the app."""

    id: UUID
    report: ReportId
    number: int
    message: Say
    at: datetime
    read_at: datetime | None


async def tell(db: Db, city: CityId, notices: Sequence[NewNotice]) -> None:
    """Put each notice before whom it is for, once."""
    await db.run(
        """
        insert into notice (city_id, id, report, source, nth, audience, person, message, at)
        select %(city)s, *
          from unnest(%(ids)s::uuid[], %(reports)s::uuid[], %(sources)s::uuid[], %(nths)s::int[],
                      %(audiences)s::text[], %(people)s::uuid[], %(messages)s::jsonb[],
                      %(moments)s::timestamptz[])
            on conflict do nothing
        """,
        city=city,
        ids=column(new_id() for _ in notices),
        reports=column(each.report for each in notices),
        sources=column(each.source for each in notices),
        nths=column(each.nth for each in notices),
        audiences=column(each.audience for each in notices),
        people=column(each.person for each in notices),
        messages=column(msgspec.json.encode(each.message).decode() for each in notices),
        moments=column(each.at for each in notices),
    )


async def of_person(db: Db, city: CityId, person: PersonId, *, limit: int = 50) -> list[Notice]:
    """What somebody of staff was told, the newest first."""
    return await db.all(
        Notice,
        """
        select n.id, n.report, r.number, n.message, n.at, n.read_at
          from notice n
          join report r on r.city_id = n.city_id and r.id = n.report
         where n.city_id = %(city)s
           and n.person = %(person)s
         order by n.at desc, n.nth desc, n.id
         limit %(limit)s
        """,
        city=city,
        person=person,
        limit=limit,
    )


async def of_holder(db: Db, city: CityId, by: Holder, *, now: datetime, limit: int = 50) -> list[Notice]:
    """What somebody was told of the reports they hold and of those they support, the newest first."""
    return await db.all(
        Notice,
        """
        select n.id, n.report, r.number, n.message, n.at, n.read_at
          from (
                select n.id, n.report, n.message, n.at, n.nth, n.read_at
                  from (select report from session_report
                         where city_id = %(city)s and session = %(session)s::bytea
                         union all
                        select report from resident_report
                         where city_id = %(city)s and resident = %(resident)s::uuid) held
                  join notice n
                    on n.city_id = %(city)s and n.report = held.report and n.audience = 'reporter'
                 union all
                select n.id, n.report, n.message, n.at, n.nth,
                       case when n.at <= s.read_at then s.read_at end
                  from supporter s
                  join notice n
                    on n.city_id = s.city_id and n.report = s.report and n.audience = 'supporters'
                 where s.city_id = %(city)s
                   and s.session = %(seat)s::bytea
                   and n.at >= s.since
               ) n
          join report r on r.city_id = %(city)s and r.id = n.report
         where n.at <= %(now)s
         order by n.at desc, n.nth desc, n.id
         limit %(limit)s
        """,
        city=city,
        session=by.session,
        resident=by.resident,
        seat=by.name,
        now=now,
        limit=limit,
    )


async def fresh(
    db: Db, city: CityId, by: Holder, person: PersonId | None, *, now: datetime, most: int = 100
) -> int:
    """How much of what somebody was told they have not looked at, up to ``most``."""
    count = await db.one(
        int,
        """
        select count(*)
          from (
                select 1
                  from notice
                 where city_id = %(city)s and person = %(person)s::uuid and read_at is null
                 union all
                select 1
                  from (select report from session_report
                         where city_id = %(city)s and session = %(session)s::bytea
                         union all
                        select report from resident_report
                         where city_id = %(city)s and resident = %(resident)s::uuid) held
                  join notice n
                    on n.city_id = %(city)s and n.report = held.report and n.audience = 'reporter'
                 where %(person)s::uuid is null and n.read_at is null and n.at <= %(now)s
                 union all
                select 1
                  from supporter s
                  join notice n
                    on n.city_id = s.city_id and n.report = s.report and n.audience = 'supporters'
                 where s.city_id = %(city)s
                   and %(person)s::uuid is null
                   and s.session = %(seat)s::bytea
                   and n.at >= s.since
                   and n.at <= %(now)s
                   and (s.read_at is null or n.at > s.read_at)
                 limit %(most)s
               ) n
        """,
        city=city,
        person=person,
        session=by.session,
        resident=by.resident,
        seat=by.name,
        now=now,
        most=most,
    )
    return count or 0


async def read(db: Db, city: CityId, notices: Sequence[UUID], *, at: datetime) -> None:
    """These notices have been looked at by whom they are for; those for many are read by each of them."""
    await db.run(
        """
        update notice
           set read_at = %(at)s
         where city_id = %(city)s
           and id = any(%(notices)s::uuid[])
           and audience <> 'supporters'
           and read_at is null
        """,
        city=city,
        notices=column(notices),
        at=at,
    )


async def read_as_supporter(
    db: Db, city: CityId, seat: bytes | None, reports: Iterable[ReportId], *, at: datetime
) -> None:
    """Whoever sits there has looked at everything they were told until now of these reports they support."""
    await db.run(
        """
        update supporter
           set read_at = %(at)s
         where city_id = %(city)s
           and session = %(seat)s
           and report = any(%(reports)s::uuid[])
        """,
        city=city,
        seat=seat,
        reports=column(reports),
        at=at,
    )


async def followed(db: Db, city: CityId, reports: Iterable[ReportId]) -> dict[ReportId, Followed]:
    """What says of these reports who may follow them live."""
    found = await db.all(
        Followed,
        """
        select id, number, agency, area, listed, quiet, visibility, sensitivity
          from report
         where city_id = %(city)s
           and id = any(%(reports)s::uuid[])
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {report.id: report for report in found}


async def to_reporters(db: Db, city: CityId, reports: Iterable[UUID]) -> list[Notice]:
    """What the reporters of these reports were told, the oldest first."""
    return await db.all(
        Notice,
        """
        select n.id, n.report, r.number, n.message, n.at, n.read_at
          from notice n
          join report r on r.city_id = n.city_id and r.id = n.report
         where n.city_id = %(city)s
           and n.report = any(%(reports)s::uuid[])
           and n.audience = 'reporter'
         order by n.at, n.nth, n.id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )


async def forget(db: Db, city: CityId, reports: Iterable[UUID]) -> None:
    """The reporters of these reports were told nothing."""
    await db.run(
        """
        delete from notice
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
           and person is null
        """,
        city=city,
        reports=column(reports),
    )
