"""Where people, their duties and their sessions are remembered."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from tanggap.city.people.passwords import Hashed
from tanggap.city.people.rules import Session
from tanggap.city.rights import Duty, Factor
from tanggap.city.terms import AgencySlug, CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id


class Account(Struct, frozen=True, kw_only=True):
    """What is needed to let somebody in."""

    person: PersonId
    password: Hashed


class Person(Struct, frozen=True, kw_only=True):
    """Somebody of the city hall."""

    id: PersonId
    email: str
    name: str
    disabled_at: datetime | None
    last_seen_at: datetime | None


async def find(db: Db, email: str) -> Person | None:
    """The person of this address, in whatever city they serve."""
    return await db.one(
        Person,
        "select id, email, name, disabled_at, last_seen_at from person where email = lower(%(email)s)",
        email=email,
    )


async def staff(db: Db, city: CityId) -> list[Person]:
    """Everybody with a duty in a city, by address."""
    return await db.all(
        Person,
        """
        select id, email, name, disabled_at, last_seen_at
          from person p
         where exists (select from duty d where d.city_id = %(city)s and d.person = p.id and d.ended_at is null)
         order by email
         limit 10000
        """,
        city=city,
    )


async def duties_of(db: Db, city: CityId, person: PersonId) -> list[Duty]:
    """What a person may do in a city."""
    return await db.all(
        Duty,
        """
        select role, agency, area
          from duty
         where city_id = %(city)s
           and person = %(person)s
           and ended_at is null
         order by role, agency, area
         limit 100
        """,
        city=city,
        person=person,
    )


async def serving(db: Db, city: CityId, agency: AgencySlug) -> int:
    """How many people serve in an agency."""
    return (
        await db.one(
            int,
            """
            select count(distinct person)
              from duty
             where city_id = %(city)s
               and agency = %(agency)s
               and ended_at is null
            """,
            city=city,
            agency=agency,
        )
        or 0
    )


async def save(db: Db, person: Person, *, password: Hashed | None, now: datetime) -> None:
    """Remember somebody new, with a password or until they choose one."""
    await db.run(
        """
        insert into person (id, email, name, password, created_at)
        values (%(id)s, lower(%(email)s), %(name)s, %(password)s, %(now)s)
        """,
        id=person.id,
        email=person.email,
        name=person.name,
        password=password,
        now=now,
    )


async def give(db: Db, city: CityId, person: PersonId, duty: Duty, *, now: datetime) -> None:
    """Give a person a duty in a city."""
    await db.run(
        """
        insert into person_city (person, city)
        values (%(person)s, %(city)s)
            on conflict do nothing
        """,
        person=person,
        city=city,
    )
    await db.run(
        """
        insert into duty (city_id, id, person, role, agency, area, created_at)
        values (%(city)s, %(id)s, %(person)s, %(role)s, %(agency)s, %(area)s, %(now)s)
        """,
        city=city,
        id=new_id(),
        person=person,
        role=duty.role,
        agency=duty.agency,
        area=duty.area,
        now=now,
    )


async def set_password(db: Db, person: PersonId, password: Hashed) -> None:
    """Replace a person's password."""
    await db.run(
        "update person set password = %(password)s where id = %(person)s", person=person, password=password
    )


async def disable(db: Db, person: PersonId, *, now: datetime) -> None:
    """From now on this person does not get in; what they did stays theirs."""
    await db.run(
        "update person set disabled_at = coalesce(disabled_at, %(now)s) where id = %(person)s",
        person=person,
        now=now,
    )


async def account(db: Db, city: CityId, email: str) -> Account | None:
    """How to let in the person of this address, if they serve in this city."""
    return await db.one(
        Account,
        """
        select p.id as person, p.password
          from person p
         where p.email = lower(%(email)s)
           and p.password is not null
           and p.disabled_at is null
           and exists (select from duty d where d.city_id = %(city)s and d.person = p.id and d.ended_at is null)
        """,
        city=city,
        email=email,
    )


async def may_enter(db: Db, city: CityId, person: PersonId) -> bool:
    """Whether somebody serves in a city and was not disabled."""
    found = await db.one(
        bool,
        """
        select true
          from person p
         where p.id = %(person)s
           and p.disabled_at is null
           and exists (select from duty d where d.city_id = %(city)s and d.person = p.id and d.ended_at is null)
        """,
        city=city,
        person=person,
    )
    return found is not None


async def session(db: Db, browser: bytes) -> Session | None:
    """Whose session a browser's is or was, unless that person was disabled or is not there any more."""
    return await db.one(
        Session,
        """
        select s.person, s.resident, coalesce(p.name, r.alias) as name, s.seen_at, s.expires_at, s.factor, s.city
          from session s
          left join person p on p.id = s.person
          left join resident r on r.id = s.resident
         where s.id = %(browser)s
           and p.disabled_at is null
           and coalesce(p.id, r.id) is not null
        """,
        browser=browser,
    )


async def begin_session(
    db: Db,
    browser: bytes,
    person: PersonId,
    *,
    now: datetime,
    expires_at: datetime,
    factor: Factor | None = None,
    shown_at: datetime | None = None,
    city: CityId | None = None,
) -> None:
    """Remember that this browser is this person's, what they showed beside a password, and that they were here.

    With a ``city`` it counts in that one only.
    """
    await db.run(
        """
        insert into session (id, person, created_at, seen_at, expires_at, factor, shown_at, city)
        values (%(browser)s, %(person)s, %(now)s, %(now)s, %(expires_at)s, %(factor)s, %(shown_at)s, %(city)s)
        """,
        browser=browser,
        person=person,
        factor=factor,
        shown_at=shown_at or now,
        city=city,
        now=now,
        expires_at=expires_at,
    )
    await db.run("update person set last_seen_at = %(now)s where id = %(person)s", person=person, now=now)


async def saw(db: Db, browser: bytes, *, now: datetime) -> None:
    """Mark a session as seen."""
    await db.run("update session set seen_at = %(now)s where id = %(browser)s", browser=browser, now=now)


async def end_session(db: Db, browser: bytes) -> None:
    """Forget a browser."""
    await db.run("delete from session where id = %(browser)s", browser=browser)


async def end_sessions(db: Db, person: PersonId) -> None:
    """Forget every browser of a person."""
    await db.run("delete from session where person = %(person)s", person=person)


class _Named(Struct, frozen=True, kw_only=True):
    id: PersonId
    name: str


async def names(db: Db, wanted: Iterable[PersonId]) -> dict[PersonId, str]:
    """What these people of staff are called."""
    found = await db.all(
        _Named,
        """
        select id, name
          from person
         where id = any(%(wanted)s::uuid[])
         order by id
         limit 1000
        """,
        wanted=column(wanted),
    )
    return {each.id: each.name for each in found}


async def addresses(db: Db, wanted: Iterable[PersonId]) -> dict[PersonId, str]:
    """Where those of these people are written to who may still sign in."""
    found = await db.all(
        _Named,
        """
        select id, email as name
          from person
         where id = any(%(wanted)s::uuid[])
           and disabled_at is null
         order by id
         limit 100000
        """,
        wanted=column(wanted),
    )
    return {each.id: each.name for each in found}
