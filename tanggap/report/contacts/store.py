"""How to reach a reporter: apart from the report, each under a key of its own that can be destroyed."""

import os
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.kit.db import Db, column
from tanggap.kit.ids import new_id
from tanggap.kit.secret import Secrets, open_sealed, seal
from tanggap.report.report import ReportId

_WRAP = "contact-key"
_LOOKUP = "contact-lookup"


class Contact(Struct, frozen=True, kw_only=True):
    """Who sent a report and may be told how it goes on."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str = "id"

    @property
    def empty(self) -> bool:
        """Whether there is nobody to tell."""
        return not (self.name or self.email or self.phone)


class Kept(Struct, frozen=True, kw_only=True):
    """A contact under the id by which others name it."""

    id: UUID
    contact: Contact


class _Sealed(Struct, frozen=True, kw_only=True):
    id: UUID
    report: ReportId
    sealed: bytes
    wrapped: bytes


async def keep(
    db: Db, secrets: Secrets, city: CityId, report: ReportId, contact: Contact, *, at: datetime
) -> None:
    """Keep a contact encrypted, beside a key that is wrapped by the installation's secret. Empty ones are not kept."""
    if contact.empty:
        return
    identity, key = new_id(), os.urandom(32)
    address = contact.email or contact.phone
    await db.run(
        """
        insert into report_contact (city_id, report, id, sealed, lookup, language, created_at)
        values (%(city)s, %(report)s, %(id)s, %(sealed)s, %(lookup)s, %(language)s, %(at)s)
        """,
        city=city,
        report=report,
        id=identity,
        sealed=seal(key, msgspec.json.encode(contact)),
        lookup=secrets.digest(_LOOKUP, address.casefold().encode()) if address else None,
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
        select c.id, c.report, c.sealed, k.wrapped
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
        select c.id, c.report, c.sealed, k.wrapped
          from report_contact c
          join contact_key k on k.city_id = c.city_id and k.contact = c.id
         where c.city_id = %(city)s
           and c.report = any(%(reports)s::uuid[])
           and c.sealed is not null
         order by c.report
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
    return {each.report: Kept(id=each.id, contact=_opened(secrets, each)) for each in found}


def _opened(secrets: Secrets, found: _Sealed) -> Contact:
    return msgspec.json.decode(open_sealed(secrets.open(_WRAP, found.wrapped), found.sealed), type=Contact)


async def destroy(db: Db, city: CityId, report: ReportId) -> None:
    """Destroy the key of a report's contact and empty what it sealed; copies in backups stay unreadable."""
    await db.run(
        """
        delete from contact_key k
         using report_contact c
         where c.city_id = %(city)s
           and c.report = %(report)s
           and k.city_id = c.city_id
           and k.contact = c.id
        """,
        city=city,
        report=report,
    )
    await db.run(
        """
        update report_contact
           set sealed = null, lookup = null
         where city_id = %(city)s
           and report = %(report)s
        """,
        city=city,
        report=report,
    )


async def ids(db: Db, city: CityId, reports: Iterable[UUID]) -> list[UUID]:
    """What these reports' contacts are called where somebody is written to, emptied ones too."""
    return await db.all(
        UUID,
        """
        select id
          from report_contact
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         order by id
         limit 100000
        """,
        city=city,
        reports=column(reports),
    )
