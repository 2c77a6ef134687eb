"""Where changes of a city's pack are remembered."""

from datetime import datetime
from typing import NewType
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.editing.rules import Edit
from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db

ChangeId = NewType("ChangeId", UUID)
CHANGES_SHOWN = 20


class Change(Struct, frozen=True, kw_only=True):
    """A change of a pack; ``undone`` once another has taken it back."""

    id: ChangeId
    at: datetime
    person: PersonId
    reason: str
    edits: tuple[Edit, ...]
    undoes: ChangeId | None = None
    undone: bool = False


async def add(db: Db, city: CityId, change: Change) -> None:
    """Remember a change."""
    await db.run(
        """
        insert into city_change (city_id, id, at, person, reason, edits, undoes)
        values (%(city)s, %(id)s, %(at)s, %(person)s, %(reason)s, %(edits)s::jsonb, %(undoes)s)
        """,
        city=city,
        id=change.id,
        at=change.at,
        person=change.person,
        reason=change.reason,
        edits=msgspec.json.encode(change.edits).decode(),
        undoes=change.undoes,
    )


async def changes(
    db: Db,
    city: CityId,
    *,
    part: str | None = None,
    slug: str | None = None,
    only: ChangeId | None = None,
) -> list[Change]:
    """The newest changes of a city's pack: all, those of a part, those of one thing, or one of them."""
    return await db.all(
        Change,
        """
        select c.id, c.at, c.person, c.reason, c.edits, c.undoes,
               exists (select from city_change u where u.city_id = %(city)s and u.undoes = c.id) as undone
          from city_change c
         where c.city_id = %(city)s
           and (%(only)s::uuid is null or c.id = %(only)s::uuid)
           and (%(part)s::text is null
                or exists (select
                             from jsonb_array_elements(c.edits) e
                            where e ->> 'part' = %(part)s::text
                              and (%(slug)s::text is null or e ->> 'slug' = %(slug)s::text)))
         order by c.at desc, c.id desc
         limit %(most)s
        """,
        city=city,
        only=only,
        part=part,
        slug=slug,
        most=CHANGES_SHOWN,
    )
