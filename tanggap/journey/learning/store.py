"""What is learned from, and what was learned: a version after another."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import asdict

from tanggap.city.terms import CityId
from tanggap.journey.learning.rules import Example, Figures, What
from tanggap.kit.db import Db


class Version(Figures, frozen=True, kw_only=True):
    """One version with its figures, without its weights. ``used``: whether it was good enough to speak."""

    what: What
    version: int
    at: datetime
    used: bool


async def finished(db: Db, city: CityId, *, most: int) -> list[Example]:
    """The newest finished reports the public may find, with their words; what was emptied or hidden teaches nothing."""
    return await db.all(
        Example,
        """
        select r.id as report, w.text, r.kind, r.agency as unit
          from report r
          join report_words w on w.city_id = %(city)s and w.report = r.id and w.revision = r.words
         where r.city_id = %(city)s
           and r.listed
           and r.status in ('resolved', 'closed')
           and r.resolved_at is not null
           and r.kind is not null
           and r.agency is not null
           and w.text is not null
         order by r.received_at desc, r.id desc
         limit %(most)s
        """,
        city=city,
        most=most,
    )


async def keep(
    db: Db, city: CityId, what: What, figures: Figures, *, at: datetime, used: bool, model: bytes
) -> None:
    """Keep a new version; of those before only the figures stay."""
    await db.run(
        """
        update learned
           set model = null
         where city_id = %(city)s
           and what = %(what)s
        """,
        city=city,
        what=what,
    )
    values: Mapping[str, object] = asdict(figures)
    await db.run(
        """
        insert into learned
               (city_id, what, version, at, used, taught, measured, labels, top1, top3, usual, usual3,
                sure_from, sure, sure_right, model)
        select %(city)s, %(what)s, coalesce(max(version), 0) + 1, %(at)s, %(used)s, %(taught)s, %(measured)s,
               %(labels)s, %(top1)s, %(top3)s, %(usual)s, %(usual3)s, %(sure_from)s, %(sure)s, %(sure_right)s,
               %(model)s
          from learned
         where city_id = %(city)s
           and what = %(what)s
        """,
        city=city,
        what=what,
        at=at,
        used=used,
        model=model,
        **values,
    )


async def forget(db: Db, city: CityId, what: What) -> None:
    """Nothing is learned of this any more: too little is left to learn it from."""
    await db.run(
        """
        delete from learned
         where city_id = %(city)s
           and what = %(what)s
        """,
        city=city,
        what=what,
    )


async def newest(db: Db, city: CityId) -> list[Version]:
    """The newest version of each thing that is learned."""
    return await db.all(
        Version,
        """
        select distinct on (what)
               what, version, at, used, taught, measured, labels, top1, top3, usual, usual3,
               sure_from, sure, sure_right
          from learned
         where city_id = %(city)s
         order by what, version desc
         limit 10
        """,
        city=city,
    )


async def versions(db: Db, city: CityId, *, limit: int = 40) -> list[Version]:
    """What was learned, the newest first."""
    return await db.all(
        Version,
        """
        select what, version, at, used, taught, measured, labels, top1, top3, usual, usual3,
               sure_from, sure, sure_right
          from learned
         where city_id = %(city)s
         order by at desc, what, version desc
         limit %(limit)s
        """,
        city=city,
        limit=limit,
    )


async def weights(db: Db, city: CityId, what: What, version: int) -> bytes | None:
    """The weights of a version; None for one that has gone."""
    return await db.one(
        bytes,
        """
        select model
          from learned
         where city_id = %(city)s
           and what = %(what)s
           and version = %(version)s
           and model is not null
        """,
        city=city,
        what=what,
        version=version,
    )
