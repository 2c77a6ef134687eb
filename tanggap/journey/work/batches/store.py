"""What was done to many reports at once, so that it can be told and taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import AgencySlug, CityId, PersonId
from tanggap.journey.work.batches.rules import BatchAct
from tanggap.kit.db import Db, column
from tanggap.kit.words import Say
from tanggap.report.report import ReportId, Status


class Batch(Struct, frozen=True, kw_only=True):
    """One decision about many reports."""

    id: UUID
    act: BatchAct
    at: datetime
    undone_at: datetime | None


class Item(Struct, frozen=True, kw_only=True):
    """One of its reports: how it stood before, and its last event once it was done, or why it was not."""

    report: ReportId
    number: int
    nth: int | None
    status: Status
    agency: AgencySlug | None
    refused: Say | None


async def begin(db: Db, city: CityId, batch: UUID, act: BatchAct, *, by: PersonId, at: datetime) -> None:
    """Remember that somebody decides about many reports."""
    await db.run(
        """
        insert into triage_batch (city_id, id, person, act, at)
        values (%(city)s, %(batch)s, %(person)s, %(act)s, %(at)s)
        """,
        city=city,
        batch=batch,
        person=by,
        act=act,
        at=at,
    )


async def put(db: Db, city: CityId, batch: UUID, items: Sequence[Item]) -> None:
    """Remember what became of some of its reports."""
    await db.run(
        """
        insert into triage_batch_item (city_id, batch, report, place, nth, status, agency, refused)
        select %(city)s, %(batch)s, report,
               (select count(*) from triage_batch_item where city_id = %(city)s and batch = %(batch)s) + place,
               nth, status, agency, refused
          from unnest(%(reports)s::uuid[], %(nths)s::int[], %(statuses)s::text[], %(agencies)s::text[],
                      %(refused)s::jsonb[]) with ordinality as i (report, nth, status, agency, refused, place)
            on conflict do nothing
        """,
        city=city,
        batch=batch,
        reports=column(each.report for each in items),
        nths=column(each.nth for each in items),
        statuses=column(each.status for each in items),
        agencies=column(each.agency for each in items),
        refused=column(
            msgspec.json.encode(each.refused).decode() if each.refused is not None else None for each in items
        ),
    )


async def find(db: Db, city: CityId, batch: UUID, *, lock: bool = False) -> Batch | None:
    """A batch; held until this transaction ends with ``lock``."""
    if lock:
        await db.run(
            "select id from triage_batch where city_id = %(city)s and id = %(batch)s for update",
            city=city,
            batch=batch,
        )
    return await db.one(
        Batch,
        """
        select id, act, at, undone_at
          from triage_batch
         where city_id = %(city)s
           and id = %(batch)s
        """,
        city=city,
        batch=batch,
    )


async def items(db: Db, city: CityId, batch: UUID) -> list[Item]:
    """Its reports in the order in which they were ticked."""
    return await db.all(
        Item,
        """
        select i.report, r.number, i.nth, i.status, i.agency, i.refused
          from triage_batch_item i
          join report r on r.city_id = i.city_id and r.id = i.report
         where i.city_id = %(city)s
           and i.batch = %(batch)s
         order by i.place, i.report
         limit 100
        """,
        city=city,
        batch=batch,
    )


async def undone(db: Db, city: CityId, batch: UUID, *, at: datetime) -> None:
    """Remember that it was taken back."""
    await db.run(
        """
        update triage_batch
           set undone_at = %(at)s
         where city_id = %(city)s
           and id = %(batch)s
        """,
        city=city,
        batch=batch,
        at=at,
    )
