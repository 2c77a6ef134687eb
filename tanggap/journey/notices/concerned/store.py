"""What is asked of a report before somebody is told: what it is, which others follow it, and who serves its agency."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from tanggap.city.packs.pack import Sensitivity
from tanggap.city.rights import Role
from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug, PersonId
from tanggap.kit.db import Db, column
from tanggap.report.report import ReportId, Visibility

TOLD_ROLES = (Role.LIAISON, Role.FIELD_OFFICER)


class Concerned(Struct, frozen=True, kw_only=True):
    """What a notice has to know of its report."""

    id: ReportId
    number: int
    agency: AgencySlug | None
    area: AreaCode | None
    kind: KindSlug | None
    visibility: Visibility
    sensitivity: Sensitivity
    listed: bool


class Follower(Concerned, frozen=True, kw_only=True):
    """A report that follows another, ``source``, since a moment."""

    source: ReportId
    since: datetime


class Serving(Struct, frozen=True, kw_only=True):
    """A duty by which somebody hears news: in an agency or none, over the whole city, or in this area and those inside it."""

    person: PersonId
    role: Role
    agency: AgencySlug | None
    area: AreaCode | None


async def concerned(db: Db, city: CityId, reports: Iterable[ReportId]) -> dict[ReportId, Concerned]:
    """The reports somebody may be told of: imported and demo history owes nobody anything."""
    found = await db.all(
        Concerned,
        """
        select id, number, agency, area, kind, visibility, sensitivity, listed
          from report
         where city_id = %(city)s
           and id = any(%(reports)s::uuid[])
           and not quiet
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {report.id: report for report in found}


async def followers(db: Db, city: CityId, reports: Iterable[ReportId]) -> list[Follower]:
    """The reports that follow one of these, directly or by others, and since when."""
    return await db.all(
        Follower,
        """
        with recursive following (source, id, since) as (
            select merged_into, id, closed_at
              from report
             where city_id = %(city)s
               and merged_into = any(%(reports)s::uuid[])
             union
            select f.source, r.id, greatest(f.since, r.closed_at)
              from following f
              join report r on r.city_id = %(city)s and r.merged_into = f.id
        )
        select f.source, f.since, r.id, r.number, r.agency, r.area, r.kind, r.visibility, r.sensitivity, r.listed
          from following f
          join report r on r.city_id = %(city)s and r.id = f.id
         where not r.quiet
         order by f.source, r.id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )


async def serving(
    db: Db, city: CityId, agencies: Iterable[AgencySlug], roles: Iterable[Role]
) -> list[Serving]:
    """Who serves in these roles, in these agencies or in none."""
    return await db.all(
        Serving,
        """
        select distinct d.person, d.role, d.agency, d.area
          from duty d
          join person p on p.id = d.person
         where d.city_id = %(city)s
           and (d.agency is null or d.agency = any(%(agencies)s::text[]))
           and d.role = any(%(roles)s::text[])
           and d.ended_at is null
           and p.disabled_at is null
         order by d.person
         limit 100000
        """,
        city=city,
        agencies=column(agencies),
        roles=column(roles),
    )
