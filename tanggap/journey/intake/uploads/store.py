"""Where pieces of pictures wait for the rest."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.journey.intake.uploads.rules import Upload
from tanggap.kit.db import Db, column
from tanggap.report.report import PhotoId


async def arrived(db: Db, city: CityId, upload: Upload) -> int:
    """How many bytes of a picture are here; they are its first."""
    found = await db.one(
        int,
        """
        select coalesce(sum(length(content)), 0)::int
          from photo_piece
         where city_id = %(city)s
           and photo = %(photo)s
           and sent_by = %(sent_by)s
        """,
        city=city,
        photo=upload.photo,
        sent_by=upload.sent_by or b"",
    )
    return found or 0


async def waiting(db: Db, city: CityId, *, most: int) -> int:
    """How many pieces a city holds, counted no further than ``most``."""
    found = await db.one(
        int,
        """
        select count(*)
          from (select 1 from photo_piece where city_id = %(city)s limit %(most)s) p
        """,
        city=city,
        most=most,
    )
    return found or 0


async def add(db: Db, city: CityId, upload: Upload, content: bytes, *, start: int, at: datetime) -> None:
    """Keep a piece; the same one sent twice at the same time is kept once."""
    await db.run(
        """
        insert into photo_piece (city_id, photo, sent_by, start, content, sent_at)
        values (%(city)s, %(photo)s, %(sent_by)s, %(start)s, %(content)s, %(at)s)
            on conflict do nothing
        """,
        city=city,
        photo=upload.photo,
        sent_by=upload.sent_by or b"",
        start=start,
        content=content,
        at=at,
    )


async def pieces(db: Db, city: CityId, upload: Upload) -> list[bytes]:
    """All that arrived of a picture, in order."""
    return await db.all(
        bytes,
        """
        select content
          from photo_piece
         where city_id = %(city)s
           and photo = %(photo)s
           and sent_by = %(sent_by)s
         order by start
         limit 100000
        """,
        city=city,
        photo=upload.photo,
        sent_by=upload.sent_by or b"",
    )


async def forget(db: Db, city: CityId, upload: Upload) -> None:
    """Throw the pieces of a picture away."""
    await db.run(
        """
        delete from photo_piece
         where city_id = %(city)s
           and photo = %(photo)s
           and sent_by = %(sent_by)s
        """,
        city=city,
        photo=upload.photo,
        sent_by=upload.sent_by or b"",
    )


async def known(db: Db, city: CityId, photos: list[PhotoId]) -> int:
    """How many of these pictures a city has."""
    found = await db.one(
        int,
        "select count(*) from photo where city_id = %(city)s and id = any(%(photos)s::uuid[])",
        city=city,
        photos=column(photos),
    )
    return found or 0


async def own(db: Db, city: CityId, photos: list[PhotoId], *, sent_by: bytes) -> list[PhotoId]:
    """Those of these pictures that this browser sent, in the order they are asked for."""
    found = await db.all(
        UUID,
        """
        select p.id
          from unnest(%(photos)s::uuid[]) with ordinality as w (id, place)
          join photo p on p.city_id = %(city)s and p.id = w.id
         where p.sent_by = %(sent_by)s
         order by w.place
         limit 100
        """,
        city=city,
        photos=column(photos),
        sent_by=sent_by,
    )
    return [PhotoId(each) for each in found]


async def forget_seats(db: Db, city: CityId, seats: Sequence[bytes]) -> None:
    """Keep nothing of what is still arriving from these seats."""
    await db.run(
        "delete from photo_piece where city_id = %(city)s and sent_by = any(%(seats)s::bytea[])",
        city=city,
        seats=column(seats),
    )
