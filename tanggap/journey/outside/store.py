"""Where what was asked of parties outside is remembered, and the pictures they sent."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.journey.outside.rules import Outcome, Request
from tanggap.kit.db import Db, column
from tanggap.report.report import OutsideId, PhotoId, ReportId, TaskId

_REQUEST = """
        select id, report, task, nth, link, agency, sealed, wrapped, language, asked_at, answer_by, expires_at,
               ended_at, outcome
          from outside_request
         where city_id = %(city)s
"""


async def add(db: Db, city: CityId, request: Request) -> bool:
    """Remember a request; False when it was known already."""
    return bool(
        await db.run(
            """
            insert into outside_request (city_id, id, report, task, nth, link, agency, sealed, wrapped, language,
                                         asked_at, answer_by, expires_at)
            values (%(city)s, %(id)s, %(report)s, %(task)s, %(nth)s, %(link)s, %(agency)s, %(sealed)s, %(wrapped)s,
                    %(language)s, %(asked_at)s, %(answer_by)s, %(expires_at)s)
                on conflict (city_id, id) do nothing
            """,
            city=city,
            **{
                name: getattr(request, name)
                for name in request.__struct_fields__
                if name not in ("ended_at", "outcome")
            },
        )
    )


async def of_report(db: Db, city: CityId, report: ReportId) -> list[Request]:
    """What was asked about a report, the newest first."""
    return await db.all(
        Request,
        _REQUEST
        + """
           and report = %(report)s
         order by asked_at desc, id desc
         limit 100
        """,
        city=city,
        report=report,
    )


async def by_link(db: Db, city: CityId, link: UUID) -> Request | None:
    """What a link was given for; None for one that was renewed meanwhile, or never was."""
    return await db.one(
        Request,
        _REQUEST
        + """
           and link = %(link)s
        """,
        city=city,
        link=link,
    )


async def by_id(db: Db, city: CityId, request: UUID) -> Request | None:
    """A request by its id."""
    return await db.one(
        Request,
        _REQUEST
        + """
           and id = %(request)s
        """,
        city=city,
        request=request,
    )


async def end(db: Db, city: CityId, request: OutsideId, *, outcome: Outcome, at: datetime) -> None:
    """Nothing more is expected by this link."""
    await db.run(
        """
        update outside_request
           set outcome = %(outcome)s, ended_at = %(at)s
         where city_id = %(city)s
           and id = %(request)s
        """,
        city=city,
        request=request,
        outcome=outcome,
        at=at,
    )


async def renew(db: Db, city: CityId, request: OutsideId, *, link: UUID, expires_at: datetime) -> None:
    """Another link from now on; the one before opens nothing any more."""
    await db.run(
        """
        update outside_request
           set link = %(link)s, expires_at = %(expires_at)s, outcome = null, ended_at = null
         where city_id = %(city)s
           and id = %(request)s
        """,
        city=city,
        request=request,
        link=link,
        expires_at=expires_at,
    )


async def put_off(db: Db, city: CityId, request: OutsideId, *, answer_by: date) -> None:
    """They asked for time until this day."""
    await db.run(
        "update outside_request set answer_by = %(answer_by)s where city_id = %(city)s and id = %(request)s",
        city=city,
        request=request,
        answer_by=answer_by,
    )


async def move(db: Db, city: CityId, request: OutsideId, *, task: TaskId) -> None:
    """The agency that was offered a task holds one of its own now."""
    await db.run(
        "update outside_request set task = %(task)s where city_id = %(city)s and id = %(request)s",
        city=city,
        request=request,
        task=task,
    )


async def claim(
    db: Db, city: CityId, report: ReportId, wanted: Sequence[PhotoId], *, sent_by: bytes
) -> list[PhotoId]:
    """Put pictures this browser sent to the report, for staff alone; what they look like is still to be looked for."""
    found = await db.all(
        UUID,
        """
        update photo p
           set report = %(report)s, role = 'outside', place = w.place
          from unnest(%(wanted)s::uuid[]) with ordinality as w (id, place)
         where p.city_id = %(city)s
           and p.id = w.id
           and p.report is null
           and p.sent_by = %(sent_by)s
        returning p.id
        """,
        city=city,
        report=report,
        sent_by=sent_by,
        wanted=column(wanted),
    )
    return [PhotoId(each) for each in found]


async def release(db: Db, city: CityId, report: ReportId, photo: PhotoId, *, seat: bytes | None) -> bool:
    """Hand a picture a party sent to whoever makes a proof of it; False when it is none of this report."""
    return bool(
        await db.run(
            """
            update photo
               set report = null, role = 'after', sent_by = %(seat)s
             where city_id = %(city)s
               and report = %(report)s
               and id = %(photo)s
               and role = 'outside'
            """,
            city=city,
            report=report,
            photo=photo,
            seat=seat,
        )
    )


async def forget(
    db: Db, city: CityId, *, reports: Sequence[UUID] = (), before: datetime | None = None
) -> list[UUID]:
    """Forget who was asked about these reports, or by links that ended before a moment; which requests those were."""
    return await db.all(
        UUID,
        """
        update outside_request
           set sealed = null, wrapped = null
         where city_id = %(city)s
           and sealed is not null
           and (report = any(%(reports)s::uuid[]) or expires_at < %(before)s::timestamptz)
        returning id
        """,
        city=city,
        reports=column(reports),
        before=before,
    )
