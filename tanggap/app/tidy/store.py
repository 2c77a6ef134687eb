"""What is swept out, each in batches short enough for a running city."""

from datetime import datetime
from uuid import UUID

from tanggap.city.terms import CityId
from tanggap.kit.db import Db

BATCH = 5000


async def forget_sessions(db: Db, *, before: datetime) -> int:
    """Browsers whose time is over; how many."""
    return await db.run(
        """
        delete from session
         where id in (select id from session where expires_at < %(before)s limit %(batch)s)
        """,
        before=before,
        batch=BATCH,
    )


async def forget_tries(db: Db, *, before: datetime) -> int:
    """Failed sign-ins; how many."""
    return await db.run("delete from sign_in_try where tried_at < %(before)s", before=before)


async def forget_codes(db: Db, *, before: datetime) -> int:
    """Codes for signing in whose time is over; how many."""
    return await db.run("delete from sign_in_code where expires_at < %(before)s", before=before)


async def forget_challenges(db: Db, *, before: datetime) -> int:
    """What passkeys were asked to sign and did not; how many."""
    return await db.run("delete from passkey_challenge where expires_at < %(before)s", before=before)


async def forget_steps(db: Db, *, before: datetime) -> int:
    """Who gave a password and never showed the second factor, or left for a provider and never came back; how many."""
    gone = await db.run("delete from sign_in_step where expires_at < %(before)s", before=before)
    return gone + await db.run("delete from provider_step where expires_at < %(before)s", before=before)


async def forget_browsers(db: Db, city: CityId, *, before: datetime) -> None:
    """What browsers held in a city whose cookies are gone."""
    await db.run(
        """
        with gone as (
            delete from session_report
             where city_id = %(city)s
               and since < %(before)s
            returning session
        )
        delete from reporter_city c
         using gone
         where c.holder = gone.session
           and c.city = %(city)s
           and not exists (select from session_report s
                            where s.city_id = %(city)s
                              and s.session = gone.session
                              and s.since >= %(before)s)
        """,
        city=city,
        before=before,
    )


async def forget_seats(db: Db, *, before: datetime) -> int:
    """Where browsers were whose cookies are gone; how many. Where residents were stays with them."""
    return await db.run(
        """
        delete from seat_city c
         where c.seen_at < %(before)s
           and not exists (select from resident r where uuid_send(r.id) = c.seat)
        """,
        before=before,
    )


async def empty_answers(db: Db, *, before: datetime) -> int:
    """First answers kept with their idempotency keys; how many. The keys still find their reports."""
    return await db.run(
        """
        update intake_key
           set answer = null
         where (scope, key) in (
               select scope, key
                 from intake_key
                where answer is not null
                  and taken_at < %(before)s
                limit %(batch)s)
        """,
        before=before,
        batch=BATCH,
    )


async def forget_ticks(db: Db, epoch: int, *, before: datetime) -> int:
    """Ticks every listener has heard and nobody needs to compare with; how many."""
    return await db.run(
        """
        delete from tick
         where epoch = %(epoch)s
           and nth in (
               select nth
                 from tick
                where epoch = %(epoch)s
                  and at < %(before)s
                  and nth < (select min(heard) from listener_cursor where epoch = %(epoch)s)
                order by nth
                limit %(batch)s)
        """,
        epoch=epoch,
        before=before,
        batch=BATCH,
    )


async def forget_photos(db: Db, city: CityId, *, before: datetime) -> list[UUID]:
    """Pictures no report claimed; which."""
    return await db.all(
        UUID,
        """
        delete from photo
         where city_id = %(city)s
           and id in (
               select id
                 from photo
                where city_id = %(city)s
                  and report is null
                  and sent_at < %(before)s
                limit %(batch)s)
        returning id
        """,
        city=city,
        before=before,
        batch=BATCH,
    )


async def forget_pieces(db: Db, city: CityId, *, before: datetime) -> int:
    """Pieces of pictures that never became whole; how many."""
    return await db.run(
        "delete from photo_piece where city_id = %(city)s and sent_at < %(before)s", city=city, before=before
    )
