"""Where invitations and duties are found one by one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.people.serving.rules import Held
from tanggap.city.people.store import Person
from tanggap.city.rights import Duty, Role
from tanggap.city.terms import AgencySlug, AreaCode, CityId, PersonId
from tanggap.kit.db import Db, column


class _Row(Struct, frozen=True, kw_only=True):
    id: UUID
    person: PersonId
    role: Role
    agency: AgencySlug | None
    area: AreaCode | None


class Member(Person, frozen=True, kw_only=True):
    """Somebody who serves; ``invited`` as long as they have neither password nor passkey, by a link until then."""

    invited: bool
    until: datetime | None


class Invitation(Struct, frozen=True, kw_only=True):
    """A link on its way to somebody: to which address."""

    email: str


async def members(db: Db, city: CityId, *, only: PersonId | None = None) -> list[Member]:
    """Everybody who serves in a city, or one of them, by name."""
    return await db.all(
        Member,
        """
        select p.id, p.email, p.name, p.disabled_at, p.last_seen_at, i.expires_at as until,
               p.password is null and not exists (select from passkey k
                                                   where coalesce(k.resident, k.person) = p.id) as invited
          from person p
          left join invitation i on i.person = p.id
         where exists (select from duty d where d.city_id = %(city)s and d.person = p.id and d.ended_at is null)
           and (%(only)s::uuid is null or p.id = %(only)s::uuid)
         order by p.name, p.id
         limit 10000
        """,
        city=city,
        only=only,
    )


async def serves_elsewhere(db: Db, city: CityId, person: PersonId) -> bool:
    """Whether a person serves in another city too; the copy in which a city's own people practise is none."""
    return (
        await db.one(
            bool,
            """
            select true
              from person_city p
              join city there on there.id = p.city
              join city here on here.id = %(city)s
             where p.person = %(person)s
               and p.city <> %(city)s
               and (there.state <> 'training' or there.area_code <> here.area_code)
             limit 1
            """,
            person=person,
            city=city,
        )
        is not None
    )


async def held(db: Db, city: CityId) -> list[Held]:
    """Every duty in a city, by person."""
    rows = await db.all(
        _Row,
        """
        select id, person, role, agency, area
          from duty
         where city_id = %(city)s
           and ended_at is null
         order by person, created_at, id
         limit 100000
        """,
        city=city,
    )
    return [
        Held(id=row.id, person=row.person, duty=Duty(role=row.role, agency=row.agency, area=row.area))
        for row in rows
    ]


async def admins(db: Db, city: CityId) -> list[Held]:
    """The duties of city admins who can sign in."""
    rows = await db.all(
        _Row,
        """
        select d.id, d.person, d.role, d.agency, d.area
          from duty d
          join person p on p.id = d.person
         where d.city_id = %(city)s
           and d.ended_at is null
           and d.role = 'city_admin'
           and p.disabled_at is null
           and (p.password is not null or p.last_seen_at is not null)
         order by d.id
         limit 10000
        """,
        city=city,
    )
    return [
        Held(id=row.id, person=row.person, duty=Duty(role=row.role, agency=row.agency, area=row.area))
        for row in rows
    ]


async def end(db: Db, city: CityId, person: PersonId, duties: Iterable[UUID], *, now: datetime) -> None:
    """End these duties of somebody; that they were held stays known."""
    await db.run(
        """
        update duty
           set ended_at = %(now)s
         where city_id = %(city)s
           and id = any(%(duties)s::uuid[])
           and ended_at is null
        """,
        city=city,
        duties=column(duties),
        now=now,
    )
    await db.run(
        """
        delete from person_city c
         where c.person = %(person)s
           and c.city = %(city)s
           and not exists (select from duty d
                            where d.city_id = %(city)s
                              and d.person = %(person)s
                              and d.ended_at is null)
        """,
        city=city,
        person=person,
    )


async def invite(
    db: Db, person: PersonId, token: bytes, *, invitation: UUID, now: datetime, expires_at: datetime
) -> None:
    """Remember an invitation; an earlier one of this person stands no more."""
    await db.run(
        """
        insert into invitation (token, id, person, created_at, expires_at)
        values (%(token)s, %(id)s, %(person)s, %(now)s, %(expires_at)s)
            on conflict (person) do update
           set token = excluded.token, id = excluded.id, created_at = excluded.created_at,
               expires_at = excluded.expires_at
        """,
        token=token,
        id=invitation,
        person=person,
        now=now,
        expires_at=expires_at,
    )


async def standing(db: Db, invitation: UUID, *, now: datetime) -> Invitation | None:
    """An invitation that can still be used, for the moment of writing to whom it is for."""
    return await db.one(
        Invitation,
        """
        select p.email
          from invitation i
          join person p on p.id = i.person
         where i.id = %(id)s
           and i.expires_at > %(now)s
           and p.disabled_at is null
        """,
        id=invitation,
        now=now,
    )


async def invited(db: Db, token: bytes, *, now: datetime) -> Person | None:
    """Whose invitation this is, held until the transaction ends; None for one that was used or is too old."""
    return await db.one(
        Person,
        """
        select p.id, p.email, p.name, p.disabled_at, p.last_seen_at
          from invitation i
          join person p on p.id = i.person
         where i.token = %(token)s
           and i.expires_at > %(now)s
           and p.disabled_at is null
           and p.password is null
           and not exists (select from passkey k where coalesce(k.resident, k.person) = p.id)
           for update of i
        """,
        token=token,
        now=now,
    )


async def forget(db: Db, person: PersonId) -> UUID | None:
    """Forget a person's invitation, used or taken back; which it was."""
    return await db.one(UUID, "delete from invitation where person = %(person)s returning id", person=person)
