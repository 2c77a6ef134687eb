"""Where devices and addresses are remembered: sealed, and found by keyed digest."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.hearing.rules import Device
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.kit.secret import Secrets

_SEAL, _ENDPOINT, _ADDRESS = "ear", "ear-lookup", "contact-lookup"


class Ear(Struct, frozen=True, kw_only=True):
    """A device's subscription or an address, in the clear."""

    id: UUID
    kind: str
    place: str
    lookup: bytes
    language: str


class _Sealed(Struct, frozen=True, kw_only=True):
    id: UUID
    kind: str
    sealed: bytes
    lookup: bytes
    language: str


async def add_device(
    db: Db,
    secrets: Secrets,
    city: CityId,
    subscription: str,
    *,
    endpoint: str,
    browser: bytes,
    seat: bytes,
    person: PersonId | None,
    language: str,
    at: datetime,
) -> UUID:
    """Keep the one device of a browser; the same endpoint is the same device, whoever has it now."""
    lookup = secrets.digest(_ENDPOINT, endpoint.encode())
    await db.run(
        """
        delete from ear
         where city_id = %(city)s
           and kind = 'push'
           and (browser = %(browser)s or lookup = %(lookup)s)
        """,
        city=city,
        browser=browser,
        lookup=lookup,
    )
    return await _add(
        db,
        city,
        kind="push",
        sealed=secrets.seal(_SEAL, subscription.encode()),
        lookup=lookup,
        browser=browser,
        seat=seat,
        person=person,
        language=language,
        at=at,
    )


async def add_address(
    db: Db, secrets: Secrets, city: CityId, email: str, *, language: str, at: datetime
) -> UUID:
    """Keep an address that is not a report's."""
    return await _add(
        db,
        city,
        kind="email",
        sealed=secrets.seal(_SEAL, email.encode()),
        lookup=lookup_of(secrets, email),
        browser=None,
        seat=None,
        person=None,
        language=language,
        at=at,
    )


async def _add(
    db: Db,
    city: CityId,
    *,
    kind: str,
    sealed: bytes,
    lookup: bytes,
    browser: bytes | None,
    seat: bytes | None,
    person: PersonId | None,
    language: str,
    at: datetime,
) -> UUID:
    identity = new_id()
    await db.run(
        """
        insert into ear (city_id, id, kind, browser, seat, person, sealed, lookup, language, created_at)
        values (%(city)s, %(id)s, %(kind)s, %(browser)s, %(seat)s, %(person)s, %(sealed)s, %(lookup)s, %(language)s,
                %(at)s)
        """,
        city=city,
        id=identity,
        kind=kind,
        browser=browser,
        seat=seat,
        person=person,
        sealed=sealed,
        lookup=lookup,
        language=language,
        at=at,
    )
    return identity


def lookup_of(secrets: Secrets, email: str) -> bytes:
    """The keyed digest of an address: the same as a reporter's contact has, so that one person is known as one."""
    return secrets.digest(_ADDRESS, email.casefold().encode())


async def open_ear(db: Db, secrets: Secrets, city: CityId, ear: UUID) -> Ear | None:
    """A device or an address in the clear; None when it was forgotten."""
    found = await db.one(
        _Sealed,
        """
        select id, kind, sealed, lookup, language
          from ear
         where city_id = %(city)s
           and id = %(ear)s
        """,
        city=city,
        ear=ear,
    )
    if found is None:
        return None
    place = secrets.open(_SEAL, found.sealed).decode()
    return Ear(id=found.id, kind=found.kind, place=place, lookup=found.lookup, language=found.language)


async def devices(
    db: Db, city: CityId, seats: Iterable[bytes], people: Iterable[PersonId], *, now: datetime
) -> list[Device]:
    """The devices of these seats and people; a resident's only as long as they are signed in there."""
    return await db.all(
        Device,
        """
        select e.id, e.seat, e.person
          from ear e
         where e.city_id = %(city)s
           and e.kind = 'push'
           and (e.person = any(%(people)s::uuid[])
                or e.seat = any(%(seats)s::bytea[])
                   and (e.seat = e.browser
                        or exists (select from session s
                                    where s.id = e.browser
                                      and uuid_send(s.resident) = e.seat
                                      and s.expires_at > %(now)s)))
         order by e.id
         limit 100000
        """,
        city=city,
        seats=column(seats),
        people=column(people),
        now=now,
    )


async def in_browser(db: Db, city: CityId, browser: bytes | None) -> list[UUID]:
    """The device of a browser, where it has one."""
    return await db.all(
        UUID,
        "select id from ear where city_id = %(city)s and browser = %(browser)s order by id limit 10",
        city=city,
        browser=browser,
    )


async def of_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> list[UUID]:
    """Every device that belongs to these seats, or stands in a browser that is one of them."""
    return await db.all(
        UUID,
        """
        select id
          from ear
         where city_id = %(city)s
           and (seat = any(%(seats)s::bytea[]) or browser = any(%(seats)s::bytea[]))
         order by id
         limit 100000
        """,
        city=city,
        seats=column(seats),
    )


async def join(db: Db, city: CityId, browser: bytes, resident: UUID) -> None:
    """The device of a browser is the resident's who signed in there.

    The browser has a new cookie by then: the one the resident came in with last.
    """
    await db.run(
        """
        update ear
           set seat = %(seat)s,
               browser = (select id from session
                           where resident = %(resident)s
                           order by created_at desc, id
                           limit 1)
         where city_id = %(city)s
           and browser = %(browser)s
           and person is null
        """,
        city=city,
        browser=browser,
        seat=resident.bytes,
        resident=resident,
    )


async def forget_ears(db: Db, city: CityId, ears: Iterable[UUID]) -> None:
    """These devices and addresses are no more."""
    await db.run(
        "delete from ear where city_id = %(city)s and id = any(%(ears)s::uuid[])",
        city=city,
        ears=column(ears),
    )
