"""Where remarks are remembered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from tanggap.city.terms import AreaCode, CityId, PersonId
from tanggap.kit.db import Db, column
from tanggap.kit.errors import Missing
from tanggap.kit.words import say
from tanggap.report.remarks.remark import About, Remark, RemarkId, RemarkReason, RemarkState


async def keep(db: Db, city: CityId, remark: Remark) -> None:
    """Remember a remark."""
    await db.run(
        """
        insert into remark (city_id, id, about, thing, speaker, alias, agency, area, person, session, text,
                            state, reason, at)
        values (%(city)s, %(id)s, %(about)s, %(thing)s, %(speaker)s, %(alias)s, %(agency)s, %(area)s,
                %(person)s, %(session)s, %(text)s, %(state)s, %(reason)s, %(at)s)
        """,
        city=city,
        **msgspec.structs.asdict(remark),
    )


async def get(db: Db, city: CityId, remark: RemarkId) -> Remark:
    """A remark, held until this transaction ends. Raises Missing."""
    found = await db.one(
        Remark,
        """
        select id, about, thing, speaker, alias, agency, area, person, session, text, state, reason, at,
               decided_at
          from remark
         where city_id = %(city)s
           and id = %(remark)s
           for update
        """,
        city=city,
        remark=remark,
    )
    if found is None:
        raise Missing(say("Tulisan ini tidak ada."))
    return found


async def about(db: Db, city: CityId, about: About, thing: UUID, *, limit: int = 100) -> Sequence[Remark]:
    """What was said about a thing and has words left, the newest ``limit``, oldest first; hidden and held ones too."""
    found = await db.all(
        Remark,
        """
        select id, about, thing, speaker, alias, agency, area, person, session, text, state, reason, at,
               decided_at
          from remark
         where city_id = %(city)s
           and about = %(about)s
           and thing = %(thing)s
           and text is not null
         order by at desc, id desc
         limit %(limit)s
        """,
        city=city,
        about=about,
        thing=thing,
        limit=limit,
    )
    return found[::-1]


async def held(
    db: Db, city: CityId, about: Sequence[About], *, areas: Sequence[AreaCode] | None, limit: int = 50
) -> list[Remark]:
    """What waits to be read in these areas and all that lies in them, the oldest first. Without ``areas`` everywhere."""
    return await db.all(
        Remark,
        """
        select id, about, thing, speaker, alias, agency, area, person, session, text, state, reason, at,
               decided_at
          from remark
         where city_id = %(city)s
           and state = 'held'
           and about = any(%(about)s::text[])
           and text is not null
           and (%(areas)s::text[] is null
                or exists (select 1
                             from unnest(%(areas)s::text[]) as a (code)
                            where area = a.code
                               or starts_with(area, a.code || '.')))
         order by at, id
         limit %(limit)s
        """,
        city=city,
        about=column(about),
        areas=column(areas) if areas is not None else None,
        limit=limit,
    )


async def decide(
    db: Db,
    city: CityId,
    remark: RemarkId,
    state: RemarkState,
    *,
    reason: RemarkReason | None,
    by: PersonId | None,
    at: datetime,
) -> None:
    """Remember whether a remark is shown, and who decided it."""
    await db.run(
        """
        update remark
           set state = %(state)s, reason = %(reason)s, decided_by = %(by)s, decided_at = %(at)s
         where city_id = %(city)s
           and id = %(remark)s
        """,
        city=city,
        remark=remark,
        state=state,
        reason=reason,
        by=by,
        at=at,
    )


async def of_subject(db: Db, city: CityId, seats: Sequence[bytes], reports: Sequence[UUID]) -> list[Remark]:
    """What was said from these seats, and as the reporter of these reports; the oldest first."""
    return await db.all(
        Remark,
        """
        select id, about, thing, speaker, alias, agency, area, person, session, text, state, reason, at,
               decided_at
          from remark
         where city_id = %(city)s
           and person is null
           and (session = any(%(seats)s::bytea[])
                or (about = 'report' and speaker = 'reporter' and thing = any(%(reports)s::uuid[])))
         order by at, id
         limit 10000
        """,
        city=city,
        seats=column(seats),
        reports=column(reports),
    )


async def empty(db: Db, city: CityId, remarks: Sequence[RemarkId]) -> None:
    """Keep that something was said, and nothing of what and by whom."""
    await db.run(
        """
        update remark
           set text = null, alias = '', session = null
         where city_id = %(city)s
           and id = any(%(remarks)s::uuid[])
        """,
        city=city,
        remarks=column(remarks),
    )


async def join(db: Db, city: CityId, browser: bytes, seat: bytes) -> None:
    """What a browser said was said from this seat."""
    await db.run(
        "update remark set session = %(seat)s where city_id = %(city)s and session = %(browser)s",
        city=city,
        browser=browser,
        seat=seat,
    )
