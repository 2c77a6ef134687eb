"""Where teams are remembered, with who is in them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from tanggap.city.teams.rules import Team
from tanggap.city.terms import AgencySlug, CityId, PersonId, TeamId
from tanggap.kit.db import Db, column

_TEAM = """
        select t.id, t.agency, t.name, t.vehicle, t.groups, t.shifts, t.retired_at,
               array(select m.person
                       from team_member m
                      where m.city_id = t.city_id
                        and m.team = t.id
                      order by m.person) as members
          from team t
         where t.city_id = %(city)s
"""


class Mate(Struct, frozen=True, kw_only=True):
    """Somebody who serves in an agency."""

    person: PersonId
    name: str


async def of_agency(db: Db, city: CityId, agency: AgencySlug) -> list[Team]:
    """The teams of an agency that are in service, by name."""
    return await db.all(
        Team,
        _TEAM
        + """
           and t.agency = %(agency)s
           and t.retired_at is null
         order by t.name, t.id
         limit 200
        """,
        city=city,
        agency=agency,
    )


async def of_agencies(db: Db, city: CityId, agencies: Sequence[AgencySlug]) -> list[Team]:
    """The teams of these agencies that are in service, by agency and name."""
    return await db.all(
        Team,
        _TEAM
        + """
           and t.agency = any(%(agencies)s::text[])
           and t.retired_at is null
         order by t.agency, t.name, t.id
         limit 2000
        """,
        city=city,
        agencies=column(agencies),
    )


async def get(db: Db, city: CityId, team: TeamId) -> Team | None:
    """One team, retired or not; None when the city has none of this id."""
    return await db.one(Team, _TEAM + " and t.id = %(team)s", city=city, team=team)


async def of_member(db: Db, city: CityId, person: PersonId) -> list[Team]:
    """The teams somebody is in."""
    return await db.all(
        Team,
        _TEAM
        + """
           and t.retired_at is null
           and exists (select
                         from team_member m
                        where m.city_id = t.city_id
                          and m.team = t.id
                          and m.person = %(person)s)
         order by t.name, t.id
         limit 20
        """,
        city=city,
        person=person,
    )


async def mates(db: Db, city: CityId, agency: AgencySlug) -> list[Mate]:
    """Who serves in an agency, by name: those a team is made of."""
    return await db.all(
        Mate,
        """
        select distinct p.id as person, p.name
          from duty d
          join person p on p.id = d.person
         where d.city_id = %(city)s
           and d.agency = %(agency)s
           and d.ended_at is null
           and p.disabled_at is null
         order by p.name, p.id
         limit 1000
        """,
        city=city,
        agency=agency,
    )


async def mates_of(db: Db, city: CityId, agencies: Sequence[AgencySlug]) -> list[Mate]:
    """Who serves in one of these agencies, by name."""
    return await db.all(
        Mate,
        """
        select distinct p.id as person, p.name
          from duty d
          join person p on p.id = d.person
         where d.city_id = %(city)s
           and d.agency = any(%(agencies)s::text[])
           and d.ended_at is null
           and p.disabled_at is null
         order by p.name, p.id
         limit 20000
        """,
        city=city,
        agencies=column(agencies),
    )


async def put(db: Db, city: CityId, team: Team) -> None:
    """Remember a team as it is now."""
    await db.run(
        """
        insert into team (city_id, id, agency, name, vehicle, groups, shifts)
        values (%(city)s, %(id)s, %(agency)s, %(name)s, %(vehicle)s, %(groups)s::text[], %(shifts)s::jsonb)
            on conflict (city_id, id) do update
           set name = excluded.name, vehicle = excluded.vehicle, groups = excluded.groups,
               shifts = excluded.shifts
        """,
        city=city,
        id=team.id,
        agency=team.agency,
        name=team.name,
        vehicle=team.vehicle,
        groups=column(team.groups),
        shifts=msgspec.json.encode(team.shifts).decode(),
    )
    await _put_members(db, city, team.id, team.members)


async def _put_members(db: Db, city: CityId, team: TeamId, members: Sequence[PersonId]) -> None:
    await db.run("delete from team_member where city_id = %(city)s and team = %(team)s", city=city, team=team)
    await db.run(
        """
        insert into team_member (city_id, team, person)
        select %(city)s, %(team)s, m.person
          from unnest(%(members)s::uuid[]) as m (person)
            on conflict (city_id, team, person) do nothing
        """,
        city=city,
        team=team,
        members=column(members),
    )


async def retire(db: Db, city: CityId, team: TeamId, *, at: datetime) -> None:
    """Let a team serve no longer; what it did stays its."""
    await db.run(
        """
        update team
           set retired_at = coalesce(retired_at, %(at)s)
         where city_id = %(city)s
           and id = %(team)s
        """,
        city=city,
        team=team,
        at=at,
    )
