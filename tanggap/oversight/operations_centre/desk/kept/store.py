"""Where views of the desk are remembered."""

from msgspec.structs import asdict

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.oversight.operations_centre.desk.kept.rules import KeptView, ViewId


async def kept(db: Db, city: CityId, person: PersonId) -> list[KeptView]:
    """The views of one person, and those others share with the desk, by name."""
    return await db.all(
        KeptView,
        """
        select id, person, name, asks, shared, opens, saved_at
          from desk_view
         where city_id = %(city)s
           and (person = %(person)s or shared)
         order by name, id
         limit 200
        """,
        city=city,
        person=person,
    )


async def first(db: Db, city: CityId, person: PersonId) -> str | None:
    """The query of the view the desk begins with for somebody; None where they have none."""
    return await db.one(
        str,
        """
        select asks
          from desk_view
         where city_id = %(city)s
           and person = %(person)s
           and opens
        """,
        city=city,
        person=person,
    )


async def put(db: Db, city: CityId, view: KeptView) -> None:
    """Keep a view; one of this name that its person had is this one from now on."""
    if view.opens:
        await open_with(db, city, view.person, None)
    await db.run(
        """
        insert into desk_view (city_id, id, person, name, asks, shared, opens, saved_at)
        values (%(city)s, %(id)s, %(person)s, %(name)s, %(asks)s, %(shared)s, %(opens)s, %(saved_at)s)
            on conflict (city_id, person, name) do update
           set asks = excluded.asks, shared = excluded.shared, opens = excluded.opens, saved_at = excluded.saved_at
        """,
        city=city,
        **asdict(view),
    )


async def open_with(db: Db, city: CityId, person: PersonId, view: ViewId | None) -> int:
    """Let the desk begin with this view of somebody's own, or with none; how many were touched."""
    await db.run(
        """
        update desk_view
           set opens = false
         where city_id = %(city)s
           and person = %(person)s
           and opens
        """,
        city=city,
        person=person,
    )
    return await db.run(
        """
        update desk_view
           set opens = true
         where city_id = %(city)s
           and person = %(person)s
           and id = %(view)s
        """,
        city=city,
        person=person,
        view=view,
    )


async def drop(db: Db, city: CityId, person: PersonId, view: ViewId) -> bool:
    """Keep a view of somebody's own no longer; False where they have none of this id."""
    return bool(
        await db.run(
            """
            delete from desk_view
             where city_id = %(city)s
               and person = %(person)s
               and id = %(view)s
            """,
            city=city,
            person=person,
            view=view,
        )
    )
