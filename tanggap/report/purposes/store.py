"""Where it is remembered what somebody opened protected data for, and what reporters allowed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.report.purposes.rules import Purpose, What
from tanggap.report.report import ReportId


class Stated(Struct, frozen=True, kw_only=True):
    """What somebody said they open something of a report for, and until when it is open to them."""

    id: UUID
    purpose: Purpose
    said: str | None
    until: datetime


async def add(
    db: Db, city: CityId, stated: Stated, what: What, *, report: ReportId, person: PersonId, at: datetime
) -> None:
    """Remember a purpose."""
    await db.run(
        """
        insert into protected_purpose (city_id, id, report, person, what, purpose, said, at, until)
        values (%(city)s, %(id)s, %(report)s, %(person)s, %(what)s, %(purpose)s, %(said)s, %(at)s, %(until)s)
        """,
        city=city,
        id=stated.id,
        report=report,
        person=person,
        what=what,
        purpose=stated.purpose,
        said=stated.said,
        at=at,
        until=stated.until,
    )


async def stated(
    db: Db, city: CityId, report: ReportId, person: PersonId, what: What | None, *, now: datetime
) -> Stated | None:
    """For what this of a report, or anything of it, is open to somebody now; None when it is not."""
    return await db.one(
        Stated,
        """
        select id, purpose, said, until
          from protected_purpose
         where city_id = %(city)s
           and report = %(report)s
           and person = %(person)s
           and (%(what)s::text is null or what = %(what)s::text)
           and until > %(now)s
         order by until desc
         limit 1
        """,
        city=city,
        report=report,
        person=person,
        what=what,
        now=now,
    )


class Consent(Struct, frozen=True, kw_only=True):
    """That a reporter lets those who act on a report see its original pictures; taken back since ``revoked_at``."""

    report: ReportId
    given_at: datetime
    revoked_at: datetime | None


async def allow_first(db: Db, city: CityId, report: ReportId, *, at: datetime) -> None:
    """Remember a consent that came with the report; one that was taken back since stays so."""
    await db.run(
        """
        insert into photo_consent (city_id, report, given_at)
        values (%(city)s, %(report)s, %(at)s)
            on conflict do nothing
        """,
        city=city,
        report=report,
        at=at,
    )


async def allow(db: Db, city: CityId, report: ReportId, *, at: datetime) -> None:
    """Remember a consent given now."""
    await db.run(
        """
        insert into photo_consent (city_id, report, given_at)
        values (%(city)s, %(report)s, %(at)s)
            on conflict (city_id, report) do update
           set given_at = excluded.given_at, revoked_at = null
         where photo_consent.revoked_at is not null
        """,
        city=city,
        report=report,
        at=at,
    )


async def revoke(db: Db, city: CityId, report: ReportId, *, at: datetime) -> None:
    """Remember that a consent was taken back."""
    await db.run(
        """
        update photo_consent
           set revoked_at = %(at)s
         where city_id = %(city)s
           and report = %(report)s
           and revoked_at is null
        """,
        city=city,
        report=report,
        at=at,
    )


async def consents(db: Db, city: CityId, reports: Iterable[UUID]) -> list[Consent]:
    """What the reporters of these reports allowed."""
    return await db.all(
        Consent,
        """
        select report, given_at, revoked_at
          from photo_consent
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
         order by report
         limit 10000
        """,
        city=city,
        reports=column(reports),
    )


async def forget_consents(db: Db, city: CityId, reports: Iterable[UUID]) -> None:
    """Let go of what the reporters of these reports allowed."""
    await db.run(
        "delete from photo_consent where city_id = %(city)s and report = any(%(reports)s::uuid[])",
        city=city,
        reports=column(reports),
    )
