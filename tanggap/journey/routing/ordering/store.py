"""Where rules are drafted, and the reports of old they are run against."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.packs.routing import RoutingRule
from tanggap.city.terms import AgencySlug, AreaCode, CityId, KindSlug, PersonId
from tanggap.kit.db import Db, column
from tanggap.report.questions.answers import Said
from tanggap.report.report import Channel, Visibility


class Draft(Struct, frozen=True, kw_only=True):
    """Rules that are being put in order; ``seen`` is the digest of those in force when it was begun."""

    seen: str
    rules: tuple[RoutingRule, ...]
    person: PersonId
    at: datetime


class Row(Struct, frozen=True, kw_only=True):
    """A report of old, without what it answered."""

    id: UUID
    kind: KindSlug
    area: AreaCode | None
    at: datetime
    lon: float | None
    lat: float | None
    channel: Channel
    visibility: Visibility
    text: str
    first: AgencySlug | None
    last: AgencySlug | None


class _Drafted(Struct, frozen=True, kw_only=True):
    seen: str
    rules: Any
    person: PersonId
    at: datetime


class _Answered(Struct, frozen=True, kw_only=True):
    report: UUID
    question: str
    said: tuple[Said, ...]


async def draft(db: Db, city: CityId) -> Draft | None:
    """The draft of a city's rules, if somebody has begun one."""
    found = await db.one(
        _Drafted,
        """
        select seen, rules, person, at
          from routing_draft
         where city_id = %(city)s
        """,
        city=city,
    )
    if found is None:
        return None
    rules = msgspec.convert(found.rules, tuple[RoutingRule, ...], strict=False)
    return Draft(seen=found.seen, rules=rules, person=found.person, at=found.at)


async def put_draft(db: Db, city: CityId, draft: Draft) -> None:
    """Keep a draft in the place of the one before."""
    await db.run(
        """
        insert into routing_draft (city_id, seen, rules, person, at)
        values (%(city)s, %(seen)s, %(rules)s::jsonb, %(person)s, %(at)s)
            on conflict (city_id) do update
           set seen = excluded.seen, rules = excluded.rules, person = excluded.person, at = excluded.at
        """,
        city=city,
        seen=draft.seen,
        rules=msgspec.json.encode(draft.rules).decode(),
        person=draft.person,
        at=draft.at,
    )


async def discard(db: Db, city: CityId) -> int:
    """Throw the draft away; 1 when there was one."""
    return await db.run("delete from routing_draft where city_id = %(city)s", city=city)


async def newest(db: Db, city: CityId, *, most: int) -> list[Row]:
    """The newest reports of a known kind, with the unit each went to first and the moment it did."""
    return await db.all(
        Row,
        """
        select r.id, r.kind, r.area, coalesce(t.opened_at, r.received_at) as at, p.lon, p.lat, r.channel,
               r.visibility, concat_ws(' ', w.text, w.landmark) as text, t.agency as first, r.agency as last
          from report r
          left join report_words w on w.city_id = %(city)s and w.report = r.id and w.revision = r.words
          left join report_place p on p.city_id = %(city)s and p.report = r.id and p.revision = r.place
          left join lateral (select agency, opened_at
                               from task
                              where city_id = %(city)s
                                and report = r.id
                                and role = 'lead'
                              order by opened_at, id
                              limit 1) t on true
         where r.city_id = %(city)s
           and r.kind is not null
         order by r.id desc
         limit %(most)s
        """,
        city=city,
        most=most,
    )


async def answered(
    db: Db, city: CityId, reports: Sequence[UUID]
) -> Mapping[UUID, dict[str, tuple[Said, ...]]]:
    """What was chosen in the questions of these reports, by report and question."""
    found: dict[UUID, dict[str, tuple[Said, ...]]] = {}
    rows = await db.all(
        _Answered,
        """
        select report, question, said
          from report_answer
         where city_id = %(city)s
           and report = any(%(reports)s::uuid[])
           and answer in ('single', 'multiple')
         order by report, revision, nth
         limit 1000000
        """,
        city=city,
        reports=column(reports),
    )
    for each in rows:
        found.setdefault(each.report, {})[each.question] = each.said
    return found
