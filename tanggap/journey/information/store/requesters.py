"""Who asked, sealed, and in whose hands an inquiry is."""

import os
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec import Struct

from tanggap.city.terms import CityId
from tanggap.journey.information.inquiry import InquiryId
from tanggap.journey.information.rules import Requester
from tanggap.kit.db import Db, column
from tanggap.kit.secret import Secrets, open_sealed, seal

_WRAP = "inquiry-key"


class _Sealed(Struct, frozen=True, kw_only=True):
    sealed: bytes
    wrapped: bytes


async def keep(db: Db, secrets: Secrets, city: CityId, inquiry: InquiryId, who: Requester) -> None:
    """Keep who asked, encrypted under a key of their own, that under the installation's."""
    key = os.urandom(32)
    await db.run(
        """
        insert into inquiry_requester (city_id, inquiry, sealed, wrapped)
        values (%(city)s, %(inquiry)s, %(sealed)s, %(wrapped)s)
        """,
        city=city,
        inquiry=inquiry,
        sealed=seal(key, msgspec.json.encode(who)),
        wrapped=secrets.seal(_WRAP, key),
    )


async def requester(db: Db, secrets: Secrets, city: CityId, inquiry: UUID) -> Requester | None:
    """Who asked, in the clear; None once that was emptied."""
    found = await db.one(
        _Sealed,
        """
        select sealed, wrapped
          from inquiry_requester
         where city_id = %(city)s
           and inquiry = %(inquiry)s
        """,
        city=city,
        inquiry=inquiry,
    )
    if found is None:
        return None
    return msgspec.json.decode(open_sealed(secrets.open(_WRAP, found.wrapped), found.sealed), type=Requester)


async def empty(db: Db, city: CityId, inquiry: InquiryId) -> None:
    """Leave nothing of who asked: neither their data with its key, nor their words, nor in whose hands it is."""
    await db.run(
        "delete from inquiry_requester where city_id = %(city)s and inquiry = %(inquiry)s",
        city=city,
        inquiry=inquiry,
    )
    await db.run(
        "delete from inquiry_holder where city_id = %(city)s and inquiry = %(inquiry)s",
        city=city,
        inquiry=inquiry,
    )
    await db.run(
        """
        update inquiry_words
           set question = null, purpose = null, objection = null
         where city_id = %(city)s
           and inquiry = %(inquiry)s
        """,
        city=city,
        inquiry=inquiry,
    )


async def hold(db: Db, city: CityId, inquiry: InquiryId, seat: bytes, *, at: datetime) -> None:
    """Let somebody hold an inquiry from now on."""
    await db.run(
        """
        insert into inquiry_holder (city_id, inquiry, seat, since)
        values (%(city)s, %(inquiry)s, %(seat)s, %(at)s)
            on conflict do nothing
        """,
        city=city,
        inquiry=inquiry,
        seat=seat,
        at=at,
    )


async def holds(db: Db, city: CityId, inquiry: InquiryId, seat: bytes | None) -> bool:
    """Whether somebody holds it."""
    found = await db.one(
        bool,
        """
        select true
          from inquiry_holder
         where city_id = %(city)s
           and inquiry = %(inquiry)s
           and seat = %(seat)s
        """,
        city=city,
        inquiry=inquiry,
        seat=seat,
    )
    return found is not None


async def held(db: Db, city: CityId, seats: tuple[bytes, ...], *, limit: int = 1000) -> list[InquiryId]:
    """What these hold, the newest first."""
    found = await db.all(
        UUID,
        """
        select inquiry
          from inquiry_holder
         where city_id = %(city)s
           and seat = any(%(seats)s::bytea[])
         group by inquiry
         order by max(since) desc, inquiry
         limit %(limit)s
        """,
        city=city,
        seats=column(seats),
        limit=limit,
    )
    return [InquiryId(each) for each in found]


async def join(db: Db, city: CityId, browser: bytes, resident: UUID) -> None:
    """What a browser held is the resident's from now on, and the browser's no longer."""
    await db.run(
        """
        with gone as (
            delete from inquiry_holder
             where city_id = %(city)s
               and seat = %(browser)s
            returning inquiry, since
        )
        insert into inquiry_holder (city_id, inquiry, seat, since)
        select %(city)s, inquiry, %(resident)s, since
          from gone
            on conflict do nothing
        """,
        city=city,
        browser=browser,
        resident=resident.bytes,
    )


async def forget_browsers(db: Db, city: CityId, *, before: datetime) -> None:
    """Forget what browsers held whose cookies are gone; a resident's seat is as long as a uuid."""
    await db.run(
        """
        delete from inquiry_holder
         where city_id = %(city)s
           and since < %(before)s
           and octet_length(seat) <> 16
        """,
        city=city,
        before=before,
    )
