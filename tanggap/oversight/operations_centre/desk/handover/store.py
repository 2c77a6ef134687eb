"""Where the notes of the shifts are remembered."""

from datetime import datetime

from msgspec.structs import asdict

from tanggap.city.terms import CityId, PersonId
from tanggap.kit.db import Db
from tanggap.oversight.operations_centre.desk.handover.rules import Note, NoteId


async def standing(db: Db, city: CityId, *, written_since: datetime, taken_since: datetime) -> list[Note]:
    """The notes that stand on the desk: pinned ones first, then those that wait, then what was taken over lately."""
    return await db.all(
        Note,
        """
        select id, writer, words, pinned, written_at, taker, taken_at
          from desk_note
         where city_id = %(city)s
           and written_at >= %(written_since)s
           and (pinned or taken_at is null or taken_at >= %(taken_since)s)
         order by pinned desc, taken_at is not null, written_at desc, id desc
         limit 20
        """,
        city=city,
        written_since=written_since,
        taken_since=taken_since,
    )


async def add(db: Db, city: CityId, note: Note) -> None:
    """Keep a note."""
    await db.run(
        """
        insert into desk_note (city_id, id, writer, words, pinned, written_at)
        values (%(city)s, %(id)s, %(writer)s, %(words)s, %(pinned)s, %(written_at)s)
        """,
        city=city,
        **asdict(note),
    )


async def take(db: Db, city: CityId, note: NoteId, *, taker: PersonId, at: datetime) -> bool:
    """Let somebody take a note over; False where there is none, or where somebody has."""
    return bool(
        await db.run(
            """
            update desk_note
               set taker = %(taker)s, taken_at = %(at)s
             where city_id = %(city)s
               and id = %(note)s
               and taken_at is null
            """,
            city=city,
            note=note,
            taker=taker,
            at=at,
        )
    )


async def pin(db: Db, city: CityId, note: NoteId, *, pinned: bool) -> bool:
    """Keep a note on top, or no longer; False where there is none."""
    return bool(
        await db.run(
            """
            update desk_note
               set pinned = %(pinned)s
             where city_id = %(city)s
               and id = %(note)s
            """,
            city=city,
            note=note,
            pinned=pinned,
        )
    )


async def forget(db: Db, city: CityId, *, before: datetime) -> int:
    """Throw away what was written before a moment; how many."""
    return await db.run(
        """
        delete from desk_note
         where city_id = %(city)s
           and written_at < %(before)s
        """,
        city=city,
        before=before,
    )
