"""How to reach who sent or supports a report: apart from it, each under a key of its own that can be destroyed."""

import os
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.hearing.store import lookup_of
from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.kit.secret import Secrets, open_sealed, seal
from tanggap.report.report import ReportId

_WRAP = "contact-key"


class Contact(Struct, frozen=True, kw_only=True):
    """Who sent or supports a report and may be told how it goes on."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str = "id"

    @property
    def empty(self) -> bool:
        """Whether there is nobody to tell."""
        return not (self.name or self.email or self.phone)


class Kept(Struct, frozen=True, kw_only=True):
    """A contact under the id by which others name it; ``lookup`` is its address's keyed digest."""

    id: UUID
    contact: Contact
    lookup: bytes | None


class _Sealed(Struct, frozen=True, kw_only=True):
    id: UUID
    report: ReportId
    supporter: UUID | None
    sealed: bytes
    wrapped: bytes
    lookup: bytes | None


async def keep(
    db: Db,
    secrets: Secrets,
    city: CityId,
    report: ReportId,
    contact: Contact,
    *,
    supporter: UUID | None = None,
    at: datetime,
) -> None:
    """Keep a contact encrypted, beside a key that is wrapped by the installation's secret. Empty ones are not kept.

    It is the reporter's, or that of a ``supporter`` of the report.
    """
    if contact.empty:
        return
    identity, key = new_id(), os.urandom(32)
    address = contact.email or contact.phone
    await db.run(
        """
        insert into report_contact (city_id, report, id, supporter, sealed, lookup, language, created_at)
        values (%(city)s, %(report)s, %(id)s, %(supporter)s, %(sealed)s, %(lookup)s, %(language)s, %(at)s)
        """,
        city=city,
        report=report,
        id=identity,
        supporter=supporter,
        sealed=seal(key, msgspec.json.encode(contact)),
        lookup=lookup_of(secrets, address) if address else None,
        language=contact.language,
        at=at,
    )
    await db.run(
        "insert into contact_key (city_id, contact, wrapped) values (%(city)s, %(id)s, %(wrapped)s)",
        city=city,
        id=identity,
        wrapped=secrets.seal(_WRAP, key),
    )


async def open_contact(db: Db, secrets: Secrets, city: CityId, contact: UUID) -> Contact | None:
    """A contact in the clear, by its own id; None when there is none or its key was destroyed."""
    found = await db.one(
        _Sealed,
        """
        select c.id, c.report, c.supporter, c.sealed, k.wrapped, c.lookup
          from report_contact c
          join contact_key k on k.city_id = c.city_id and k.contact = c.id
         where c.city_id = %(city)s
           and c.id = %(contact)s
           and c.sealed is not null
        """,
        city=city,
        contact=contact,
    )
    return _opened(secrets, found) if found is not None else None


async def of_reports(
    db: Db, secrets: Secrets, city: CityId, reports: Iterable[ReportId]
) -> dict[ReportId, Kept]:
    """The contacts of these reports in the clear, as far as their reporters left one and its key still stands."""
    found = await db.all(
        _Sealed,
        """
        select c.id, c.report, c.supporter, c.sealed, k.wrapped, c.lookup
          from report_contact c
          join contact_key k on k.city_id = c.city_id and k.contact = c.id
         where c.city_id = %(city)s
           and c.report = any(%(reports)s::uuid[])
           and c.supporter is null
           and c.sealed is not null
         order by c.report
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {
        each.report: Kept(id=each.id, contact=_opened(secrets, each), lookup=each.lookup) for each in found
    }


async def lookup(db: Db, city: CityId, contact: UUID) -> bytes | None:
    """The keyed digest of a contact's address, by the contact's own id."""
    return await db.one(
        bytes,
        """
        select lookup
          from report_contact
         where city_id = %(city)s
           and id = %(contact)s
           and lookup is not null
        """,
        city=city,
        contact=contact,
    )


async def of_supporters(
    db: Db, secrets: Secrets, city: CityId, reports: Iterable[ReportId]
) -> dict[UUID, Kept]:
    """The contacts of those who support these reports in the clear, by supporter, as far as they left one."""
    found = await db.all(
        _Sealed,
        """
        select c.id, c.report, c.supporter, c.sealed, k.wrapped, c.lookup
          from report_contact c
          join contact_key k on k.city_id = c.city_id and k.contact = c.id
         where c.city_id = %(city)s
           and c.report = any(%(reports)s::uuid[])
           and c.supporter is not null
           and c.sealed is not null
         order by c.report, c.id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {
        each.supporter: Kept(id=each.id, contact=_opened(secrets, each), lookup=each.lookup)
        for each in found
        if each.supporter is not None
    }


def _opened(secrets: Secrets, found: _Sealed) -> Contact:
    return msgspec.json.decode(open_sealed(secrets.open(_WRAP, found.wrapped), found.sealed), type=Contact)


async def destroy(db: Db, city: CityId, report: ReportId, *, supporter: UUID | None = None) -> None:
    """Destroy the key of the reporter's contact, or of a supporter's, and empty what it sealed.

    A backup made before holds contact and key, and can still be opened.
    """
    await db.run(
        """
        delete from contact_key k
         using report_contact c
         where c.city_id = %(city)s
           and c.report = %(report)s
           and c.supporter is not distinct from %(supporter)s::uuid
           and k.city_id = c.city_id
           and k.contact = c.id
        """,
        city=city,
        report=report,
        supporter=supporter,
    )
    await db.run(
        """
        update report_contact
           set sealed = null, lookup = null
         where city_id = %(city)s
           and report = %(report)s
           and supporter is not distinct from %(supporter)s::uuid
        """,
        city=city,
        report=report,
        supporter=supporter,
    )


async def ids(
    db: Db, city: CityId, *, reports: Iterable[UUID] = (), supporters: Iterable[UUID] = ()
) -> list[UUID]:
    """What contacts of these reports' reporters and of these supporters are called where somebody is written to.

    Emptied ones too.
    """
    return await db.all(
        UUID,
        """
        select id
          from report_contact
         where city_id = %(city)s
           and (supporter is null and report = any(%(reports)s::uuid[])
                or supporter = any(%(supporters)s::uuid[]))
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
        supporters=column(supporters),
    )
